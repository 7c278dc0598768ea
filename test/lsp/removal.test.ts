// Repairs that remove files: the edit deletes them, only as they were read, and only for a client that can.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CodeAction, DeleteFile } from 'vscode-languageserver/node';
import type { RepairResult } from '../../server/src/protocol.ts';
import { FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { literalFlow, onDisk, writeSolution } from './solutionFixtures.ts';

let folder: TempFolder;
let client: LspClient;
let rest: string;

beforeEach(() => {
  folder = new TempFolder();
  const orders = writeSolution(folder);
  const name = orders.slice(orders.lastIndexOf('/') + 1);
  rest = orders.replace(name, `Before-${name.slice(-41)}`);
  writeFileSync(fileURLToPath(rest), literalFlow());
  const id = name.slice(-41, -5).toLowerCase();
  const entry = `<Workflow WorkflowId="{${id}}" Name="Orders"><JsonFileName>/Workflows/${name}</JsonFileName></Workflow>`;
  writeFileSync(fileURLToPath(`${orders}.data.xml`), entry);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function removal(
  options: { preview?: boolean; operations?: string[] } = {},
): Promise<CodeAction | undefined> {
  const capabilities = structuredClone(FULL_CAPABILITIES);
  if (options.operations)
    capabilities.workspace!.workspaceEdit!.resourceOperations = options.operations as [];
  client = await LspClient.start({
    capabilities,
    folders: [folder.uri],
    initializationOptions: { repairPreview: options.preview === true },
  });
  await client.request('lockkeeper/rescan', {});
  await client.open(rest, literalFlow());
  await client.current(rest);
  const start = client.positionOf(rest, '"definition"');
  const actions = await client.codeActions(rest, { start, end: start });
  return actions.find(({ title }) => title.startsWith('Remove the left-over flow file'));
}

it('deletes the file, behind a confirmation', async () => {
  const action = (await removal())!;
  const { edit } = await client.resolve(action);
  const [change, ...others] = edit!.documentChanges as DeleteFile[];
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: 'delete', uri: rest, options: { recursive: false } });
  expect(edit!.changeAnnotations![change!.annotationId!]).toMatchObject({ needsConfirmation: true });
});

it('shows it to a client of ours as a file that goes', async () => {
  const action = (await removal({ preview: true }))!;
  const result = await client.request<RepairResult>(
    'lockkeeper/repair',
    action.command!.arguments![0] as object,
  );
  expect(result).toMatchObject({
    kind: 'repair',
    files: [{ uri: rest, before: literalFlow(), edits: [], delete: true }],
  });
});

it('has no edit for a text that has passed', async () => {
  const action = (await removal())!;
  await client.change(rest, `${literalFlow()}\n`);
  expect((await client.resolve(action)).edit).toBeUndefined();
  expect(onDisk(rest)).toBe(literalFlow());
});

it('is not offered to a client that cannot delete', async () => {
  expect(await removal({ operations: ['create', 'rename'] })).toBeUndefined();
});
