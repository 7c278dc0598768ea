import { expect, it } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow, OTHER_JSON } from './fixtures.ts';

it('selections grow at each of the positions; other files are left to others', async () => {
  const folder = new TempFolder();
  const client = await LspClient.start({ folders: [folder.uri] });
  const ask = (uri: string, positions: unknown[]): Promise<SelectionRange[] | null> =>
    client.request('textDocument/selectionRange', { textDocument: { uri }, positions });
  try {
    expect(client.initializeResult.capabilities.selectionRangeProvider).toBe(true);
    const uri = folder.write('Workflows/Flow.json', flow());
    await client.open(uri, flow());
    const { start, end } = client.rangeOf(uri, 'Call_service');
    const found = await ask(uri, [start, { line: 0, character: 0 }]);
    expect(found).toHaveLength(2);
    expect(found![0]!.range).toEqual({ start, end });
    expect(found![0]!.parent!.range).toEqual(client.rangeOf(uri, '"Call_service"'));
    expect(found![1]!.range.start).toEqual({ line: 0, character: 0 });
    const other = folder.write('package.json', OTHER_JSON);
    await client.open(other, OTHER_JSON);
    expect(await ask(other, [start])).toBeNull();
  } finally {
    await client.stop();
    folder.dispose();
  }
});
