import { describe, expect, it } from 'vitest';
import { NONE } from '../json/tree.ts';
import { openDocument } from './index.ts';
import type { FlowModel, Step } from './model.ts';
import { stepsBelow } from './order.ts';
import { stepAt } from './stepAt.ts';

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

function build(
  actions: unknown,
  more: Record<string, unknown> = {},
  connectionReferences: unknown = {},
): FlowModel {
  const definition = { $schema, triggers: { Daily: { type: 'Recurrence' } }, actions, ...more };
  const text = JSON.stringify({ properties: { connectionReferences, definition } }, undefined, 2);
  return openDocument({ uri: 'file:///a.json', text }).flows[0]!;
}

const step = (flow: FlowModel, name: string): Step => flow.actionsByName.get(name.toLowerCase())!;
const leaf = { type: 'Compose', inputs: 1, runAfter: {} };

describe('containers', () => {
  const flow = build({
    Check: { type: 'If', expression: {}, actions: { Yes: leaf }, else: { actions: { No: leaf } } },
    Choose: {
      type: 'Switch',
      cases: {
        'Case 1': { case: 'a', actions: { One: leaf } },
        'Case 2': { case: 'b', actions: { Two: leaf } },
      },
      default: { actions: { Other: leaf } },
    },
    Each: {
      type: 'Foreach',
      foreach: '@json(1)',
      actions: { Inner: { type: 'Scope', actions: { Deep: leaf } } },
    },
    Again: { type: 'Until', expression: '@equals(1, 1)', actions: { Once: leaf } },
    Unknown: { type: 'Changeset', actions: { Change: leaf } },
  });

  it('every action at every level, in document order', () => {
    expect(flow.actions.map((one) => one.name)).toEqual([
      'Check',
      'Yes',
      'No',
      'Choose',
      'One',
      'Two',
      'Other',
      'Each',
      'Inner',
      'Deep',
      'Again',
      'Once',
      'Unknown',
      'Change',
    ]);
    expect(flow.topLevel.steps.map((one) => one.name)).toEqual([
      'Check',
      'Choose',
      'Each',
      'Again',
      'Unknown',
    ]);
  });

  it('branches know their kind, name and owner', () => {
    const branchOf = (name: string) => {
      const { kind, name: branch, owner } = step(flow, name).branch!;
      return [kind, branch, owner?.name];
    };
    expect(branchOf('Check')).toEqual(['root', '', undefined]);
    expect(branchOf('Yes')).toEqual(['actions', '', 'Check']);
    expect(branchOf('No')).toEqual(['else', '', 'Check']);
    expect(branchOf('Two')).toEqual(['case', 'Case 2', 'Choose']);
    expect(branchOf('Other')).toEqual(['default', '', 'Choose']);
    expect(branchOf('Deep')).toEqual(['actions', '', 'Inner']);
    expect(branchOf('Change')).toEqual(['actions', '', 'Unknown']);
  });

  it('steps below a container', () => {
    expect(stepsBelow(flow, step(flow, 'Each')).map((one) => one.name)).toEqual(['Inner', 'Deep']);
    expect(stepsBelow(flow, step(flow, 'Deep'))).toEqual([]);
  });

  it('the step at a node is the innermost one', () => {
    const deep = step(flow, 'Deep');
    expect(stepAt(flow, deep.inputs)?.name).toBe('Deep');
    expect(stepAt(flow, step(flow, 'Inner').node)?.name).toBe('Inner');
    expect(stepAt(flow, flow.definition)).toBeUndefined();
    expect(stepAt(flow, flow.triggers[0]!.node)?.name).toBe('Daily');
  });
});

describe('hostile nesting', () => {
  it('10,000 nested scopes', () => {
    const depth = 10_000;
    const open = Array.from({ length: depth }, (_, index) => `{"S${index}":{"type":"Scope","actions":`).join(
      '',
    );
    const text = `{"properties":{"definition":{"$schema":"${$schema}","triggers":{},"actions":${open}{}${'}}'.repeat(depth)}}}}`;
    const document = openDocument({ uri: 'file:///a.json', text });
    expect(document.tree.problems).toEqual([]);
    expect(document.flows[0]!.actions).toHaveLength(depth);
    expect(document.flows[0]!.actions.at(-1)!.branch!.owner!.name).toBe(`S${depth - 2}`);
  });
});

describe('steps', () => {
  const flow = build({
    Call: {
      type: 'HTTP',
      kind: 'Some',
      inputs: { uri: '@concat(1)' },
      runAfter: { Before: ['Succeeded', 'FAILED'], Odd: 'Succeeded' },
      runtimeConfiguration: { secureData: { properties: ['inputs', 'Outputs', 'outputs', 7] } },
      operationOptions: 'DisableAsyncPattern',
      trackedProperties: { a: '@utcNow()' },
    },
    Odd: 7,
    Bare: {},
    call: leaf,
  });

  it('are read as the platform reads them', () => {
    const call = flow.actions[0]!;
    expect([call.type, call.lowerType, call.kind, call.operationOptions]).toEqual([
      'HTTP',
      'http',
      'some',
      'DisableAsyncPattern',
    ]);
    expect([...call.secured]).toEqual(['inputs', 'outputs']);
    expect(call.runAfter.map(({ name, statuses }) => [name, statuses])).toEqual([
      ['Before', ['succeeded', 'failed']],
      ['Odd', []],
    ]);
    expect(call.expressions).toHaveLength(2);
    expect(call.trackedProperties).not.toBe(NONE);
  });

  it('of wrong shapes are there, and empty', () => {
    const odd = flow.actions[1]!;
    expect([odd.name, odd.type, odd.inputs, odd.secured.size, odd.branches.length]).toEqual([
      'Odd',
      '',
      NONE,
      0,
      0,
    ]);
    expect(flow.actions[2]!.type).toBe('');
  });

  it('are found by name without case; the first of equal names counts', () => {
    expect(flow.actionsByName.get('call')).toBe(flow.actions[0]);
    expect(flow.actionsByName.get('daily')).toBeUndefined();
  });
});

