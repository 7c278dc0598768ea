// Quick fixes, fix-all and their edits.

import { afterEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction, Range, TextDocumentEdit } from 'vscode-languageserver/node';
import { codes, FULL_CAPABILITIES, LspClient } from '../harness/lspClient.ts';
import { flow, variableFlow } from './fixtures.ts';

const URI = 'file:///somewhere/Workflows/Orders.json';
const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
const TWO = flow({ reads: ['Get_one', 'Get_two'] });

let client: LspClient;
afterEach(async () => {
  await client.stop();
});

async function start(
  text: string,
  options: { capabilities?: ClientCapabilities; initializationOptions?: unknown } = {},
) {
  client = await LspClient.start(options);
  await client.open(URI, text);
  await client.current(URI);
}

const titles = (actions: readonly CodeAction[]): string[] => actions.map((action) => action.title);
const named = (actions: readonly CodeAction[], title: string): CodeAction => {
  const found = actions.find((action) => action.title === title);
  if (found === undefined) throw new Error(`no action "${title}" among ${titles(actions).join(', ')}`);
  return found;
};

function without(path: 'resolveSupport' | 'isPreferredSupport' | 'documentChanges'): ClientCapabilities {
  const copy = structuredClone(FULL_CAPABILITIES);
  if (path === 'documentChanges') delete copy.workspace!.workspaceEdit;
  else delete copy.textDocument!.codeAction![path];
  return copy;
}

describe('quick fixes', () => {
  it('get their edit on resolve; applied, the finding is gone', async () => {
    await start(flow());
    const actions = await client.codeActions(URI, client.rangeOf(URI, 'Get_secret'));
    const fix = named(actions, 'Secure outputs of "Get_secret"');
    expect(fix).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'secret-read-unsecured' }],
    });
    expect(fix.edit).toBeUndefined();

    const resolved = await client.resolve(fix);
    const [change] = resolved.edit!.documentChanges as TextDocumentEdit[];
    expect(change?.textDocument).toEqual({ uri: URI, version: 1 });
    await client.apply(URI, resolved.edit!);
    expect(codes((await client.current(URI)).diagnostics)).toEqual([]);
    expect(JSON.parse(client.text(URI))).toEqual(JSON.parse(flow({ secured: ['Get_secret'] })));
  });

  it('are offered only for the findings that the range touches', async () => {
    await start(TWO);
    const one = client.rangeOf(URI, '"Get_one"');
    expect(titles(await client.codeActions(URI, one))).toContain('Secure outputs of "Get_one"');
    expect(titles(await client.codeActions(URI, one))).not.toContain('Secure outputs of "Get_two"');
    expect(await client.codeActions(URI, { start: one.end, end: one.end })).not.toEqual([]);
    const behind = { line: one.end.line, character: one.end.character + 1 };
    expect(await client.codeActions(URI, { start: behind, end: behind })).toEqual([]);
    expect(titles(await client.codeActions(URI, WHOLE))).toEqual(
      expect.arrayContaining(['Secure outputs of "Get_one"', 'Secure outputs of "Get_two"']),
    );
  });

  it('carry the edit at once for a client that cannot resolve', async () => {
    await start(flow(), { capabilities: without('resolveSupport') });
    const fix = named(await client.codeActions(URI, WHOLE), 'Secure outputs of "Get_secret"');
    expect(fix.data).toBeUndefined();
    await client.apply(URI, fix.edit!);
    expect((await client.current(URI)).diagnostics).toEqual([]);
  });

  it('use plain changes for a client without versioned edits', async () => {
    await start(flow(), { capabilities: without('documentChanges') });
    const fix = await client.resolve(
      named(await client.codeActions(URI, WHOLE), 'Secure outputs of "Get_secret"'),
    );
    expect(fix.edit?.documentChanges).toBeUndefined();
    expect(Object.keys(fix.edit?.changes ?? {})).toEqual([URI]);
    await client.apply(URI, fix.edit!);
    expect((await client.current(URI)).diagnostics).toEqual([]);
  });

  it('get no edit when the text has changed since', async () => {
    await start(flow());
    const fix = named(await client.codeActions(URI, WHOLE), 'Secure outputs of "Get_secret"');
    await client.change(URI, ' ', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    expect((await client.resolve(fix)).edit).toBeUndefined();
    await client.close(URI);
    expect((await client.resolve(fix)).edit).toBeUndefined();
  });

  it('survive resolve requests that nobody should send', async () => {
    await start(flow());
    for (const data of [
      null,
      7,
      {},
      { uri: 7 },
      { uri: URI },
      { uri: URI, version: 1, fix: 99, ruleId: 'x', fingerprint: 'y' },
    ]) {
      expect((await client.resolve({ title: 'odd', data })).edit).toBeUndefined();
    }
    expect(await client.codeActions(URI, WHOLE)).not.toEqual([]);
  });

  it('ask for confirmation where a fix is to be reviewed', async () => {
    await start(variableFlow());
    const actions = await client.codeActions(URI, WHOLE);
    const title = titles(actions).find((one) => one.startsWith('Secure the steps that read "key"'));
    const fix = named(actions, title ?? 'the fix to review');
    expect(fix.isPreferred).toBeUndefined();
    const review = await client.resolve(fix);
    const [annotation] = Object.values(review.edit?.changeAnnotations ?? {});
    expect(annotation?.needsConfirmation).toBe(true);
    const [change] = review.edit!.documentChanges as TextDocumentEdit[];
    expect(change?.edits.every((edit) => 'annotationId' in edit)).toBe(true);
    // What is to be reviewed never takes part in fix-all.
    for (const all of await client.codeActions(URI, WHOLE, ['source.fixAll'])) {
      expect(all.data).not.toHaveProperty('fix');
    }
  });
});

