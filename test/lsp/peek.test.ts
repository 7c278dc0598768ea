// An expression of an open flow in a document of its own: its text, what is known in it, and the way back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { compose, flowText, http, inOrder } from '../harness/flowBuilder.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';

const EXPRESSION =
  "concat(toUpper(coalesce(triggerBody()?['customer'], 'nobody')), ' of ', body('Get_order')?['region'], ' ', 'and \"more\"')";
const TEXT = `Order @{${EXPRESSION}} for @{guid()}`;
const FLOW = flowText({ actions: inOrder({ Get_order: http({}), Mail: compose({ body: TEXT }) }) });
const POINTER = '/properties/definition/actions/Mail/inputs/body';

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(async () => {
  folder = new TempFolder();
  client = await LspClient.start({ folders: [folder.uri], initializationOptions: { expressionPeek: true } });
  uri = folder.uriOf('Workflows/Flow.json');
  client.open(uri, FLOW);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

interface Read {
  readonly kind: string;
  readonly text: string;
  readonly source: string;
}
const positionOf = (text: string, part: string, more = 0) => {
  const before = text.slice(0, text.indexOf(part) + more).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
};
const read = (hole: number | null = 0): Promise<Read> =>
  client.request('lockkeeper/peek/read', { uri, pointer: POINTER, hole });

it('tells what there is at a place, and opens it over lines', async () => {
  expect(
    await client.request('lockkeeper/peek/targets', { uri, position: positionOf(FLOW, 'Order @') }),
  ).toMatchObject({ kind: 'targets', pointer: POINTER, targets: [{ hole: 0 }, { hole: 1 }, { hole: null }] });
  expect(
    await client.request('lockkeeper/peek/targets', { uri, position: { line: 0, character: 0 } }),
  ).toEqual({ kind: 'refused', reason: 'Place the cursor in a string with an expression.' });
  const { text, source } = await read();
  expect(source).toBe(TEXT);
  expect(text).toMatch(/^concat\(\n {2}toUpper\(/);
  expect(text).toContain(`'and "more"'`);
});

describe('in the document', () => {
  const ask = async (about: string, text: string, position = { line: 0, character: 0 }) => {
    const { source } = await read();
    const params = { uri, pointer: POINTER, hole: 0, source, text, about, position };
    return ((await client.request('lockkeeper/peek/ask', params)) as Record<string, unknown>)[about];
  };

  it('the editor knows what it would know in the flow', async () => {
    const { text } = await read();
    const hover = (await ask('hover', text, positionOf(text, 'coalesce', 2))) as {
      contents: { value: string };
      range: { start: object };
    };
    expect(hover.contents.value).toContain('coalesce');
    expect(hover.range.start).toEqual(positionOf(text, 'coalesce'));
    const typed = text.replace("body('Get_order')", "body('')");
    const list = (await ask('completion', typed, positionOf(typed, "body('')", 6))) as {
      items: { label: string; textEdit: { newText: string; range?: { start: object } } }[];
    };
    expect(list.items.map(({ label }) => label)).toContain('Get_order');
    const signature = (await ask('signature', text, positionOf(text, "'nobody'"))) as {
      signatures: { label: string }[];
    };
    expect(signature.signatures[0]!.label).toMatch(/^coalesce\(/);
    const tokens = (await ask('tokens', text)) as number[];
    // The first one is `concat`, at the very start.
    expect(tokens.slice(0, 3)).toEqual([0, 0, 6]);
    expect(tokens.length).toBeGreaterThan(40);
  });

  it('problems stand where they are', async () => {
    const { text } = await read();
    expect(await ask('diagnostics', text)).toEqual([]);
    const wrong = text.replace('toUpper', 'toUper');
    const [found, ...more] = (await ask('diagnostics', wrong)) as { range: object; message: string }[];
    expect(more).toEqual([]);
    expect(found!.message).toContain('toUper');
    expect(found!.range).toEqual({
      start: positionOf(wrong, 'toUper'),
      end: positionOf(wrong, 'toUper', 6),
    });
  });
});

describe('saved', () => {
  const save = async (text: string, source = TEXT) =>
    (await client.request('lockkeeper/peek/save', { uri, pointer: POINTER, hole: 0, source, text })) as {
      kind: string;
      reason?: string;
      edit?: WorkspaceEdit | null;
      source?: string;
    };

  it('it changes what was edited and nothing else', async () => {
    const { text } = await read();
    expect(await save(text)).toEqual({ kind: 'edit', edit: null, source: TEXT });
    const result = await save(text.replace("'nobody'", `'no"body'`));
    expect(result.source).toBe(TEXT.replace("'nobody'", `'no"body'`));
    const edits = JSON.stringify(result.edit);
    expect(edits).toContain(JSON.stringify('\\"').slice(1, -1));
    expect(edits).not.toContain('concat');
  });

  it('it says why it cannot be: broken, or changed in the flow', async () => {
    const { text } = await read();
    expect(await save(text.replace("'nobody'", "'nobody"))).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^the expression cannot be read: .*\. The flow was not changed\.$/),
    });
    client.change(uri, FLOW.replace('nobody', 'somebody'));
    expect(await save(text)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^the flow has changed/),
    });
  });
});

it('is offered on a long expression', async () => {
  const actions = (await client.request('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: positionOf(FLOW, 'Order @'), end: positionOf(FLOW, 'Order @') },
    context: { diagnostics: [] },
  })) as { title: string }[];
  // 200 characters at least.
  expect(TEXT.length).toBeLessThan(200);
  expect(actions.map(({ title }) => title)).not.toContain('Edit expression');
  const long = FLOW.replace('nobody', 'n'.repeat(80));
  client.change(uri, long);
  const now = (await client.request('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: positionOf(long, 'Order @'), end: positionOf(long, 'Order @') },
    context: { diagnostics: [] },
  })) as { title: string; command?: { command: string; arguments: unknown[] } }[];
  expect(now.find(({ title }) => title === 'Edit expression')?.command).toMatchObject({
    command: 'lockkeeper.editExpression',
    arguments: [uri, positionOf(long, 'Order @')],
  });
});
