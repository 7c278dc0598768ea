// Rename of an input's key over the server: from the flow that takes it and from one that gives it, open or not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  PrepareRenameResult,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compose, flowText, powerApp } from '../harness/flowBuilder.ts';
import { FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { onDisk, writeSolution } from './solutionFixtures.ts';

const ASKS: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: {
    ...FULL_CAPABILITIES.textDocument,
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
  },
};
const PLAIN: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: { ...FULL_CAPABILITIES.textDocument, rename: { prepareSupport: true } },
};
const ID = '0a1b2c3d-1111-2222-3333-444455550001';
const childText = flowText({
  triggers: powerApp({ text: 'Case' }),
  actions: { Note: compose("@triggerBody()?['text']") },
});
const parentText = flowText({
  actions: {
    Call: { type: 'Workflow', inputs: { host: { workflowReferenceName: ID }, body: { text: 'a' } } },
  },
});
/** Nobody opens it. */
const secondText = `\uFEFF${JSON.stringify(JSON.parse(parentText))}`;

let folder: TempFolder;
let client: LspClient;
let child: string;
let parent: string;
let second: string;

beforeEach(() => {
  folder = new TempFolder();
  writeSolution(folder);
  child = folder.write(`src/Workflows/Child-${ID.toUpperCase()}.json`, childText);
  parent = folder.write('src/Workflows/Parent-0A1B2C3D-1111-2222-3333-444455550002.json', parentText);
  second = folder.write('src/Workflows/Second-0A1B2C3D-1111-2222-3333-444455550003.json', secondText);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(capabilities = ASKS): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], capabilities });
  await client.request('lockkeeper/rescan', {});
  await client.open(parent, parentText, 7);
  await client.current(parent);
}
const at = (uri: string, needle: string, behind: number) => {
  const { line, character } = client.positionOf(uri, needle);
  return { textDocument: { uri }, position: { line, character: character + behind } };
};
const rename = (uri: string, needle: string, newName: string) =>
  client.request<WorkspaceEdit | null>('textDocument/rename', { ...at(uri, needle, 2), newName });
const reason = async (asked: Promise<unknown>): Promise<string> => {
  try {
    return `answered ${JSON.stringify(await asked)}`;
  } catch (error) {
    return (error as Error).message;
  }
};
/** The three files as an edit leaves them. */
function edited(edit: WorkspaceEdit | null): string[] {
  const changes = edit!.documentChanges as TextDocumentEdit[];
  return [child, parent, second].map((uri) => {
    const text = uri === parent ? client.text(uri) : onDisk(uri);
    const own = changes.find((one) => one.textDocument.uri === uri);
    const edits = (own?.edits ?? []) as { range: never; newText: string }[];
    return TextDocument.applyEdits(TextDocument.create(uri, 'json', 1, text), edits);
  });
}
/** As an editor has them: without the mark. */
const RENAMED = [childText, parentText, secondText.slice(1)].map((text) =>
  text.replaceAll('"text"', '"case"').replace("['text']", "['case']"),
);

describe('the key of an input', () => {
  it('is renamed from a flow that gives it, in all files at once, after a question', async () => {
    await start();
    const place = at(parent, '"text"', 2);
    const { line, character } = client.positionOf(parent, '"text"');
    expect(await client.request<PrepareRenameResult>('textDocument/prepareRename', place)).toEqual({
      range: { start: { line, character: character + 1 }, end: { line, character: character + 5 } },
      placeholder: 'text',
    });
    const edit = await rename(parent, '"text"', 'case');
    expect(edited(edit)).toEqual(RENAMED);
    const versions = (edit!.documentChanges as TextDocumentEdit[]).map((one) => one.textDocument.version);
    expect(versions).toEqual([null, 7, null]);
    expect(Object.values(edit!.changeAnnotations!)).toMatchObject([
      {
        label: 'Rename the key "text" to "case"',
        description: expect.stringContaining('Changes 5 places in 3 flows.'),
        needsConfirmation: true,
      },
    ]);
  });

  it('is renamed from the schema of its trigger; an expression that reads it means the title', async () => {
    await start();
    await client.open(child, childText, 3);
    await client.current(child);
    expect(edited(await rename(child, '"text": {', 'case'))).toEqual(RENAMED);
    const title = await rename(child, "['text']", 'Case number');
    expect(edited(title)).toEqual([
      childText.replace('"Case"', '"Case number"'),
      parentText,
      secondText.slice(1),
    ]);
  });

  it('stays where the editor cannot ask, and the title is renamed as before', async () => {
    await start(PLAIN);
    expect(await reason(rename(parent, '"text"', 'case'))).toContain(
      'rename its title in the flow that is called',
    );
    await client.open(child, childText, 3);
    await client.current(child);
    expect(edited(await rename(child, '"text": {', 'Number'))[0]).toBe(
      childText.replace('"Case"', '"Number"'),
    );
  });

  it('stays where a flow has changed, or is not known', async () => {
    await start();
    expect(await reason(rename(parent, '"text"', 'a/b'))).toBe(
      'The key of an input can have no quotes and slashes.',
    );
    await client.change(parent, parentText.replace(ID, ID.replace('0a', '0b')));
    await client.current(parent);
    expect(await reason(rename(parent, '"text"', 'case'))).toContain('is not in this workspace');
  });
});
