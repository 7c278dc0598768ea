// Flows the tests write into the folder under test. Nothing in them is a real name, address or secret.

/** Options of {@link vaultFlow}. */
export interface VaultFlowOptions {
  /** Indentation; a repair must keep it. */
  readonly indent?: number;
}

/**
 * A flow that reads a secret from a key vault, passes it through a Compose and posts it in a header,
 * with nothing secured: the read, the passing on and the use are each a finding.
 */
export function vaultFlow({ indent = 2 }: VaultFlowOptions = {}): string {
  const connector = (name: string, operationId: string, parameters: Record<string, unknown>) => ({
    host: { connectionName: name, operationId, apiId: `/providers/Microsoft.PowerApps/apis/${name}` },
    parameters,
    authentication: "@parameters('$authentication')",
  });
  const flow = {
    properties: {
      connectionReferences: {
        shared_keyvault: {
          runtimeSource: 'embedded',
          connection: { connectionReferenceLogicalName: 'abc_vault' },
          api: { name: 'shared_keyvault' },
        },
      },
      definition: {
        $schema:
          'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
        contentVersion: '1.0.0.0',
        parameters: {
          $connections: { defaultValue: {}, type: 'Object' },
          $authentication: { defaultValue: {}, type: 'SecureObject' },
        },
        triggers: { Every_day: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
        actions: {
          Get_secret: {
            type: 'OpenApiConnection',
            inputs: connector('shared_keyvault', 'GetSecret', { secretName: 'order-key' }),
            runAfter: {},
          },
          Keep_key: {
            type: 'Compose',
            inputs: "@outputs('Get_secret')?['body/value']",
            runAfter: { Get_secret: ['Succeeded'] },
          },
          Send_order: {
            type: 'Http',
            inputs: {
              method: 'POST',
              uri: 'https://orders.example.com/api/orders',
              headers: { 'x-order-key': "@{outputs('Keep_key')}" },
            },
            runAfter: { Keep_key: ['Succeeded'] },
          },
        },
        outputs: {},
      },
    },
    schemaVersion: '1.0.0.0',
  };
  return `${JSON.stringify(flow, undefined, indent)}\n`;
}

/** A file name as an unpacked solution has it; `digit` tells the flows of a run apart. */
export function flowFileName(name: string, digit: number): string {
  return `Workflows/${name}-0A1B2C3D-1111-2222-3333-44445555666${digit}.json`;
}
