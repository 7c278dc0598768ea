// Two versions of a flow as step outlines, by request: the texts of the request are all that is read.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FAKES } from '../harness/fakes.ts';
import { flowText, http, inOrder } from '../harness/flowBuilder.ts';
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

const withKey = (key: string): string =>
  flowText({ actions: inOrder({ Call: http({ headers: { 'x-api-key': key } }) }) });
const ask = (before: unknown, after: unknown): Promise<unknown> =>
  client.request('lockkeeper/compareSteps', { uri: folder.uriOf('Workflows/Flow.json'), before, after });

it('gives both with the secrets of either masked', async () => {
  const result = await ask(withKey(FAKES.hex32!), withKey(FAKES.githubToken!));
  expect(result).toMatchObject({
    kind: 'steps',
    before: expect.stringContaining('x-api-key: (secret 1)'),
    after: expect.stringContaining('x-api-key: (secret 2)'),
  });
});

it('takes an empty text for a file that is not there', async () => {
  expect(await ask('', withKey('@body()'))).toMatchObject({ kind: 'steps', before: '' });
  expect(await ask(withKey('@body()'), '')).toMatchObject({ kind: 'steps', after: '' });
});

it('says which version holds no flow, and names no text that it cannot read', async () => {
  expect(await ask(withKey('x'), OTHER_JSON)).toEqual({
    kind: 'refused',
    reason: 'This file holds no flow that can be read.',
  });
  expect(await ask(OTHER_JSON, withKey('x'))).toEqual({
    kind: 'refused',
    reason: 'The version that it is compared with holds no flow that can be read.',
  });
  expect(await ask(7, undefined)).toEqual({ kind: 'refused', reason: 'No flow was named.' });
});
