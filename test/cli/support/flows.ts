// Small solution flows with planted risks. Secrets are assembled at run time and obviously made up.

export const PLANTED_KEY = ['q7Zx9Lm2', 'Vt4Kp8Rw', 'N3sB6yHd'].join('');

const VAULT_READ = {
  runAfter: {},
  type: 'OpenApiConnection',
  inputs: {
    host: {
      connectionName: 'shared_keyvault',
      operationId: 'GetSecret',
      apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
    },
    parameters: { secretName: 'orders-api-key' },
    authentication: "@parameters('$authentication')",
  },
};

const RECURRENCE = { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } };

const VAULT = {
  shared_keyvault: {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: 'abc_vault' },
    api: { name: 'shared_keyvault' },
  },
};

/** A solution flow with these actions, and the connection that they need. */
function solutionFlow(actions: Readonly<Record<string, unknown>>): unknown {
  return {
    properties: {
      connectionReferences: JSON.stringify(actions).includes('"shared_keyvault"') ? VAULT : {},
      definition: {
        $schema:
          'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
        contentVersion: '1.0.0.0',
        parameters: {
          $connections: { defaultValue: {}, type: 'Object' },
          $authentication: { defaultValue: {}, type: 'SecureObject' },
        },
        triggers: RECURRENCE,
        actions,
      },
    },
    schemaVersion: '1.0.0.0',
  };
}

/** Reads a secret, outputs not secured: `secret-read-unsecured`, which has a safe fix. */
export const LEAKY = solutionFlow({ Get_secret: VAULT_READ });

/** Nothing to find. */
export const CLEAN = solutionFlow({ Compose: { runAfter: {}, type: 'Compose', inputs: 'hello' } });

/** A key stands in the body, inside JSON written as text: `hardcoded-secret`, which has no safe fix. */
export const HARDCODED = solutionFlow({
  Send_order: {
    runAfter: {},
    type: 'Http',
    inputs: {
      method: 'POST',
      uri: 'https://orders.example.com/api',
      headers: { 'x-api-key': PLANTED_KEY, 'Content-Type': 'application/json' },
      body: `{"note":"\u00e4 \\"q\\"","apiKey":"${PLANTED_KEY}"}`,
    },
  },
});

/** Indented by two spaces. */
export function pretty(value: unknown, lineEnd: '\n' | '\r\n' = '\n'): string {
  return `${JSON.stringify(value, null, 2)}\n`.replaceAll('\n', lineEnd);
}
