// Small flows with known findings. `secret-read-unsecured` has a safe fix and related places; `variableFlow` one to review.

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

export interface FlowOptions {
  /** Names of Key Vault reads; each is a `secret-read-unsecured` unless it is in `secured`. */
  readonly reads?: readonly string[];
  readonly secured?: readonly string[];
}

/** A solution flow, indented by two spaces. */
export function flow({ reads = ['Get_secret'], secured = [] }: FlowOptions = {}): string {
  const actions: Record<string, unknown> = {};
  let previous: string | undefined;
  for (const name of reads) {
    actions[name] = keyVaultRead(previous, secured.includes(name));
    previous = name;
  }
  const first = reads[0];
  if (first !== undefined) actions.Call_service = request(first, previous);
  return JSON.stringify(
    {
      properties: {
        connectionReferences: reads.length === 0 ? {} : VAULT,
        definition: {
          $schema: SCHEMA,
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
    },
    null,
    2,
  );
}

const VAULT = {
  shared_keyvault: {
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: 'abc_vault' },
    api: { name: 'shared_keyvault' },
  },
};

const RECURRENCE = {
  Every_day: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } },
};

function keyVaultRead(after: string | undefined, secured: boolean): unknown {
  return {
    runAfter: after === undefined ? {} : { [after]: ['Succeeded'] },
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: 'shared_keyvault',
        operationId: 'GetSecret',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      },
      parameters: { secretName: 'service' },
      authentication: "@parameters('$authentication')",
    },
    ...(secured ? { runtimeConfiguration: { secureData: { properties: ['outputs'] } } } : {}),
  };
}

function request(source: string, after: string | undefined): unknown {
  return {
    runAfter: after === undefined ? {} : { [after]: ['Succeeded'] },
    type: 'Http',
    inputs: {
      method: 'GET',
      uri: 'https://service.contoso.example/orders',
      headers: { 'x-api-key': `@{body('${source}')?['value']}` },
    },
  };
}

/** JSON that is none of our business. */
export const OTHER_JSON = JSON.stringify(
  { name: 'package', version: '1.0.0', scripts: { build: 'tsc' } },
  null,
  2,
);

export const METADATA =
  '<?xml version="1.0" encoding="utf-8"?>\n<Workflow Name="Sample"><JsonFileName>/Workflows/Sample.json</JsonFileName><Category>5</Category></Workflow>\n';

export const isRead = (diagnostic: { code?: string | number }): boolean =>
  diagnostic.code === 'secret-read-unsecured';

/** Puts a secret into a variable that a request reads: a fix that is to be reviewed. */
export function variableFlow(): string {
  const model = JSON.parse(flow({ secured: ['Get_secret'] })) as {
    properties: { definition: { actions: Record<string, Record<string, unknown>> } };
  };
  const { actions } = model.properties.definition;
  const value = "@body('Get_secret')?['value']";
  actions.Keep_it = {
    runAfter: { Get_secret: ['Succeeded'] },
    type: 'InitializeVariable',
    inputs: { variables: [{ name: 'key', type: 'string', value }] },
  };
  actions.Call_service = {
    runAfter: { Keep_it: ['Succeeded'] },
    type: 'Http',
    inputs: {
      method: 'POST',
      uri: 'https://service.contoso.example/orders',
      body: { key: "@variables('key')" },
    },
  };
  return JSON.stringify(model, null, 2);
}

/** A child flow that answers its caller with a value it read from a vault, and a flow that calls it. */
export function child(id: string): string {
  const text = flow({ secured: ['Get_secret'] });
  const model = JSON.parse(text) as { properties: { definition: { actions: Record<string, unknown> } } };
  const { actions } = model.properties.definition;
  delete actions.Call_service;
  actions.Respond = {
    runAfter: { Get_secret: ['Succeeded'] },
    type: 'Response',
    kind: 'Http',
    inputs: { statusCode: 200, body: { answer: "@body('Get_secret')?['value']", caller: id } },
  };
  return JSON.stringify(model, null, 2);
}

export function parent(childId: string): string {
  const model = JSON.parse(flow({ reads: [] })) as { properties: { definition: { actions: unknown } } };
  model.properties.definition.actions = {
    Run_child: { runAfter: {}, type: 'Workflow', inputs: { host: { workflowReferenceName: childId } } },
    Call_service: {
      runAfter: { Run_child: ['Succeeded'] },
      type: 'Http',
      inputs: {
        method: 'GET',
        uri: 'https://service.contoso.example/orders',
        headers: { 'x-reference': "@{body('Run_child')?['answer']}" },
      },
    },
  };
  return JSON.stringify(model, null, 2);
}

/** A flow that passes a value to the input `text` of a child flow, beside a secret that it reads secured. */
export function passes(childId: string, value: string): string {
  const text = flow({ secured: ['Get_secret'] });
  const model = JSON.parse(text) as { properties: { definition: { actions: Record<string, unknown> } } };
  const { actions } = model.properties.definition;
  actions.Run_child = {
    runAfter: { Get_secret: ['Succeeded'] },
    type: 'Workflow',
    inputs: { host: { workflowReferenceName: childId }, body: { text: value } },
  };
  return JSON.stringify(model, null, 2);
}

/** A child flow with a text input called "Note". */
export function takesText(): string {
  const model = JSON.parse(flow({ reads: [] })) as { properties: { definition: { triggers: unknown } } };
  model.properties.definition.triggers = {
    manual: {
      type: 'Request',
      kind: 'Button',
      inputs: { schema: { type: 'object', properties: { text: { title: 'Note', type: 'string' } } } },
    },
  };
  return JSON.stringify(model, null, 2);
}
