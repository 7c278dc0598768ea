// Semantic tokens over the wire: places relative to each other, parts of a file, and what has changed since.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow, OTHER_JSON } from './fixtures.ts';

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(async () => {
  folder = new TempFolder();
  client = await LspClient.start({ folders: [folder.uri] });
  uri = folder.write('Workflows/Flow.json', flow());
  await client.open(uri, flow());
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const ask = <T>(method: string, more: object = {}, file = uri): Promise<T> =>
  client.request(`textDocument/semanticTokens/${method}`, { textDocument: { uri: file }, ...more });

/** `type text` of each token, as a client makes them out. */
function told(data: readonly number[]): string[] {
  const { legend } = client.initializeResult.capabilities.semanticTokensProvider!;
  const lines = client.text(uri).split('\n');
  let [line, character] = [0, 0];
  const found: string[] = [];
  for (let at = 0; at < data.length; at += 5) {
    const [down, right, length, type] = data.slice(at, at + 4) as [number, number, number, number];
    line += down;
    character = down === 0 ? character + right : right;
    found.push(`${legend.tokenTypes[type]} ${lines[line]!.slice(character, character + length)}`);
  }
  return found;
}

it('are told for the whole file and for a part of it', async () => {
  const { data } = await ask<SemanticTokens>('full');
  expect(told(data)).toContain('class Call_service');
  expect(told(data)).toContain('macro @{');
  const range = client.rangeOf(uri, 'Call_service');
  expect(told((await ask<SemanticTokens>('range', { range })).data)).toEqual(['class Call_service']);
});

it('as a difference to the last answer make up the new one', async () => {
  const first = await ask<SemanticTokens>('full');
  const none = await ask<SemanticTokensDelta>('full/delta', { previousResultId: first.resultId });
  expect(none.edits).toEqual([]);

  await client.change(uri, flow({ reads: ['Get_secret', 'Get_more'] }));
  const { edits, resultId } = await ask<SemanticTokensDelta>('full/delta', {
    previousResultId: none.resultId,
  });
  expect(edits).toHaveLength(1);
  const patched = [...first.data];
  for (const { start, deleteCount, data = [] } of edits) patched.splice(start, deleteCount, ...data);
  const whole = await ask<SemanticTokens>('full');
  expect(patched).toEqual(whole.data);
  expect(edits[0]!.data!.length).toBeLessThan(whole.data.length);

  // Of an answer that is not the last one, nobody knows what differs.
  const old = await ask<SemanticTokens>('full/delta', { previousResultId: resultId });
  expect(old.data).toEqual(whole.data);
});

it('are none in files without flows', async () => {
  const other = folder.write('package.json', OTHER_JSON);
  await client.open(other, OTHER_JSON);
  expect((await ask<SemanticTokens>('full', {}, other)).data).toEqual([]);
});
