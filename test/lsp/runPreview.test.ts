// The preview of a run history in an editor: the flow as it is typed, and as it would be once a repair is made.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepairTarget, RunPreviewResult } from '../../server/src/protocol.ts';
import { callWith, flowText, getSecret, inOrder } from '../harness/flowBuilder.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';

const FLOW = 'Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
const TEXT = flowText({
  actions: inOrder({ Get_secret: getSecret(), Call: callWith("@{outputs('Get_secret')?['body/value']}") }),
});

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(async () => {
  folder = new TempFolder();
  folder.write(FLOW, TEXT);
  uri = folder.uriOf(FLOW);
  client = await LspClient.start({ folders: [folder.uri], initializationOptions: { repairPreview: true } });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const preview = (repair?: RepairTarget): Promise<RunPreviewResult> =>
  client.request('lockkeeper/runPreview', repair === undefined ? { uri } : { uri, repair });

async function shown(repair?: RepairTarget) {
  const result = await preview(repair);
  if (result.kind !== 'preview') throw new Error(result.reason);
  return result;
}

describe('the preview of a run history', () => {
  it('is that of the open text', async () => {
    expect(await preview()).toMatchObject({ kind: 'refused' });
    await client.open(uri, TEXT);
    const { flows, words } = await shown();
    expect(flows).toMatchObject([{ title: 'Orders', showing: 2, hidden: 0 }]);
    expect(words.notShown).toBe('Content not shown due to security configuration.');
  });

  it('tells what a repair would hide, and applies nothing', async () => {
    await client.open(uri, TEXT);
    const { repairs } = await shown();
    const secure = repairs.find(({ title }) => /secure/i.test(title) && !title.startsWith('Fix all'));
    expect(secure).toBeDefined();
    for (const repair of [repairs[0]!, secure!]) {
      const { after, flows } = await shown(repair.target);
      expect(after?.flows).toMatchObject([{ showing: 0, hidden: 2 }]);
      const names = (id: number | undefined): string | undefined =>
        flows[0]!.steps.find((one) => one.id === id)?.name;
      expect(
        after?.changes.map((list) => list.map(({ before, sides }) => [names(before), ...sides])),
      ).toEqual([
        [
          ['Get secret', 'outputs'],
          ['Call', 'inputs'],
        ],
      ]);
    }
    expect((await shown()).flows[0]!.showing).toBe(2);
  });

  it('says that a repair is not offered any more', async () => {
    await client.open(uri, TEXT);
    const [repair] = (await shown()).repairs;
    const { after, refused } = await shown({ ...repair!.target, version: 7 });
    expect([after, refused]).toEqual([undefined, 'The file has changed since the repair was offered.']);
  });
});
