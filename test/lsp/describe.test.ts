// The page of an open flow, by request.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FAKES } from '../harness/fakes.ts';
import { callWith, flowText, inOrder } from '../harness/flowBuilder.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { OTHER_JSON } from './fixtures.ts';

let folder: TempFolder;
let client: LspClient;

beforeEach(async () => {
  folder = new TempFolder();
  client = await LspClient.start({ folders: [folder.uri] });
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const ask = (uri: unknown): Promise<unknown> =>
  client.request('lockkeeper/describe', { uri, root: folder.uri });

it('tells what the text in the editor is, with the file named from the folder and secrets masked', async () => {
  const uri = folder.uriOf('Workflows/Orders.json');
  client.open(uri, flowText({ actions: inOrder({ Call_partner: callWith(FAKES.githubToken!) }) }));
  const { kind, markdown } = (await ask(uri)) as { kind: string; markdown: string };
  expect(kind).toBe('page');
  expect(markdown).toContain('- **File**: `Workflows/Orders.json`\n');
  expect(markdown).toContain('- **Call partner**: Sends an HTTP request to api.contoso.example (GET)\n');
  expect(markdown).toContain('## Findings\n\n- **Errors**');
  expect(markdown.includes(FAKES.githubToken!)).toBe(false);
});

it('says why there is no page', async () => {
  const reason = (text: string) => ({ kind: 'refused', reason: text });
  const uri = folder.uriOf('other.json');
  expect(await ask(uri)).toEqual(reason('The file is not open: open it and try again.'));
  client.open(uri, OTHER_JSON);
  expect(await ask(uri)).toEqual(reason('This file holds no flow that can be read.'));
  expect(await ask(7)).toEqual(reason('No flow was named.'));
});
