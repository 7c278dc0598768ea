// A cause that several flows share, in the editor: marked in the first flow, and in the one that is open.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { FIRST, REFERENCES, SECOND, SHARED_REFERENCE, THIRD } from '../harness/sharedReference.ts';

const RULE = 'connection-reference-undeclared';
const DELETED = 3;

let folder: TempFolder;
let client: LspClient;
let uris: Record<string, string>;

beforeEach(async () => {
  folder = new TempFolder();
  uris = Object.fromEntries(
    Object.entries(SHARED_REFERENCE).map(([path, text]) => [path, folder.write(path, text)]),
  );
  client = await LspClient.start({ folders: [folder.uri] });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const ours = (found: readonly Diagnostic[]): Diagnostic[] => found.filter(({ code }) => code === RULE);
const shown = (path: string): Diagnostic[] => ours(client.shown(uris[path]!));
const related = (found: readonly Diagnostic[]): string[][] =>
  found.map(({ relatedInformation = [] }) => relatedInformation.map(({ location }) => location.uri));

describe('a cause that several flows share', () => {
  it('is marked once, and in the flow that is open', async () => {
    expect(shown(FIRST)).toHaveLength(REFERENCES);
    expect(related(shown(FIRST))).toEqual(new Array(REFERENCES).fill([uris[SECOND], uris[THIRD]]));
    expect([shown(SECOND), shown(THIRD)]).toEqual([[], []]);
    await client.open(uris[SECOND]!, SHARED_REFERENCE[SECOND]!);
    const { diagnostics } = await client.current(uris[SECOND]!);
    expect(related(ours(diagnostics))).toEqual(new Array(REFERENCES).fill([uris[FIRST], uris[THIRD]]));
    expect(shown(THIRD)).toEqual([]);
    await client.close(uris[SECOND]!);
    await client.diagnostics(uris[SECOND]!, (found) => ours(found).length === 0);
  });

  it('follows what the other flows say', async () => {
    await client.open(uris[SECOND]!, SHARED_REFERENCE[SECOND]!);
    await client.current(uris[SECOND]!);
    await client.change(uris[SECOND]!, SHARED_REFERENCE[SECOND]!.replaceAll('abc_oders', 'abc_orders'));
    const { diagnostics } = await client.diagnostics(
      uris[FIRST]!,
      (found) => related(ours(found))[0]?.length === 1,
    );
    expect(related(ours(diagnostics))[0]).toEqual([uris[THIRD]]);
    await client.change(uris[SECOND]!, SHARED_REFERENCE[SECOND]!);
    await client.diagnostics(uris[FIRST]!, (found) => related(ours(found))[0]?.length === 2);
  });

  it('moves on to the next flow when the first one is gone', async () => {
    folder.delete(FIRST);
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uris[FIRST]!, type: DELETED }],
    });
    const { diagnostics } = await client.diagnostics(
      uris[SECOND]!,
      (found) => ours(found).length === REFERENCES,
    );
    expect(related(ours(diagnostics))).toEqual(new Array(REFERENCES).fill([uris[THIRD]]));
  });
});
