// "Everywhere": one repair for all findings of a rule, in a flow or in a solution.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver/node';
import type { RepairResult } from '../../server/src/protocol.ts';
import { FAKES } from '../harness/fakes.ts';
import { callWith, flowText, inOrder, type Steps } from '../harness/flowBuilder.ts';
import { codes, FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { withoutReferences } from '../harness/solutionFlows.ts';
import { applyAll, KEY, onDisk, touched, variable, writeSolution } from './solutionFixtures.ts';

const OTHER_KEY = FAKES.functionKey!;
const OWN = 'src/Workflows/Keys-0A1B2C3D-1111-2222-3333-444455558888.json';
const SECOND = 'src/Workflows/Second-0A1B2C3D-1111-2222-3333-444455559999.json';
const IN_FLOW = 'Read secrets from Azure Key Vault everywhere in this flow';
const IN_SOLUTION = 'Read secrets from Azure Key Vault everywhere in this solution';
const CHANGED = 2;

const flow = (actions: Steps): string => withoutReferences(flowText({ actions }));
const twoKeys = flow(inOrder({ A: callWith(KEY), B: callWith(OTHER_KEY) }));
const oneKey = flow({ C: callWith(FAKES.githubToken!) });

let folder: TempFolder;
let client: LspClient;
let own: string;

beforeEach(() => {
  folder = new TempFolder();
  writeSolution(folder);
  own = folder.uriOf(OWN);
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(
  text: string,
  {
    capabilities,
    repairPreview = false,
  }: { capabilities?: ClientCapabilities; repairPreview?: boolean } = {},
): Promise<void> {
  folder.write(OWN, text);
  client = await LspClient.start({
    folders: [folder.uri],
    capabilities: capabilities ?? FULL_CAPABILITIES,
    initializationOptions: { repairPreview },
  });
  await client.request('lockkeeper/rescan', {});
  await client.open(own, text);
  await client.current(own);
}

const at = (uri: string, needle: string): Promise<CodeAction[]> => {
  const position = client.positionOf(uri, needle);
  return client.codeActions(uri, { start: position, end: position });
};
const titles = (actions: readonly CodeAction[]): string[] => actions.map((one) => one.title);
async function offered(title: string): Promise<CodeAction> {
  const all = await at(own, KEY);
  const found = all.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no "${title}" among ${titles(all).join(' | ')}`);
  return found;
}
const noteOf = ({ edit }: CodeAction): string =>
  Object.values(edit?.changeAnnotations ?? {})[0]?.description ?? '';

describe('in this flow', () => {
  it('is offered where another finding takes the same kind, and repairs them in one edit', async () => {
    await start(twoKeys);
    const listed = await offered(IN_FLOW);
    expect(listed.edit).toBeUndefined();
    const action = await client.resolve(listed);
    expect(touched(action.edit).sort()).toEqual(['Customizations.xml@null', `${OWN.split('/').at(-1)}@1`]);
    expect(JSON.stringify(action)).not.toContain(KEY);
    expect(noteOf(action)).toMatch(/^Repairs 2 findings in 2 files\. Reads the secret /);
    await applyAll(client, [own], action.edit!);
    expect(codes((await client.current(own)).diagnostics)).not.toContain('hardcoded-secret');
    expect(client.text(own)).not.toContain(KEY);
    expect(client.text(own)).not.toContain(OTHER_KEY);
    JSON.parse(client.text(own));
    expect(titles(await at(own, 'x-api-key'))).not.toContain(IN_FLOW);
  });

  it('is not offered for one finding, nor for copies that one repair takes', async () => {
    await start(flow({ A: callWith(KEY) }));
    expect(titles(await at(own, KEY))).not.toContain(IN_FLOW);
    const copies = flow(inOrder({ A: callWith(KEY), B: callWith(KEY) }));
    await client.change(own, copies);
    await client.current(own);
    const all = titles(await at(own, KEY));
    expect(all).toContain('Read "x-api-key" from Azure Key Vault in all 2 places');
    expect(all).not.toContain(IN_FLOW);
  });

  it('is shown before by our own client, and refused for a text that has changed', async () => {
    await start(twoKeys, { repairPreview: true });
    const { command, edit } = await offered(IN_FLOW);
    expect([command?.command, edit]).toEqual(['lockkeeper.reviewRepair', undefined]);
    const [target] = command!.arguments!;
    const result = await client.request<RepairResult>('lockkeeper/repair', target);
    expect(result).toMatchObject({ kind: 'repair', title: IN_FLOW });
    await client.change(own, `\n${twoKeys}`);
    expect(await client.request('lockkeeper/repair', target)).toMatchObject({ kind: 'refused' });
  });

  it('is nothing for a client that takes no edit over several files, or none later', async () => {
    const { workspace = {}, textDocument = {} } = FULL_CAPABILITIES;
    const { resourceOperations: _, ...workspaceEdit } = workspace.workspaceEdit ?? {};
    await start(twoKeys, { capabilities: { textDocument, workspace: { ...workspace, workspaceEdit } } });
    expect(titles(await at(own, KEY)).filter((title) => title.includes('everywhere'))).toEqual([]);
  });
});

describe('in this solution', () => {
  it('repairs the flows that hold such findings, open or not, and no other', async () => {
    const second = folder.write(SECOND, oneKey);
    await start(twoKeys);
    const action = await client.resolve(await offered(IN_SOLUTION));
    expect(touched(action.edit)).toEqual(
      expect.arrayContaining([`${OWN.split('/').at(-1)}@1`, `${SECOND.split('/').at(-1)}@null`]),
    );
    await applyAll(client, [own], action.edit!);
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: second, type: CHANGED }] });
    await client.diagnostics(second, (shown) => !codes(shown).includes('hardcoded-secret'));
    expect(codes((await client.current(own)).diagnostics)).not.toContain('hardcoded-secret');
    JSON.parse(onDisk(second));
  });

  it('is refused when a flow of it changes while the repair is worked out', async () => {
    folder.write(SECOND, oneKey);
    await start(twoKeys, { repairPreview: true });
    const { command } = await offered(IN_SOLUTION);
    const [target] = command!.arguments!;
    const asked = client.request<RepairResult>('lockkeeper/repair', target);
    await client.change(own, `\n${twoKeys}`);
    expect(await asked).toMatchObject({ kind: 'refused' });
  });

  it('is offered where the best repair is another, a safe one', async () => {
    const taking = (key: string, schemaName: string): string => {
      const metadata = { schemaName, description: '' };
      const parameters = { [`Key (${schemaName})`]: { defaultValue: key, type: 'String', metadata } };
      const call = callWith(`@parameters('Key (${schemaName})')`);
      return withoutReferences(flowText({ parameters, actions: { Call: call } }));
    };
    for (const name of ['abc_First', 'abc_Second']) folder.write(...variable('', name));
    folder.write(SECOND, taking(FAKES.githubToken!, 'abc_Second'));
    await start(taking(KEY, 'abc_First'));
    const action = await client.resolve(
      await offered('Turn environment variables into secret ones everywhere in this solution'),
    );
    expect(noteOf(action)).toMatch(
      /^Repairs 2 findings in \d files\. Point "abc_First" to [^.]*\. Point "abc_Second" to [^.]*\.$/,
    );
    expect(touched(action.edit)).toContain(`${SECOND.split('/').at(-1)}@null`);
  });

  it('is offered in a file beside the flows', async () => {
    const [file, text] = variable(KEY, 'abc_ApiKey');
    folder.write(...variable(OTHER_KEY, 'abc_ClientSecret'));
    const uri = folder.write(file, text);
    await start(flow({}));
    await client.open(uri, text, 4, 'xml');
    const all = await at(uri, KEY);
    const listed = all.find(
      (one) => one.title === 'Turn environment variables into secret ones everywhere in this solution',
    );
    expect(titles(all)).toContain(listed?.title);
    const { edit } = await client.resolve(listed!);
    expect(touched(edit).filter((one) => one.startsWith('environmentvariabledefinition.xml'))).toHaveLength(
      2,
    );
  });
});
