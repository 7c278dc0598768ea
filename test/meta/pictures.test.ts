// The pictures of the documents show today's product: what can be read in them (docs/pictures/texts.json, written with them) is what it
// says of the samples now. When this fails, look at what changed and run `npm run pictures`.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, CompletionList, SymbolInformation } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readPng, reduced } from '../../scripts/pictures/png.mjs';
import { LEAKING, MOVING, SHOWN, SOLUTION } from '../../scripts/pictures/stations.mjs';
import type { ClientRequests, TreeNode } from '../../server/src/protocol.ts';
import { LspClient } from '../harness/lspClient.ts';
import { ownFiles, read, repoRoot } from './sources.ts';

interface Texts {
  readonly editor: { readonly fixes: readonly string[]; readonly rows: readonly string[] };
  readonly moving: { readonly inputs: readonly string[]; readonly rows: readonly string[] };
  readonly flow: { readonly steps: readonly string[] };
  readonly run: { readonly steps: readonly string[] };
}

const FOLDER = 'docs/pictures';
const texts = JSON.parse(read(`${FOLDER}/texts.json`)) as Texts;
const uriOf = (name: string): string => pathToFileURL(path.join(repoRoot, 'samples', name)).toString();
const shown = uriOf(`src/Workflows/${SHOWN}`);

let client: LspClient;
const ask = <M extends keyof ClientRequests>(
  method: M,
  params: ClientRequests[M]['params'],
): Promise<ClientRequests[M]['result']> => client.request(method, params);

beforeAll(async () => {
  const initializationOptions = { commandLinks: true, repairPreview: true, ignoreCommand: true, trees: true };
  client = await LspClient.start({ folders: [uriOf('')], initializationOptions });
  await ask('lockkeeper/rescan', {});
});
afterAll(() => client.stop());

async function below(parent: string | null): Promise<readonly TreeNode[]> {
  return (await ask('lockkeeper/tree', { tree: 'checklist', parent }))?.nodes ?? [];
}

/** Labels of the checklist with what is unfolded in the picture: by itself, or to get to the flow. */
async function checklist(parent: string | null = null): Promise<string[]> {
  const rows: string[] = [];
  for (const { id, label, children } of await below(parent)) {
    rows.push(label);
    const isUnfolded = [SOLUTION, LEAKING.title].includes(label) || children === 'expanded';
    if (isUnfolded) rows.push(...(await checklist(id)));
  }
  return rows;
}

describe('the picture of the editor', () => {
  it('shows the first rows of the checklist', async () => {
    expect(texts.editor.rows.length).toBeGreaterThan(8);
    expect(texts.editor.rows).toEqual((await checklist()).slice(0, texts.editor.rows.length));
  });

  it('shows the repairs of the step', async () => {
    const uri = uriOf(`src/Workflows/${LEAKING.file}`);
    const text = readFileSync(new URL(uri), 'utf8');
    await client.open(uri, text);
    await client.current(uri);
    const document = TextDocument.create(uri, 'json', 1, text);
    const at = document.positionAt(text.indexOf(`"${LEAKING.step}": {`) + 1);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const fixes = actions.filter(({ kind }) => kind === 'quickfix').map(({ title }) => title);
    expect([...texts.editor.fixes].sort()).toEqual(fixes.sort());
  });
});

describe('the picture of moving in a flow', () => {
  const uri = uriOf(`src/Workflows/${MOVING.file}`);
  const text = readFileSync(new URL(uri), 'utf8');

  beforeAll(async () => {
    await client.open(uri, text);
    await client.current(uri);
  });

  it('shows the inputs that are offered', async () => {
    const document = TextDocument.create(uri, 'json', 1, text);
    const position = document.positionAt(text.indexOf(MOVING.before) + MOVING.before.length);
    const list = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    expect(texts.moving.inputs).toEqual(list.items.map(({ label }) => label));
  });

  it('shows the whole outline, in the order of the file', async () => {
    const symbols = await client.request<SymbolInformation[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    const lineOf = ({ location }: SymbolInformation): number => location.range.start.line;
    const rows = symbols.sort((a, b) => lineOf(a) - lineOf(b)).map(({ name }) => name);
    expect(texts.moving.rows).toEqual(rows);
  });
});

describe('the pictures of a flow', () => {
  beforeAll(async () => {
    await client.open(shown, readFileSync(new URL(shown), 'utf8'));
    await client.current(shown);
  });

  const holds = (rows: readonly string[], steps: readonly (readonly (string | undefined)[])[]): void => {
    expect(rows.length).toBe(steps.length);
    for (const [index, parts] of steps.entries())
      for (const part of parts) if (part !== undefined) expect(rows[index]).toContain(part);
  };

  it('shows its steps, and what the run history shows of them', async () => {
    const result = await ask('lockkeeper/flowGraph', { uri: shown });
    if (result.kind !== 'flows') throw new Error(`no graph: ${result.kind}`);
    holds(
      texts.flow.steps,
      result.flows[0]!.steps.map(({ name, what, open, closed }) => [name, what, open, closed]),
    );
  });

  it('shows its run', async () => {
    const result = await ask('lockkeeper/runPreview', { uri: shown });
    if (result.kind !== 'preview') throw new Error(`no preview: ${result.kind}`);
    holds(
      texts.run.steps,
      result.flows[0]!.steps.map(({ name, does }) => [name, does]),
    );
  });
});

describe('the files', () => {
  it('are there in light and dark, small, and nothing else is', () => {
    const expected = Object.keys(texts).flatMap((name) =>
      ['dark', 'light'].map((theme) => `${name}-${theme}.png`),
    );
    const there = ownFiles().filter((name) => name.startsWith(`${FOLDER}/`));
    expect(there.sort()).toEqual([...expected, 'texts.json'].map((name) => `${FOLDER}/${name}`).sort());
    for (const name of expected)
      expect(readFileSync(path.join(repoRoot, FOLDER, name)).length, name).toBeLessThan(120_000);
  });
});

describe('reduced', () => {
  it('keeps what few colours show, and the nearest colour of many', () => {
    const icon = readFileSync(path.join(repoRoot, 'client/media/icon.png'));
    const before = readPng(icon);
    const small = reduced(icon);
    expect(small.length).toBeLessThan(icon.length);
    // Its head says: 8 bits a pixel, colours out of a table, as large as before.
    expect([...small.subarray(24, 26)]).toEqual([8, 3]);
    expect([small.readUInt32BE(16), small.readUInt32BE(20)]).toEqual([before.width, before.height]);
  });
});
