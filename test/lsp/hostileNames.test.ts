// Names out of hostile files in what the server sends to be shown: nothing hides in them, and annotations hold no link.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChangeAnnotation } from 'vscode-languageserver/node';
import type { ClientRequests } from '../../server/src/protocol.ts';
import { ANY_HIDDEN, COMMAND_LINK, HOSTILE_NAME, NOTICE_LINK } from '../harness/hostileNames.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';
import { literalFlow, ORDERS, OTHER, onDisk, writeSolution } from './solutionFixtures.ts';

let folder: TempFolder;
let client: LspClient;
beforeEach(() => {
  folder = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

it('diagnostics and the titles of actions hide nothing', async () => {
  const uri = folder.write('Workflows/Flow.json', flow({ reads: [HOSTILE_NAME] }));
  client = await LspClient.start({ folders: [folder.uri] });
  await client.open(uri, onDisk(uri));
  const { diagnostics } = await client.current(uri);
  expect(diagnostics[0]?.message).toContain('Apply');
  const told = diagnostics.flatMap((one) => [
    ...String(one.message).split('\n'),
    ...(one.relatedInformation ?? []).map(({ message }) => message),
  ]);
  const actions = await client.codeActions(uri, diagnostics[0]!.range);
  expect(actions.length).toBeGreaterThan(0);
  for (const text of [...told, ...actions.map(({ title }) => title)]) expect(text).not.toMatch(ANY_HIDDEN);
});

it('rows of trees hide nothing', async () => {
  folder.write('Workflows/Flow.json', flow({ reads: [HOSTILE_NAME] }));
  client = await LspClient.start({ folders: [folder.uri], initializationOptions: { trees: true } });
  await client.request('lockkeeper/rescan', {});
  type Answer = ClientRequests['lockkeeper/tree']['result'];
  let seen = 0;
  for (const tree of ['connections', 'checklist'] as const) {
    const open: (string | null)[] = [null];
    for (const parent of open) {
      const answer = await client.request<Answer>('lockkeeper/tree', { tree, parent, options: {} });
      for (const node of answer?.nodes ?? []) {
        if (node.children !== 'none') open.push(node.id);
        if (node.label.includes('Apply')) seen++;
        for (const text of [node.label, node.description ?? '', node.ariaLabel, node.tooltip ?? ''])
          expect(text.replaceAll('\n', '')).not.toMatch(ANY_HIDDEN);
        expect(node.tooltip ?? '').not.toContain('](');
      }
    }
  }
  expect(seen).toBeGreaterThan(0);
});

it('the annotation of an edit that changes a flow with such a name holds plain text', async () => {
  const uri = writeSolution(folder);
  folder.write(OTHER, literalFlow());
  folder.write(
    `${OTHER}.data.xml`,
    `<Workflow WorkflowId="{0a1b2c3d-1111-2222-3333-444455557777}" Name="${COMMAND_LINK}&#8238;"><JsonFileName>/${OTHER.slice(4)}</JsonFileName><Category>5</Category></Workflow>`,
  );
  client = await LspClient.start({ folders: [folder.uri] });
  await client.request('lockkeeper/rescan', {});
  await client.open(uri, onDisk(folder.uriOf(ORDERS)));
  const { diagnostics } = await client.current(uri);
  const secret = diagnostics.find(({ code }) => code === 'hardcoded-secret');
  const actions = await client.codeActions(uri, secret!.range);
  const both = actions.find(({ title }) => title.includes('in both flows'));
  const { edit } = await client.resolve(both!);
  const [annotation] = Object.values(edit!.changeAnnotations!) as ChangeAnnotation[];
  expect(annotation!.description).toContain('[Apply] (command:workbench.action.closeWindow)');
  expect(annotation!.description).not.toMatch(NOTICE_LINK);
  expect(annotation!.description).not.toMatch(ANY_HIDDEN);
});
