import { describe, expect, it } from 'vitest';
import { openDocument } from './index.ts';
import { mayBeFlow } from './mayBeFlow.ts';

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
const trigger = { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } };
const action = { Compose: { type: 'Compose', inputs: 1, runAfter: {} } };
const definition = { $schema, contentVersion: '1.0.0.0', triggers: trigger, actions: action };

const open = (value: unknown, declaredAsFlow?: boolean) =>
  openDocument({
    uri: 'file:///a.json',
    text: typeof value === 'string' ? value : JSON.stringify(value),
    ...(declaredAsFlow === undefined ? {} : { declaredAsFlow }),
  });
const wrappers = (value: unknown, declaredAsFlow?: boolean): string[] => {
  const document = open(value, declaredAsFlow);
  return [document.kind, ...document.flows.map((flow) => flow.wrapper)];
};

describe('wrappers', () => {
  it.each<[string, unknown, string[]]>([
    [
      'a solution flow',
      { properties: { connectionReferences: {}, definition }, schemaVersion: '1.0.0.0' },
      ['solution'],
    ],
    [
      'a solution flow without $schema',
      { properties: { connectionReferences: {}, definition: { triggers: trigger, actions: action } } },
      ['solution'],
    ],
    [
      'a legacy package',
      { name: 'x', type: 'Microsoft.Flow/flows', properties: { definition } },
      ['legacy-package'],
    ],
    [
      'a legacy package without $schema',
      { type: 'microsoft.flow/FLOWS', properties: { definition: { triggers: trigger, actions: action } } },
      ['legacy-package'],
    ],
    ['a bare definition', definition, ['bare']],
    ['a Logic Apps Standard workflow', { definition, kind: 'Stateful' }, ['logic-app-standard']],
    ['a Logic Apps workflow as code', { definition }, ['logic-app-code']],
    [
      'a template of the Logic Apps gallery',
      { type: 'Microsoft.Logic/galleries/templates', properties: { definition } },
      ['logic-app-code'],
    ],
    [
      'an exported Logic Apps resource',
      { type: 'Microsoft.Logic/workflows', properties: { definition } },
      ['logic-app-code'],
    ],
    [
      'an ARM template with several workflows, some of them nested',
      {
        resources: [
          { type: 'Microsoft.Logic/workflows', properties: { definition } },
          { type: 'microsoft.storage/accounts', properties: {} },
          {
            type: 'Microsoft.Web/sites',
            resources: [{ type: 'MICROSOFT.LOGIC/WORKFLOWS', properties: { definition } }],
          },
        ],
      },
      ['logic-app-arm', 'logic-app-arm'],
    ],
  ])('%s', (_, value, expected) => {
    expect(wrappers(value)).toEqual(['flow', ...expected]);
    expect(mayBeFlow(JSON.stringify(value, undefined, 2))).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no object', '[1, 2]'],
    ['nothing', ''],
    ['other JSON', { properties: { definition: { type: 'object' } } }],
    [
      'a flow-like shape without any sign',
      { properties: { definition: { triggers: trigger, actions: action } } },
    ],
    ['a definition of another kind', { definition: { triggers: trigger, actions: action } }],
    [
      'an ARM template without workflows',
      { resources: [{ type: 'Microsoft.Web/sites', properties: { definition: {} } }] },
    ],
    [
      'an ARM template that computes the definition',
      { resources: [{ type: 'Microsoft.Logic/workflows', properties: { definition: "[variables('d')]" } }] },
    ],
    ['a clipboard copy', { isTrigger: false, operationDefinition: action.Compose }],
    ['connections of Logic Apps', { managedApiConnections: { office365: {} } }],
  ])('leaves %s alone', (_, value) => {
    expect(wrappers(value)).toEqual(['other']);
  });

  it.each([false, true])('leaves macros of the agent desktop alone (declared: %s)', (declared) => {
    const macro = (more: object) => ({
      properties: {
        connectionReferences: {},
        definition: {
          ...more,
          triggers: { Start: { type: 'Start' } },
          actions: { Draft: { type: 'Draft_Email' } },
        },
      },
      schemaVersion: '1.0.0',
    });
    expect(wrappers(macro({}), declared)).toEqual(['other']);
    expect(wrappers(macro({ $schema }), declared)).toEqual(['other']);
  });
});

describe('files that are meant as flows', () => {
  const missing = (value: unknown, declared?: boolean) =>
    open(value, declared).incomplete.map((one) => one.missing);
  it.each<[string, unknown, boolean | undefined, string[]]>([
    ['no triggers', { properties: { definition: { $schema, actions: {} } } }, undefined, ['triggers']],
    ['no actions', { properties: { definition: { $schema, triggers: {} } } }, undefined, ['actions']],
    [
      'actions that are a list',
      { properties: { definition: { $schema, triggers: {}, actions: [] } } },
      undefined,
      ['actions'],
    ],
    [
      'a legacy package without definition',
      { type: 'Microsoft.Flow/flows', properties: {} },
      undefined,
      ['definition'],
    ],
    ['a bare definition without triggers', { $schema, actions: {} }, undefined, ['triggers']],
    ['declared, with properties only', { properties: {} }, true, ['definition']],
    ['declared, and something else', { a: 1 }, true, ['definition']],
    ['declared, and no object', '[1]', true, ['definition']],
  ])('%s', (_, value, declared, expected) => {
    expect(open(value, declared).kind).toBe('meant');
    expect(missing(value, declared)).toEqual(expected);
  });

  it('a declared file without $schema is a flow when it has the parts', () => {
    expect(wrappers({ properties: { definition: { triggers: trigger, actions: action } } }, true)).toEqual([
      'flow',
      'solution',
    ]);
  });
});

describe('mayBeFlow', () => {
  it.each(['{}', '{"name": "package", "version": "1.0.0"}', '{"triggers": [1]}', ''])(
    'saves the parse of %j',
    (text) => {
      expect(mayBeFlow(text)).toBe(false);
    },
  );
});
