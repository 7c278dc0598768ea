import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { recordOwner, startOwnershipFile } from '../../server/src/core/solution/owners/index.ts';
import { owned, SOLUTION } from '../../server/src/core/solution/owners/testing.ts';
import { applied } from '../../server/src/core/solution/testing.ts';
import { JsonEditor, readText, schemaFile } from './support.ts';

const FILE = 'flow-owners.json';
const editor = new JsonEditor();
const messages = async (text: string) =>
  (await editor.problems('flow-owners', text)).map((problem) => problem.message);
const isValid = new Ajv({ strict: false }).compile(JSON.parse(readText(schemaFile('flow-owners'))));

it('accepts a full file, comments included', async () => {
  const text = `{
    // who to ask
    "flows": [
      { "flow": "*", "owner": "Automation team", "kind": "team" },
      {
        "flow": "0a1b2c3d-1111-2222-3333-444455556666",
        "name": "Notify team",
        "owner": "svc-flows@contoso.example",
        "kind": "service",
        "coOwners": ["jane.doe@contoso.example", { "name": "Sales", "kind": "team" }],
        "runOnlyUsers": [],
        "environment": "Prod",
        "reviewBy": "2030-12-31",
        "note": "moved from Jane"
      },
    ],
  }`;
  expect(await messages(text)).toEqual([]);
  expect(await messages('{"flows":[]}')).toEqual([]);
});

it.each([
  ['a missing list', '{}'],
  ['a list that is none', '{"flows":{}}'],
  ['an unknown key', '{"flows":[],"owners":[]}'],
  ['an entry without a flow', '{"flows":[{"owner":"a"}]}'],
  ['an empty flow', '{"flows":[{"flow":""}]}'],
  ['an unknown kind', '{"flows":[{"flow":"a","kind":"robot"}]}'],
  ['a mistyped key', '{"flows":[{"flow":"a","coowners":[]}]}'],
  ['a single co-owner', '{"flows":[{"flow":"a","coOwners":"b"}]}'],
  ['a co-owner without a name', '{"flows":[{"flow":"a","coOwners":[{"kind":"team"}]}]}'],
  ['another form of date', '{"flows":[{"flow":"a","reviewBy":"31.12.2030"}]}'],
])('tells about %s', async (_what, text) => {
  expect(await messages(text)).not.toEqual([]);
});

it('offers an entry and the kinds, and explains', async () => {
  const entries = await editor.complete('flow-owners', '{"flows":|}');
  expect(entries.map((item) => item.label)).toContain('Owner of a flow');
  const kinds = await editor.complete('flow-owners', '{"flows":[{"kind":|}]}');
  expect(kinds.map((item) => item.label)).toEqual(
    expect.arrayContaining(['"person"', '"service"', '"team"']),
  );
  expect(await editor.hover('flow-owners', '{"flows":[{"fl|ow":"a"}]}')).toContain('display name');
});

it('what Lockkeeper writes conforms', () => {
  const { model } = owned(SOLUTION);
  const started = applied(SOLUTION, startOwnershipFile(model));
  expect(isValid(JSON.parse(started[FILE]!))).toBe(true);
  const again = owned(started).model;
  let folder = started;
  for (const [index, flow] of again.flows.entries()) {
    const { model: now } = owned(folder);
    const kind = (['person', 'team'] as const)[index];
    folder = applied(folder, recordOwner(now, flow, { owner: `owner${index}@contoso.example`, kind }));
  }
  expect(isValid(parse(folder[FILE]!))).toBe(true);
  const created = applied(SOLUTION, recordOwner(model, model.flows[0]!, { owner: 'Jane Doe' }));
  expect(isValid(JSON.parse(created[FILE]!))).toBe(true);
});