describe('expressions', () => {
  const flow = build(
    {
      Step: {
        type: 'ParseJson',
        description: 'ask @{someone',
        inputs: {
          content: '@body(1)',
          schema: { title: '@{no expression}' },
          '@{utcNow()}name': 1,
          '@odata.type': 'text',
        },
        metadata: { note: '@{no expression}' },
        runAfter: {},
      },
      Outer: { type: 'Scope', actions: { Inner: { type: 'Compose', inputs: '@utcNow()' } }, runAfter: {} },
    },
    {
      outputs: { done: { type: 'String', value: '@utcNow()' } },
      parameters: { P: { type: 'String', defaultValue: '@{not evaluated}' } },
    },
  );

  it('are found in values and keys, and not in notes, schemas and metadata', () => {
    expect(flow.expressions.map((site) => [site.step?.name, site.inKey])).toEqual([
      ['Step', false],
      ['Step', true],
      ['Inner', false],
      [undefined, false],
    ]);
  });

  it('belong to the innermost step only', () => {
    expect(step(flow, 'Outer').expressions).toEqual([]);
    expect(step(flow, 'Inner').expressions).toHaveLength(1);
  });
});

describe('connectors', () => {
  const references = {
    shared_office365: {
      runtimeSource: 'Embedded',
      connection: { connectionReferenceLogicalName: 'abc_mail' },
      api: { name: 'shared_office365' },
    },
    shared_old: {
      connectionName: 'x',
      source: 'Invoker',
      id: '/providers/Microsoft.PowerApps/apis/shared_old',
      tier: 'Standard',
    },
    odd: 7,
  };
  const flow = build(
    {
      New: {
        type: 'OpenApiConnection',
        inputs: {
          host: {
            connectionName: 'shared_office365',
            operationId: 'SendEmailV2',
            apiId: '/providers/Microsoft.PowerApps/apis/shared_office365',
          },
          parameters: { a: 1 },
        },
      },
      Old: {
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_old']['connectionId']" } },
          method: 'POST',
          path: '/v2/Mail',
        },
        metadata: { flowSystemMetadata: { swaggerOperationId: 'SendEmail' } },
      },
      Custom: {
        type: 'OpenApiConnection',
        inputs: { host: { connectionName: 'shared_office365', operationId: 'X', apiId: '' } },
      },
      Numbered: {
        type: 'OpenApiConnection',
        inputs: { host: { connectionName: 'shared_teams_2', operationId: 'Post' } },
      },
      Plain: leaf,
    },
    {},
    references,
  );
  const operation = (name: string) => step(flow, name).operation;

  it('new form', () => {
    expect(operation('New')).toMatchObject({
      apiName: 'shared_office365',
      operationId: 'SendEmailV2',
      connectionKey: 'shared_office365',
    });
    expect(operation('New')!.parameters).not.toBe(NONE);
  });

  it('old form', () => {
    expect(operation('Old')).toMatchObject({
      apiName: 'shared_old',
      operationId: 'SendEmail',
      method: 'post',
      path: '/v2/Mail',
      connectionKey: 'shared_old',
    });
  });

  it('the name of the connector comes from the reference or its key when the step does not tell', () => {
    expect(operation('Custom')?.apiName).toBe('shared_office365');
    expect(operation('Numbered')?.apiName).toBe('shared_teams');
    expect(operation('Plain')).toBeUndefined();
  });

  it('references of both forms', () => {
    expect(
      flow.connections.map(({ key, apiName, logicalName, runtimeSource }) => [
        key,
        apiName,
        logicalName,
        runtimeSource,
      ]),
    ).toEqual([
      ['shared_office365', 'shared_office365', 'abc_mail', 'embedded'],
      ['shared_old', 'shared_old', undefined, 'invoker'],
      ['odd', undefined, undefined, undefined],
    ]);
  });
});

describe('parameters and wrapper', () => {
  it('parameters carry type, default and environment variable', () => {
    const flow = build(
      {},
      {
        parameters: {
          'Address (abc_Address)': {
            type: 'String',
            defaultValue: 'x',
            metadata: { schemaName: 'abc_Address' },
          },
          odd: 1,
        },
      },
    );
    expect(flow.parameters.map(({ name, type, schemaName }) => [name, type, schemaName])).toEqual([
      ['Address (abc_Address)', 'string', 'abc_Address'],
      ['odd', '', undefined],
    ]);
  });
});
