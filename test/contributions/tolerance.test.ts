import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  corpusRoot,
  filesBelow,
  JsonEditor,
  readJsonText,
  type SchemaName,
  samplesRoot,
  schemaForWrapper,
} from './support.ts';

// Problems are Lockkeeper's own business: the schemas are there for completion and hover and must never complain about a flow.

const editor = new JsonEditor();

interface FlowFile {
  readonly file: string;
  readonly text: string;
  readonly schema: SchemaName;
}

function flowFiles(root: string): FlowFile[] {
  const found: FlowFile[] = [];
  for (const file of filesBelow(root)) {
    if (!/\.json$/i.test(file)) continue;
    const text = readJsonText(file);
    const schema = schemaForWrapper(JSON.parse(text));
    if (schema !== undefined) found.push({ file: path.relative(root, file), text, schema });
  }
  return found;
}

async function complaints(files: readonly FlowFile[]): Promise<string[]> {
  const all: string[] = [];
  for (const { file, text, schema } of files)
    for (const problem of await editor.problems(schema, text)) all.push(`${file}: ${problem.message}`);
  return all;
}

describe('flows as others wrote them', () => {
  const present = existsSync(corpusRoot);
  let flows: FlowFile[] = [];
  beforeAll(() => {
    if (present) flows = flowFiles(corpusRoot);
  });

  it.skipIf(!present)('has no complaint about any of them', { timeout: 180_000 }, async () => {
    expect(flows.length).toBeGreaterThan(400);
    expect(new Set(flows.map((flow) => flow.schema)).size).toBeGreaterThanOrEqual(3);
    expect(await complaints(flows)).toEqual([]);
  });
});

it('has no complaint about the samples', async () => {
  const flows = flowFiles(samplesRoot);
  expect(flows.map((flow) => flow.schema).sort()).toEqual(['legacy-flow', ...Array(8).fill('solution-flow')]);
  expect(await complaints(flows)).toEqual([]);
});

const step = (json: string) => `{"actions":{"A":${json}}}`;

it.each([
  ['a type in another case', step('{"type":"foreach","foreach":"@body(\'x\')","actions":{}}')],
  ['a type that nobody knows', step('{"type":"Agent","tools":{},"inputs":5,"actions":{"B":{"type":"X"}}}')],
  ['statuses in capitals', step('{"type":"Compose","inputs":null,"runAfter":{"B":["SUCCEEDED","FAILED"]}}')],
  [
    'secureData that Lockkeeper reports itself',
    step('{"type":"Http","runtimeConfiguration":{"secureData":{"properties":"inputs"}}}'),
  ],
  [
    'secureData in another case',
    step('{"type":"Http","runtimeConfiguration":{"secureData":{"properties":["Inputs","inputs"]}}}'),
  ],
  [
    'an expression where an object is usual',
    step('{"type":"Http","inputs":{"headers":"@outputs(\'H\')","body":"@body(\'H\')","queries":"@x"}}'),
  ],
  ['a number as text', step('{"type":"Response","kind":"http","inputs":{"statusCode":"200"}}')],
  ['keys of the future', step('{"type":"Http","newKey":true,"runtimeConfiguration":{"newKey":null}}')],
  ['Compose of anything', step('{"type":"Compose","inputs":false}')],
  ['an empty definition', '{}'],
])('accepts %s', async (_what, text) => {
  expect(await editor.problems('flow-definition', text)).toEqual([]);
});

it('lets other JSON in a Workflows folder alone', async () => {
  const macro =
    '{"schemaVersion":"1.0.0.0","properties":{"definition":{"triggers":{"T":{"type":"Start"}},"actions":{"D":{"type":"Draft_Email"}}}}}';
  expect(await editor.problems('solution-flow', macro)).toEqual([]);
  expect(await editor.problems('solution-flow', '{"anything":[1,2,3]}')).toEqual([]);
});

it('copes with steps nested as deep as the designer allows, without growing work per level', async () => {
  let deep = '{"type":"Compose","inputs":1}';
  for (let level = 0; level < 30; level++) deep = `{"type":"Scope","actions":{"S${level}":${deep}}}`;
  expect(await editor.problems('flow-definition', step(deep))).toEqual([]);
});
