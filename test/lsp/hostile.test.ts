// Whatever is sent, the server answers and lives on: one built server for all of it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LSPErrorCodes } from 'vscode-languageserver/node';
import { LspClient } from '../harness/lspClient.ts';
import { flow, OTHER_JSON } from './fixtures.ts';

const START = { line: 0, character: 0 };

let client: LspClient;
/** Another one for each test: no answer of an earlier one counts. */
let uri: string;
let tests = 0;
const inWorkflows = (name: string): string => `file:///somewhere/Workflows/${name}${tests}.json`;

beforeAll(async () => {
  client = await LspClient.start({ built: true });
});
beforeEach(() => {
  tests++;
  uri = inWorkflows('Hostile');
});
afterEach(async () => {
  await client.close(uri);
  await client.close(inWorkflows('Ordinary'));
});
afterAll(async () => {
  expect(await client.stop()).toBe(0);
});

/** After anything odd, an ordinary flow is still checked. */
async function stillWorks(): Promise<void> {
  const ordinary = inWorkflows('Ordinary');
  await client.open(ordinary, flow());
  expect((await client.current(ordinary)).diagnostics).toHaveLength(1);
}

/** A reason in place of a rename is an answer, too. */
const isRefused = ({ code }: { code?: number }): void => expect(code).toBe(LSPErrorCodes.RequestFailed);
const insert = (text: string): string => flow().replace('"service"', () => text);
const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

describe('hostile documents', () => {
  it.each([
    ['a string of 5 MB', insert(JSON.stringify('x'.repeat(5_000_000)))],
    ['an expression of 1 MB', insert(JSON.stringify(`@{${'concat('.repeat(150_000)}`))],
    ['20,000 levels', insert(nested(20_000))],
    ['20,000 levels that are not closed', flow().replace('"service"', '['.repeat(20_000))],
    ['lone surrogates', insert('"\ud800 \udfff \ud83d"')],
    ['escaped lone surrogates', insert('"\\ud800\\udfff\\u0000"')],
    ['control characters', insert('"\u0000\u0001\u001f\u2028\u2029\ufeff"')],
    ['lone carriage returns', flow().replaceAll('\n', '\r')],
    ['a half of a flow', flow().slice(0, 900)],
    ['50,000 equal keys', insert(`{${'"a":1,'.repeat(50_000)}"a":2}`)],
    [
      'names of the prototype',
      flow().replaceAll('Get_secret', '__proto__').replaceAll('Call_service', 'constructor'),
    ],
  ])('%s', { timeout: 60_000 }, async (_, text) => {
    await client.open(uri, text);
    await client.diagnostics(uri, () => true, 40_000);
    const range = { start: START, end: { line: 9999, character: 0 } };
    await client.codeActions(uri, range);
    await client.codeActions(uri, range, ['source.fixAll']);
    const at = { textDocument: { uri }, position: { line: 12, character: 9 } };
    await client.request('textDocument/hover', at);
    for (const method of ['definition', 'documentHighlight', 'prepareRename'])
      await client.request(`textDocument/${method}`, at).catch(isRefused);
    await client.request('textDocument/references', { ...at, context: { includeDeclaration: true } });
    await client.request('textDocument/rename', { ...at, newName: 'x' }).catch(isRefused);
    expect(client.log.filter((line) => /definition|highlights|rename|references/.test(line))).toEqual([]);
    await stillWorks();
  });

  it('an empty text, and edits at its end', async () => {
    await client.open(uri, '');
    await client.change(uri, flow(), { start: START, end: START });
    expect((await client.current(uri)).diagnostics).toHaveLength(1);
  });
});

describe('hostile requests', () => {
  it.each([
    ['positions outside', { position: { line: 1e9, character: 1e9 } }],
    ['negative positions', { position: { line: -5, character: -5 } }],
    ['an empty URI', { textDocument: { uri: '' }, position: START }],
    ['no URI at all', { textDocument: { uri: '%%%://\u0000' }, position: START }],
  ])('hover with %s', async (_, params) => {
    await client.open(uri, flow());
    await client.current(uri);
    expect(await client.request('textDocument/hover', { textDocument: { uri }, ...params })).toBeNull();
    await stillWorks();
  });

  it('hover without parameters is answered', async () => {
    await client.request('textDocument/hover', {}).catch(() => undefined);
    await stillWorks();
  });

  it('changes of a file that was never opened are dropped', async () => {
    await client.notify('textDocument/didChange', {
      textDocument: { uri, version: 3 },
      contentChanges: [{ text: flow() }],
    });
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: '::', type: 9 }] });
    await stillWorks();
  });
});

describe('cancellation', () => {
  it('is answered as such', async () => {
    await client.open(uri, flow());
    const params = { textDocument: { uri }, position: START };
    const atOnce = {
      isCancellationRequested: true,
      onCancellationRequested: (listener: () => void) => {
        listener();
        return { dispose() {} };
      },
    };
    let refused: unknown;
    // It waits behind others, so that the word to leave it out comes in time; on a busy machine not always.
    for (let tries = 0; tries < 20 && refused === undefined; tries++) {
      const others = Array.from({ length: 50 }, () => client.request('textDocument/hover', params));
      const cancelled = client.connection.sendRequest('textDocument/hover', params, atOnce as never);
      refused = await cancelled.then(
        () => undefined,
        (error: unknown) => error,
      );
      await Promise.all(others);
    }
    expect(refused).toMatchObject({ code: -32800 });
    await stillWorks();
  });

  it('an answer for an old text is not given for a new one', async () => {
    await client.open(uri, flow());
    await client.current(uri);
    // Sent in one go: the change overtakes the request's own pause.
    const actions = client.codeActions(uri, client.rangeOf(uri, '"Get_secret"'));
    await client.change(uri, OTHER_JSON);
    for (const action of await actions) expect((await client.resolve(action)).edit).toBeUndefined();
  });
});
