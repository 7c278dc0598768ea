import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAKES } from './fakes.ts';
import { type FlowCase, flowCases } from './flowCases.ts';
import { frameFlow } from './flowFrame.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flow-cases-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CASES = `=== accept-plain
// The reason why it is fine.
// On two lines.
{
  "Note": { "type": "Compose", "inputs": "x", "runAfter": {} }
}

=== reject-plain
{
  "Note": { "type": "Compose", "inputs": "{{hex32}}", "runAfter": {} }
//                                        ^^^^^^^^^ error(a-rule)
}

=== reject-parts
{
  "parameters": { "Key": { "type": "String", "defaultValue": "{{hex32}}" } },
//                                                            ^^^^^^^^^ error(a-rule)
  "actions": {
    "Note": { "type": "Compose", "inputs": "x", "runAfter": {} }
//  ^^^^^^ error(a-rule)
  }
}

=== fixed
{ "old": 1 }

=== reject-damaged.broken
{ "definition": [
`;

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const named = (name: string): FlowCase => flowCases(folder).find((one) => one.name === name)!;
const marked = ({ source, expected }: FlowCase): string[] =>
  expected.map(({ line, start, end }) => source.split('\n')[line]!.slice(start, end));
interface File {
  readonly properties: { readonly definition: Record<string, Record<string, unknown>> };
}
const definitionOf = ({ source }: FlowCase) => (JSON.parse(source) as File).properties.definition;

describe('cases', () => {
  it('are read out of one file, sorted by name', () => {
    write('cases.jsonc', CASES);
    expect(flowCases(folder).map(({ name, golden }) => [name, golden.read()])).toEqual([
      ['accept-plain', undefined],
      ['reject-damaged.broken', undefined],
      ['reject-parts', '{ "old": 1 }\n'],
      ['reject-plain', undefined],
    ]);
    expect(named('reject-damaged.broken').source).toBe('{ "definition": [\n');
  });

  it('are whole flows, with the marks where they were', () => {
    write('cases.jsonc', CASES);
    expect(marked(named('reject-plain'))).toEqual([FAKES.hex32]);
    expect(marked(named('reject-parts'))).toEqual([FAKES.hex32, '"Note"']);
    const { parameters, triggers, actions } = definitionOf(named('reject-parts'));
    expect(Object.keys(parameters!)).toEqual(['$connections', '$authentication', 'Key']);
    expect(Object.keys(triggers!)).toEqual(['Recurrence']);
    expect(Object.keys(actions!)).toEqual(['Note']);
    expect(Object.keys(definitionOf(named('accept-plain')).parameters!)).toHaveLength(2);
  });

  it('keep their goldens below them, as short as they are', () => {
    write('cases.jsonc', CASES);
    for (const name of ['reject-plain', 'reject-parts']) {
      const { source, golden } = named(name);
      golden.write(golden.kept(source.replace('"x"', '"y"').replace(FAKES.hex32!, 'gone')));
    }
    const text = readFileSync(join(folder, 'cases.jsonc'), 'utf8');
    expect(text).toContain(`=== fixed
{
  "Note": { "type": "Compose", "inputs": "gone", "runAfter": {} }
}

=== reject-parts
`);
    expect(text).toContain(`=== fixed
{
  "parameters": { "Key": { "type": "String", "defaultValue": "gone" } },
  "actions": {
    "Note": { "type": "Compose", "inputs": "y", "runAfter": {} }
  }
}

=== reject-damaged.broken
`);
    expect(text.match(/=== fixed/g)).toHaveLength(2);
    expect(flowCases(folder)).toHaveLength(4);
  });

  it('have the flow to compare with below them, in a frame of its own', () => {
    const flow = (input: string): string =>
      `{ "Note": { "type": "Compose", "inputs": "${input}", "runAfter": {} } }\n`;
    write(
      'cases.jsonc',
      `=== reject-a\n${flow('now')}\n=== base\n${flow('before')}\n=== reject-b\n${flow('x')}`,
    );
    expect(named('reject-a').base).toBe(frameFlow(flow('before')).text);
    expect(named('reject-b').base).toBeUndefined();
    named('reject-a').golden.write(flow('fixed'));
    expect(named('reject-a')).toMatchObject({ base: frameFlow(flow('before')).text });
    expect(named('reject-a').golden.read()).toBe(flow('fixed'));
    named('reject-a').golden.write(flow('again'));
    expect(readFileSync(join(folder, 'cases.jsonc'), 'utf8').match(/^=== .*$/gm)).toEqual([
      '=== reject-a',
      '=== base',
      '=== fixed',
      '=== reject-b',
    ]);
    write('cases.jsonc', `=== base\n${flow('x')}`);
    expect(() => flowCases(folder)).toThrow('a case begins with "=== accept-…"');
  });

  it('are refused with a heading that is none, or with a name that is there twice', () => {
    write('cases.jsonc', '{}\n');
    expect(() => flowCases(folder)).toThrow('a case begins with "=== accept-…"');
    write('cases.jsonc', '=== fixed\n{}\n');
    expect(() => flowCases(folder)).toThrow('a case begins with "=== accept-…"');
    write('cases.jsonc', '=== reject-a\n{}\n\n=== reject-a\n{}\n');
    expect(() => flowCases(folder)).toThrow('two cases with the name reject-a');
  });
});

describe('the frame of a flow', () => {
  it('names the connections of the steps, and leaves whole files alone', () => {
    const host = { connectionName: 'shared_sql', operationId: 'X', apiId: '/providers/x/apis/shared_sql' };
    const { text } = frameFlow(JSON.stringify({ Ask: { type: 'OpenApiConnection', inputs: { host } } }));
    expect(JSON.parse(text)).toMatchObject({
      properties: { connectionReferences: { shared_sql: { api: { name: 'shared_sql' } } } },
    });
    for (const whole of [text, '{ "definition": {} }', 'no JSON', '[]'])
      expect(frameFlow(whole).text).toBe(whole);
  });

  it('takes triggers by name, and stays in a file in which it was changed', () => {
    const triggers = '{\n  "manual": { "type": "Request", "kind": "Http", "inputs": {} }\n}\n';
    const { text, unframed } = frameFlow(triggers);
    const { definition } = (JSON.parse(text) as File).properties;
    expect([Object.keys(definition.triggers!), Object.keys(definition.actions!)]).toEqual([['manual'], []]);
    expect(unframed(text)).toBe(triggers);
    const changed = text.replace('"schemaVersion"', '"version"');
    expect(unframed(changed)).toBe(changed);
  });
});

it('puts a file around connection references and the parts behind them', () => {
  const connectionReferences = { mail: { runtimeSource: 'invoker', api: { name: 'shared_office365' } } };
  const actions = { Note: { type: 'Compose', inputs: 1 } };
  const text = `${JSON.stringify({ connectionReferences, actions }, undefined, 2)}\n`;
  const { text: file, offsetOf, unframed } = frameFlow(text);
  const { properties, schemaVersion } = JSON.parse(file);
  expect(schemaVersion).toBe('1.0.0.0');
  expect(properties.connectionReferences).toEqual(connectionReferences);
  expect(properties.definition).toMatchObject({ triggers: { Recurrence: {} }, actions });
  expect(file.startsWith('"Note"', offsetOf(text.indexOf('"Note"')))).toBe(true);
  expect(unframed(file)).toBe(text);
  expect(() => frameFlow(JSON.stringify({ actions, connectionReferences }))).toThrow('stand before');
});
