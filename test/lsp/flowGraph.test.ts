// Flows as pictures, by request: of the open text, with secrets masked.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FAKES } from '../harness/fakes.ts';
import { compose, flowText, http, ifElse, inOrder } from '../harness/flowBuilder.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { OTHER_JSON } from './fixtures.ts';

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(async () => {
  folder = new TempFolder();
  client = await LspClient.start({ folders: [folder.uri] });
  uri = folder.uriOf('Workflows/Notify-0A1B2C3D-1111-2222-3333-444455556666.json');
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const FLOW = flowText({
  actions: inOrder({
    Call: http({ headers: { 'x-api-key': FAKES.githubToken! } }),
    Is_it: ifElse({ Yes: compose(1) }),
  }),
});
const picture = (more: object): Promise<unknown> =>
  client.request('lockkeeper/flowPicture', { uri, flow: 0, form: 'svg', folded: [], secret: -1, ...more });

it('gives the flows of the open text', async () => {
  client.open(uri, FLOW);
  const result = await client.request('lockkeeper/flowGraph', { uri });
  expect(result).toMatchObject({ kind: 'flows', flows: [{ name: 'Notify' }] });
  const { flows } = result as {
    flows: { steps: { name: string; span: [number, number]; errors: number }[] }[];
  };
  expect(flows[0]!.steps.map(({ name }) => name)).toEqual(['Recurrence', 'Call', 'Is it', 'Yes']);
  expect(flows[0]!.steps[1]!.errors).toBeGreaterThan(0);
  expect(FLOW.slice(...flows[0]!.steps[3]!.span)).toMatch(/^"Yes": \{[\s\S]*\}$/);
  expect(JSON.stringify(result)).not.toContain(FAKES.githubToken!.slice(4, 16));
});

it('gives SVG and Mermaid text, whatever is asked for', async () => {
  client.open(uri, FLOW);
  const folded = (await picture({ folded: [2] })) as { text: string };
  expect(folded.text).toContain('1 step inside');
  expect(((await picture({ form: 'mermaid' })) as { text: string }).text).toMatch(/^flowchart TD\n/);
  expect(await picture({ flow: 'x', folded: [{}, -7, 1e9], secret: 99 })).toMatchObject({ kind: 'text' });
  expect(JSON.stringify(await picture({}))).not.toContain(FAKES.githubToken!.slice(4, 16));
});

it('says that there is no flow', async () => {
  const refused = { kind: 'refused', reason: 'This file holds no flow that can be read.' };
  client.open(uri, OTHER_JSON);
  expect(await client.request('lockkeeper/flowGraph', { uri })).toEqual(refused);
  expect(await client.request('lockkeeper/flowGraph', { uri: 7 })).toEqual(refused);
  expect(await client.request('lockkeeper/flowGraph', { uri: folder.uriOf('gone.json') })).toEqual(refused);
  expect(await picture({ flow: 3 })).toEqual(refused);
});
