// A small solution with something in each place where a name can stand, and findings around them.
import { FAKES } from '../harness/fakes.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';

export const FLOW = `src/Workflows/Orders-${ID.toUpperCase()}.json`;

const flow = {
  properties: {
    connectionReferences: {
      shared_keyvault: {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: 'abc_vault' },
        api: { name: 'shared_keyvault' },
      },
    },
    displayName: 'Orders',
    definition: {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      contentVersion: '1.0.0.0',
      parameters: {
        $connections: { defaultValue: {}, type: 'Object' },
        $authentication: { defaultValue: {}, type: 'SecureObject' },
        'ERP (abc_Erp)': { defaultValue: '', type: 'String', metadata: { schemaName: 'abc_Erp' } },
      },
      triggers: {
        manual: {
          type: 'Request',
          kind: 'Http',
          inputs: {
            triggerAuthenticationType: 'All',
            schema: {
              type: 'object',
              title: 'Order',
              properties: {
                state: { type: 'string', enum: ['open'], default: 'open', description: 'State' },
                apiKey: { type: 'string', const: 'none' },
              },
              required: ['state'],
            },
          },
        },
      },
      actions: {
        Get_secret: {
          runAfter: {},
          metadata: { operationMetadataId: '0a1b2c3d-1111-4222-8333-444455556667' },
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
        Keep: {
          runAfter: { Get_secret: ['Succeeded'] },
          type: 'InitializeVariable',
          inputs: {
            variables: [{ name: 'Kept', type: 'string', value: "@body('Get_secret')?['value']" }],
          },
        },
        Send: {
          runAfter: { Keep: ['Succeeded'] },
          description: 'Sends it',
          type: 'Http',
          inputs: {
            method: 'POST',
            uri: "@{parameters('ERP (abc_Erp)')}/orders?q=@{triggerBody()?['state']}",
            headers: { 'x-api-key': FAKES.hex32, 'x-more': "@variables('Kept')" },
            body: { note: "@outputs('Get_secret')" },
          },
        },
        Parse: {
          runAfter: { Send: ['Succeeded', 'Failed'] },
          type: 'ParseJson',
          inputs: {
            content: "@body('Send')",
            schema: { type: 'object', properties: { id: { type: 'string', examples: ['a'] } } },
          },
        },
        Decide: {
          runAfter: { Parse: ['Succeeded'] },
          type: 'Switch',
          expression: "@body('Parse')?['id']",
          cases: {
            First: {
              case: 'one',
              actions: {
                Answer: {
                  runAfter: {},
                  type: 'Response',
                  inputs: { statusCode: 200, body: "@body('Get_secret')" },
                },
              },
            },
          },
        },
      },
    },
  },
  schemaVersion: '1.0.0.0',
};

/** Path to text. */
export const SOLUTION: Readonly<Record<string, string>> = {
  [FLOW]: `${JSON.stringify(flow, null, 2)}\n`,
  [`${FLOW}.data.xml`]: `<?xml version="1.0" encoding="utf-8"?>
<Workflow WorkflowId="{${ID}}" Name="Orders" Description="Sends orders">
  <JsonFileName>/${FLOW.slice(4)}</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
  <LocalizedNames><LocalizedName languagecode="1033" description="Orders" /></LocalizedNames>
</Workflow>
`,
  'src/Other/Solution.xml': `<ImportExportXml version="9.2" languagecode="1033">
  <SolutionManifest>
    <UniqueName>OrderFlows</UniqueName>
    <LocalizedNames><LocalizedName description="Order flows" languagecode="1033" /></LocalizedNames>
    <Descriptions><Description description="All about orders" languagecode="1033" /></Descriptions>
    <Version>1.0.0.0</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>contoso</UniqueName>
      <CustomizationPrefix>abc</CustomizationPrefix>
    </Publisher>
    <RootComponents>
      <RootComponent type="29" id="{${ID}}" behavior="0" />
    </RootComponents>
  </SolutionManifest>
</ImportExportXml>
`,
  'src/Other/Customizations.xml': `<ImportExportXml>
  <connectionreferences>
    <connectionreference connectionreferencelogicalname="abc_vault">
      <connectionreferencedisplayname>The vault</connectionreferencedisplayname>
      <description>For orders</description>
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_keyvault</connectorid>
    </connectionreference>
  </connectionreferences>
</ImportExportXml>
`,
  'src/environmentvariabledefinitions/abc_Erp/environmentvariabledefinition.xml': `<environmentvariabledefinition schemaname="abc_Erp">
  <defaultvalue>none</defaultvalue>
  <description default="Where orders go"><label description="Where orders go" languagecode="1033" /></description>
  <displayname default="ERP"><label description="ERP" languagecode="1033" /></displayname>
  <type>100000000</type>
</environmentvariabledefinition>
`,
  'src/environmentvariabledefinitions/abc_Erp/environmentvariablevalues.json': `{
  "environmentvariablevalues": { "environmentvariablevalue": { "schemaname": "abc_Erp", "value": "none" } }
}
`,
  'deploymentSettings.json': `${JSON.stringify(
    {
      EnvironmentVariables: [{ SchemaName: 'abc_Erp', Value: '' }],
      ConnectionReferences: [{ LogicalName: 'abc_vault', ConnectionId: '', ConnectorId: '' }],
    },
    null,
    2,
  )}\n`,
};
