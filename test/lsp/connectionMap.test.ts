// What stands behind the flows of a solution, by request: as data, as an SVG file, and which solution when there are several.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConnectionMapResult, FlowPictureResult } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { writeSolution } from './solutionFixtures.ts';

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

const map = (solution: unknown): Promise<ConnectionMapResult> =>
  client.request('lockkeeper/connectionMap', { solution });
const picture = (solution: unknown): Promise<FlowPictureResult> =>
  client.request('lockkeeper/connectionPicture', { solution });

it('is that of the only solution, and follows its files', async () => {
  expect(await map(null)).toMatchObject({ kind: 'refused' });
  writeSolution(folder);
  await client.request('lockkeeper/rescan', {});
  const result = await map(null);
  if (result.kind !== 'map') throw new Error(JSON.stringify(result));
  expect(result.map.cards.filter(({ kind }) => kind === 'flow').length).toBeGreaterThan(0);
  expect(await map(result.solution)).toEqual(result);
  const svg = await picture(result.solution);
  expect(svg).toMatchObject({ kind: 'text', text: expect.stringMatching(/^<svg [\s\S]*<\/svg>\n$/) });
});

it('asks which one where there are several', async () => {
  writeSolution(folder);
  folder.write('Loose/Workflows/Flow.json', flow());
  await client.request('lockkeeper/rescan', {});
  const result = await map(null);
  if (result.kind !== 'choose') throw new Error(JSON.stringify(result));
  expect(result.solutions).toHaveLength(2);
  const [, loose] = result.solutions;
  expect(loose).toMatchObject({ id: '', name: 'Outside of solutions' });
  expect(await map('')).toMatchObject({ kind: 'map', map: { name: 'Outside of solutions' } });
});

it('refuses what is none', async () => {
  writeSolution(folder);
  await client.request('lockkeeper/rescan', {});
  const gone = { kind: 'refused', reason: 'This solution is not here any more.' };
  expect(await map('file:///nowhere')).toEqual(gone);
  expect(await picture('file:///nowhere')).toEqual(gone);
  expect(await picture({})).toEqual(gone);
});

it('waits for the first look at the folder', async () => {
  writeSolution(folder);
  const early = await LspClient.start({ folders: [folder.uri] });
  try {
    // Asked at once, while files are read.
    expect(await early.request('lockkeeper/connectionMap', { solution: null })).toMatchObject({
      kind: 'map',
    });
  } finally {
    await early.stop();
  }
});
