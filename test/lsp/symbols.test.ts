// Definition, references and highlights over the server: in the flow itself, in other flows, in the files beside them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  DocumentHighlight,
  Location,
  LocationLink,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { compose, connector, flowText, initialize, runsAfter, setVariable } from '../harness/flowBuilder.ts';
import { FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { CUSTOMIZATIONS, MANIFEST, onDisk, variable, writeSolution } from './solutionFixtures.ts';

const LINKS: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: { ...FULL_CAPABILITIES.textDocument, definition: { linkSupport: true } },
};
const CHILD_ID = '0a1b2c3d-1111-2222-3333-444455550001';
const CHILD = `src/Workflows/Child-${CHILD_ID.toUpperCase()}.json`;
const PARENT = 'src/Workflows/Parent-0A1B2C3D-1111-2222-3333-444455550002.json';
const SECOND = 'src/Workflows/Second-0A1B2C3D-1111-2222-3333-444455550003.json';
const SETTINGS = 'settings/deploymentSettings.json';

const childText = flowText({
  triggers: {
    manual: {
      type: 'Request',
      kind: 'Button',
      inputs: { schema: { type: 'object', properties: { text_1: { type: 'string', title: 'Case' } } } },
    },
  },
  actions: { Note: compose("@triggerBody()?['text_1']") },
});
const parentText = flowText({
  parameters: {
    'Site (abc_Site)': { type: 'String', defaultValue: 'x', metadata: { schemaName: 'abc_Site' } },
  },
  actions: {
    Start: initialize('total', 1, 'integer'),
    Send: runsAfter(
      connector('office365', 'SendEmailV2', { 'emailMessage/To': "@variables('total')" }),
      'Start',
    ),
    Set: runsAfter(setVariable('Total', "@outputs('send')"), 'Send'),
    Call: {
      type: 'Workflow',
      inputs: { host: { workflowReferenceName: CHILD_ID }, body: { text_1: 'a' } },
      runAfter: {},
    },
  },
});
// Nobody opens it: on one line, with a byte order mark.
const secondText = `\uFEFF${JSON.stringify(JSON.parse(parentText))}`;

let folder: TempFolder;
let client: LspClient;
let child: string;
let parent: string;
let second: string;
let definitionFile: string;
let settings: string;

