import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-json-languageservice';
import { documentationOf, JsonEditor, resolveSnippet } from './support.ts';

const editor = new JsonEditor();

/** A solution flow around the steps. */
const flow = (actions: string, trigger = '{"type":"Request"}') =>
  `{"properties":{"connectionReferences":{},"definition":{"triggers":{"manual":${trigger}},"actions":{${actions}}}},"schemaVersion":"1.0.0.0"}`;

const labels = (items: readonly CompletionItem[]) => items.map((item) => item.label);

async function complete(text: string): Promise<CompletionItem[]> {
  return editor.complete('solution-flow', text);
}

describe('completion', () => {
  it('offers the keys of a step, each with a text', async () => {
    const items = await complete(flow('"A":{|}'));
    expect(labels(items)).toEqual(
      expect.arrayContaining([
        'type',
        'inputs',
        'runAfter',
        'runtimeConfiguration',
        'description',
        'metadata',
      ]),
    );
    expect(labels(items)).not.toContain('foreach');
    for (const item of items) expect(documentationOf(item), item.label).not.toBe('');
  });

  it.each([
    ['Foreach', ['foreach', 'actions']],
    ['If', ['expression', 'actions', 'else']],
    ['Switch', ['expression', 'cases', 'default']],
    ['Until', ['expression', 'actions', 'limit']],
    ['Scope', ['actions']],
    ['Response', ['kind', 'inputs']],
  ])('offers what a step of type %s has', async (type, keys) => {
    expect(labels(await complete(flow(`"A":{"type":"${type}",|}`)))).toEqual(expect.arrayContaining(keys));
  });

  it.each([
    ['Http', ['method', 'uri', 'headers', 'queries', 'body', 'authentication', 'retryPolicy']],
    ['http', ['method', 'uri']],
    ['OpenApiConnection', ['host', 'parameters', 'authentication']],
    ['ApiConnection', ['host', 'method', 'path']],
    ['Workflow', ['host', 'body']],
    ['ParseJson', ['content', 'schema']],
    ['SetVariable', ['name', 'value']],
    ['Terminate', ['runStatus', 'runError']],
  ])('offers the inputs of a step of type %s', async (type, keys) => {
    expect(labels(await complete(flow(`"A":{"type":"${type}","inputs":{|}}`)))).toEqual(
      expect.arrayContaining(keys),
    );
  });

  it('offers the same in nested steps and in branches', async () => {
    const inner = '"B":{"type":"Http","inputs":{|}}';
    for (const around of [
      `"A":{"type":"Scope","actions":{${inner}}}`,
      `"A":{"type":"If","expression":{},"actions":{},"else":{"actions":{${inner}}}}`,
      `"A":{"type":"Switch","cases":{"C":{"case":1,"actions":{${inner}}}},"default":{"actions":{}}}`,
      `"A":{"type":"SomethingNew","actions":{${inner}}}`,
    ])
      expect(labels(await complete(flow(around))), around).toContain('uri');
  });

  it('offers types of steps and of triggers, once each and with a text', async () => {
    const items = await complete(flow('"A":{"type":"|"}'));
    expect(labels(items)).toEqual(
      expect.arrayContaining(['"OpenApiConnection"', '"Http"', '"Scope"', '"ParseJson"']),
    );
    expect(new Set(labels(items)).size).toBe(items.length);
    expect(labels(items)).not.toContain('"Recurrence"');
    for (const item of items) expect(documentationOf(item), item.label).not.toBe('');
    expect(labels(await complete(flow('', '{"type":|}')))).toEqual(
      expect.arrayContaining(['"Request"', '"Recurrence"', '"OpenApiConnectionWebhook"']),
    );
  });

  it('does not choose a type for the user', async () => {
    const type = (await complete(flow('"A":{|}'))).find((item) => item.label === 'type');
    expect(type?.textEdit?.newText).toBe('"type": "$1"');
  });

  it('offers the settings of runtimeConfiguration, and both sides of secureData', async () => {
    const settings = await complete(flow('"A":{"type":"Http","runtimeConfiguration":{|}}'));
    expect(labels(settings)).toEqual(
      expect.arrayContaining([
        'secureData',
        'concurrency',
        'paginationPolicy',
        'contentTransfer',
        'staticResult',
      ]),
    );
    const sides = await complete(
      flow('"A":{"type":"Http","runtimeConfiguration":{"secureData":{"properties":[|]}}}'),
    );
    expect(labels(sides)).toEqual(['"inputs"', '"outputs"']);
    const whole = await complete(flow('"A":{"type":"Http","runtimeConfiguration":{"secureData":|}}'));
    expect(labels(whole)).toEqual(
      expect.arrayContaining(['Secure inputs', 'Secure outputs', 'Secure inputs and outputs']),
    );
    const both = whole.find((item) => item.label === 'Secure inputs and outputs');
    expect(JSON.parse(resolveSnippet(both?.textEdit?.newText ?? ''))).toEqual({
      properties: ['inputs', 'outputs'],
    });
  });

  it('offers run-after statuses', async () => {
    expect(labels(await complete(flow('"A":{"type":"Http","runAfter":{"B":[|]}}')))).toEqual(
      expect.arrayContaining(['"Succeeded"', '"Failed"', '"Skipped"', '"TimedOut"']),
    );
  });

  it('offers who may call a web request trigger', async () => {
    const items = await complete(
      flow('', '{"type":"Request","kind":"Http","inputs":{"triggerAuthenticationType":"|"}}'),
    );
    expect(labels(items)).toEqual(['"All"', '"Tenant"', '"User"']);
    expect(documentationOf(items[0])).toContain('Anyone');
  });

  it('writes the dollar sign of $authentication, not a snippet variable', async () => {
    const items = await complete(flow('"A":{"type":"OpenApiConnection","inputs":{"authentication":|}}'));
    const item = items.find((one) => one.label === 'Connection of the flow');
    expect(resolveSnippet(item?.textEdit?.newText ?? '')).toBe('"@parameters(\'$authentication\')"');
  });

  it('works in the other wrappers', async () => {
    const inner = '{"actions":{"A":{"type":"Http","inputs":{|}}}}';
    for (const [schema, text] of [
      ['flow-definition', inner],
      ['legacy-flow', `{"type":"Microsoft.Flow/flows","properties":{"definition":${inner}}}`],
      ['logic-app-workflow', `{"definition":${inner},"kind":"Stateful"}`],
    ] as const)
      expect(labels(await editor.complete(schema, text)), schema).toContain('uri');
  });
});

