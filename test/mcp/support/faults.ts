// A solution with a flow in which five faults are planted. Secrets are made up.
import { FAKES } from '../../harness/fakes.ts';
import { SOLUTION } from '../../masking/solution.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';

export const FLOW = `src/Workflows/Orders-${ID.toUpperCase()}.json`;

/** The key that stands in the flow. */
export const KEY = FAKES.hex32!;

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
      // 1: anyone may start it.
      triggers: {
        manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All', schema: {} } },
      },
      actions: {
        // 2: the run history shows what it reads.
        Get_secret: {
          runAfter: {},
          type: 'OpenApiConnection',
          inputs: {
            host: {
              connectionName: 'shared_keyvault',
              operationId: 'GetSecret',
              apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
            },
            parameters: { secretName: 'orders' },
            authentication: "@parameters('$authentication')",
          },
        },
        // 3: the platform refuses the setting here.
        Count: {
          runAfter: { Get_secret: ['Succeeded'] },
          type: 'InitializeVariable',
          inputs: { variables: [{ name: 'Sent', type: 'integer', value: 0 }] },
          runtimeConfiguration: { secureData: { properties: ['inputs'] } },
        },
        // 4: a key stands in the file. 5: it goes over the wire unencrypted.
        Send: {
          runAfter: { Count: ['Succeeded'] },
          type: 'Http',
          inputs: {
            method: 'POST',
            uri: 'http://orders.contoso.example/api',
            headers: { 'x-api-key': KEY, 'x-more': "@body('Get_secret')?['value']" },
            body: { sent: "@variables('Sent')" },
          },
        },
      },
    },
  },
  schemaVersion: '1.0.0.0',
};

export const FAULTY: string = `${JSON.stringify(flow, null, 2)}\n`;

/** Path to text. */
export const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(SOLUTION).filter(([path]) => !path.includes('environmentvariable'))),
  'deploymentSettings.json': '{ "EnvironmentVariables": [], "ConnectionReferences": [] }\n',
  [FLOW]: FAULTY,
};