beforeEach(() => {
  folder = new TempFolder();
  writeSolution(folder);
  child = folder.write(CHILD, childText);
  parent = folder.write(PARENT, parentText);
  second = folder.write(SECOND, secondText);
  definitionFile = folder.write(...variable('x'));
  folder.write(
    MANIFEST,
    onDisk(folder.uriOf(MANIFEST)).replace(
      '</RootComponents>',
      '<RootComponent type="380" schemaName="abc_Site" behavior="0" /></RootComponents>',
    ),
  );
  folder.write(
    CUSTOMIZATIONS,
    onDisk(folder.uriOf(CUSTOMIZATIONS)).replace(
      '</connectionreferences>',
      '<connectionreference connectionreferencelogicalname="abc_office365"><connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid></connectionreference></connectionreferences>',
    ),
  );
  settings = folder.write(
    SETTINGS,
    JSON.stringify({
      EnvironmentVariables: [{ SchemaName: 'abc_Site', Value: '' }],
      ConnectionReferences: [{ LogicalName: 'abc_office365', ConnectionId: '', ConnectorId: '' }],
    }),
  );
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

async function start(capabilities: ClientCapabilities = LINKS): Promise<void> {
  client = await LspClient.start({ folders: [folder.uri], capabilities });
  await client.request('lockkeeper/rescan', {});
  await client.open(parent, parentText);
  await client.current(parent);
}

const at = (uri: string, needle: string, behind: number) => {
  const { line, character } = client.positionOf(uri, needle);
  return { textDocument: { uri }, position: { line, character: character + behind } };
};
const textOf = (uri: string): string => {
  try {
    return client.text(uri);
  } catch {
    return onDisk(uri);
  }
};
/** `Parent: total`, the file's name up to its id and what stands at the range. */
const shown = ({ uri, range }: Location): string => {
  const document = TextDocument.create(uri, 'json', 1, textOf(uri));
  return `${uri
    .split('/')
    .at(-1)!
    .replace(/-[0-9A-F-]{36}|\.\w+$/g, '')}: ${document.getText(range)}`;
};
const definition = async (uri: string, needle: string, behind = 1): Promise<string[]> => {
  const found = await client.request<LocationLink[] | null>(
    'textDocument/definition',
    at(uri, needle, behind),
  );
  return (found ?? []).map((one) => shown({ uri: one.targetUri, range: one.targetSelectionRange }));
};
const references = async (
  uri: string,
  needle: string,
  { behind = 1, includeDeclaration = true } = {},
): Promise<string[]> => {
  const context = { includeDeclaration };
  const params = { ...at(uri, needle, behind), context };
  return (await client.request<Location[]>('textDocument/references', params)).map(shown);
};

it('says what it can', async () => {
  await start();
  expect(client.initializeResult.capabilities).toMatchObject({
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
  });
});

describe('a definition', () => {
  it('is told with the name that leads to it and all that is defined', async () => {
    await start();
    const [link] = (await client.request<LocationLink[]>(
      'textDocument/definition',
      at(parent, "outputs('send", 10),
    ))!;
    expect(link).toMatchObject({
      originSelectionRange: client.rangeOf(parent, 'send'),
      targetUri: parent,
    });
    expect(shown({ uri: parent, range: link!.targetSelectionRange })).toBe('Parent: Send');
    expect(shown({ uri: parent, range: link!.targetRange })).toMatch(/^Parent: "Send": \{[\s\S]*\}$/);
  });

  it('needs no check, for which a large flow would be waited', async () => {
    const analyzer = createAnalyzer();
    const check = (): never => {
      throw new Error('no check');
    };
    client = await LspClient.start({
      folders: [folder.uri],
      capabilities: LINKS,
      analyzer: { ...analyzer, check },
    });
    await client.open(parent, parentText);
    expect(await definition(parent, "outputs('send", 10)).toEqual(['Parent: Send']);
  });

  it('is a location for a client that takes no links', async () => {
    await start(FULL_CAPABILITIES);
    const found = await client.request<Location[]>(
      'textDocument/definition',
      at(parent, "variables('total", 12),
    );
    expect(found.map(shown)).toEqual(['Parent: total']);
    expect(found[0]!.range).toEqual(client.rangeOf(parent, 'total'));
  });

  it('may stand in another file', async () => {
    await start();
    expect(await definition(parent, `${CHILD_ID}"`)).toEqual(['Child: ']);
    expect(await definition(parent, 'text_1')).toEqual(['Child: text_1']);
    expect(await definition(parent, 'abc_office365')).toEqual(['Customizations: abc_office365']);
    expect(await definition(parent, '"abc_Site"', 2)).toEqual(['environmentvariabledefinition: abc_Site']);
    await client.open(settings, onDisk(settings));
    expect(await definition(settings, 'abc_office365')).toEqual(['Customizations: abc_office365']);
  });

  it('is nowhere for what nobody defines, and for what is no name', async () => {
    await start();
    expect(await definition(parent, 'abc_teams')).toEqual([]);
    expect(await definition(parent, 'emailMessage/To')).toEqual([]);
    await client.open(second, 'no flow', 1);
    expect(await definition(second, 'flow')).toEqual([]);
  });
});

describe('references', () => {
  it('of names of one flow stay in it, the declaration on request', async () => {
    await start();
    expect(await references(parent, "variables('total", { behind: 12 })).toEqual([
      'Parent: total',
      'Parent: total',
      'Parent: Total',
    ]);
    expect(await references(parent, '"Send"', { behind: 2, includeDeclaration: false })).toEqual([
      'Parent: send',
      'Parent: Send',
    ]);
    expect(await references(parent, '"connectionName"', { behind: 21 })).toEqual([
      'Parent: shared_office365',
      'Parent: shared_office365',
    ]);
  });

  it('of an input are told in the flows that give it, from either side', async () => {
    await start();
    const all = ['Parent: text_1', 'Second: text_1', 'Child: text_1', 'Child: text_1'].sort();
    expect((await references(parent, 'text_1')).sort()).toEqual(all);
    await client.open(child, childText);
    expect((await references(child, "['text_1", { behind: 3 })).sort()).toEqual(all);
    expect((await references(child, "['text_1", { behind: 3, includeDeclaration: false })).sort()).toEqual(
      all.slice(1),
    );
  });

  it('of a called flow, a connection reference and an environment variable are told in all files', async () => {
    await start();
    expect(await references(parent, CHILD_ID)).toEqual([
      `Parent: ${CHILD_ID}`,
      'Child: ',
      `Second: ${CHILD_ID}`,
    ]);
    // The steps that go through it name it by its key in their flow.
    expect(await references(parent, 'abc_office365')).toEqual([
      'Parent: abc_office365',
      'Parent: shared_office365',
      'Customizations: abc_office365',
      'deploymentSettings: abc_office365',
      'Child: abc_office365',
      'Second: abc_office365',
      'Second: shared_office365',
    ]);
    const site = [
      'Parent: abc_Site',
      'environmentvariabledefinition: abc_Site',
      'Solution: abc_Site',
      'deploymentSettings: abc_Site',
      'Second: abc_Site',
    ];
    expect(await references(parent, '"abc_Site"', { behind: 2 })).toEqual(site);
    await client.open(definitionFile, onDisk(definitionFile), 1, 'xml');
    expect((await references(definitionFile, 'abc_Site')).sort()).toEqual([...site].sort());
    expect((await references(definitionFile, '"Site"', { behind: 2 })).sort()).toEqual([...site].sort());
    const manifest = folder.uriOf(MANIFEST);
    await client.open(manifest, onDisk(manifest), 1, 'xml');
    expect((await references(manifest, 'abc_Site')).sort()).toEqual([...site].sort());
    expect(await definition(manifest, 'abc_Site')).toEqual(['environmentvariabledefinition: abc_Site']);
  });

  it('are those of what is typed, not of what is on disk', async () => {
    await start();
    await client.open(second, secondText.slice(1).replaceAll(CHILD_ID, CHILD_ID.replace('0a', '0b')), 1);
    await client.current(second);
    expect(await references(parent, CHILD_ID)).toEqual([`Parent: ${CHILD_ID}`, 'Child: ']);
  });
});

it('highlights tell what sets a variable from what reads it', async () => {
  await start();
  const found = await client.request<DocumentHighlight[]>(
    'textDocument/documentHighlight',
    at(parent, "variables('total", 12),
  );
  expect(found.map(({ range, kind }) => [shown({ uri: parent, range }), kind])).toEqual([
    ['Parent: total', 3],
    ['Parent: total', 2],
    ['Parent: Total', 3],
  ]);
  expect(await client.request('textDocument/documentHighlight', at(parent, 'emailMessage/To', 1))).toEqual(
    [],
  );
});