describe('fix all', () => {
  it('of one rule, in one file', async () => {
    await start(TWO);
    const actions = await client.codeActions(URI, client.rangeOf(URI, '"Get_one"'));
    const all = await client.resolve(named(actions, 'Fix all "secret-read-unsecured" problems in this file'));
    await client.apply(URI, all.edit!);
    expect(JSON.parse(client.text(URI))).toEqual(
      JSON.parse(flow({ reads: ['Get_one', 'Get_two'], secured: ['Get_one', 'Get_two'] })),
    );
    expect(codes((await client.current(URI)).diagnostics)).toEqual([]);
  });

  it('of all safe problems, as quick fix', async () => {
    await start(TWO);
    const actions = await client.codeActions(URI, client.rangeOf(URI, '"Get_one"'));
    const all = await client.resolve(named(actions, 'Fix all safe problems in this file'));
    await client.apply(URI, all.edit!);
    expect((await client.current(URI)).diagnostics).toEqual([]);
  });

  it.each([['source'], ['source.fixAll'], ['source.fixAll.lockkeeper']])(
    'on save, asked for as %s',
    async (kind) => {
      await start(TWO);
      const actions = await client.codeActions(URI, WHOLE, [kind]);
      expect(actions.map((action) => action.kind)).toEqual(['source.fixAll.lockkeeper']);
      const all = await client.resolve(actions[0]!);
      await client.apply(URI, all.edit!);
      expect((await client.current(URI)).diagnostics).toEqual([]);
      expect(await client.codeActions(URI, WHOLE, [kind])).toEqual([]);
    },
  );

  it('keeps to the kinds that are asked for', async () => {
    await start(TWO);
    const kinds = async (only?: string[]) => [
      ...new Set((await client.codeActions(URI, WHOLE, only)).map((action) => action.kind)),
    ];
    expect(await kinds()).toEqual(['quickfix']);
    expect(await kinds(['quickfix'])).toEqual(['quickfix']);
    expect(await kinds(['refactor'])).toEqual(['refactor.rewrite.lockkeeper']);
    expect(await kinds(['source.fixAll.other'])).toEqual([]);
    expect(await kinds(['source.organizeImports'])).toEqual([]);
    expect(await kinds([])).toEqual([]);
  });
});

describe('rule pages', () => {
  it('are offered to a client that has the command', async () => {
    await start(flow(), { initializationOptions: { commandLinks: true } });
    const explain = named(await client.codeActions(URI, WHOLE), 'Explain: secret-read-unsecured');
    expect(explain.command).toMatchObject({
      command: 'lockkeeper.explainRule',
      arguments: ['secret-read-unsecured'],
    });
    const page = await client.request<{ markdown: string }>('lockkeeper/rulePage', {
      ruleId: 'secret-read-unsecured',
    });
    expect(page.markdown).toContain('secret-read-unsecured');
  });

  it('are not offered to any other', async () => {
    await start(flow());
    expect(
      titles(await client.codeActions(URI, WHOLE)).filter((title) => title.startsWith('Explain')),
    ).toEqual([]);
  });

  it.each([
    [{ ruleId: 'no-such-rule' }],
    [{ ruleId: '../../etc/passwd' }],
    [{ ruleId: 7 }],
    [{}],
    [{ ruleId: '__proto__' }],
  ])('are null for %j', async (params) => {
    client = await LspClient.start();
    expect(await client.request('lockkeeper/rulePage', params)).toBeNull();
  });
});

it('hover tells about a step', async () => {
  await start(flow());
  const position = client.positionOf(URI, 'Get_secret');
  const hover = await client.request<{ contents: { kind: string; value: string }; range: Range }>(
    'textDocument/hover',
    {
      textDocument: { uri: URI },
      position,
    },
  );
  expect(hover.contents.kind).toBe('markdown');
  expect(hover.contents.value).toContain('run history');
  expect(hover.range.start.line).toBe(position.line);
});