describe('hover', () => {
  it.each([
    [
      'secureData',
      flow('"A":{"type":"Http","runtimeConfiguration":{"secure|Data":{"properties":["inputs"]}}}'),
      'run history',
    ],
    [
      'a side of secureData',
      flow('"A":{"type":"Http","runtimeConfiguration":{"secureData":{"properties":["in|puts"]}}}'),
      'Hides what goes into the step',
    ],
    ['a type', flow('"A":{"type":"Work|flow"}'), 'child flow'],
    [
      'the uri of a call',
      flow('"A":{"type":"Http","inputs":{"u|ri":"https://contoso.example"}}'),
      'keys or passwords',
    ],
    ['runAfter', flow('"A":{"type":"Http","run|After":{}}'), 'Earlier steps'],
    [
      'a default value',
      '{"properties":{"definition":{"parameters":{"P":{"type":"String","default|Value":"x"}}}}}',
      'environment variable',
    ],
    ['the branches of a condition', flow('"A":{"type":"If","el|se":{"actions":{}}}'), 'no branch'],
    ['who may call', flow('', '{"type":"Request","inputs":{"triggerAuthentication|Type":"All"}}'), 'Anyone'],
  ])('explains %s', async (_what, text, expected) => {
    expect(await editor.hover('solution-flow', text)).toContain(expected);
  });
});
