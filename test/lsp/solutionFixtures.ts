// A small unpacked solution, and the edits of a client applied as an editor would.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CreateFile, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FAKES } from '../harness/fakes.ts';
import type { LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow } from './fixtures.ts';

export const ORDERS = 'src/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
export const OTHER = 'src/Workflows/Other-0A1B2C3D-1111-2222-3333-444455557777.json';
export const MANIFEST = 'src/Other/Solution.xml';
export const CUSTOMIZATIONS = 'src/Other/Customizations.xml';

export const KEY = FAKES.hex32!;
export const SITE = 'https://contoso.sharepoint.example/sites/orders';

const manifest = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml version="9.2" languagecode="1033" generatedBy="CrmLive">
  <SolutionManifest>
    <UniqueName>Orders</UniqueName>
    <Version>1.0.0.0</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>abc</UniqueName>
      <CustomizationPrefix>abc</CustomizationPrefix>
    </Publisher>
    <RootComponents>
      <RootComponent type="29" id="{0a1b2c3d-1111-2222-3333-444455556666}" behavior="0" />
    </RootComponents>
  </SolutionManifest>
</ImportExportXml>`;

const customizations = `<?xml version="1.0" encoding="utf-8"?>\r
<ImportExportXml>\r
  <Workflows />\r
  <connectionreferences>\r
  </connectionreferences>\r
  <Languages>\r
    <Language>1033</Language>\r
  </Languages>\r
</ImportExportXml>`;

/** `abc_Site` with this value; the name of the file is the one that it belongs in. */
export function variable(value: string, name = 'abc_Site'): readonly [file: string, text: string] {
  return [
    `src/environmentvariabledefinitions/${name}/environmentvariabledefinition.xml`,
    `<environmentvariabledefinition schemaname="${name}">
  <defaultvalue>${value}</defaultvalue>
  <displayname default="Site">
    <label description="Site" languagecode="1033" />
  </displayname>
  <type>100000000</type>
</environmentvariabledefinition>`,
  ];
}

/** A flow with a key in a header and a site in two places; no connection of Key Vault or Dataverse. */
export function literalFlow(): string {
  const model = JSON.parse(flow({ reads: [] })) as {
    properties: {
      connectionReferences: Record<string, unknown>;
      definition: { actions: Record<string, unknown> };
    };
  };
  model.properties.connectionReferences = {};
  model.properties.definition.actions = {
    Send_order: {
      runAfter: {},
      type: 'Http',
      inputs: {
        method: 'POST',
        uri: 'https://orders.contoso.example/api',
        headers: { 'x-api-key': KEY },
        body: { site: SITE, link: `${SITE}/list/@{utcNow()}/items` },
      },
    },
    Keep_site: { runAfter: { Send_order: ['Succeeded'] }, type: 'Compose', inputs: SITE },
  };
  return JSON.stringify(model, null, 2);
}

/** Writes the solution; returns the flow's URI. */
export function writeSolution(folder: TempFolder): string {
  folder.write(MANIFEST, manifest);
  folder.write(CUSTOMIZATIONS, customizations);
  folder.write(OTHER, flow({ reads: [] }));
  return folder.write(ORDERS, literalFlow());
}

export const pathOf = (uri: string): string => fileURLToPath(uri);
export const onDisk = (uri: string): string => readFileSync(pathOf(uri), 'utf8').replace(/^\uFEFF/, '');

export type Change = TextDocumentEdit | CreateFile;
export const changesOf = (edit: WorkspaceEdit | undefined): Change[] =>
  (edit?.documentChanges ?? []) as Change[];

/** The files an edit touches, in its order: `create <name>` and `<name>@<version>`, by the last part of their path. */
export function touched(edit: WorkspaceEdit | undefined): string[] {
  const name = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);
  return changesOf(edit).map((change) =>
    'kind' in change
      ? `create ${name(change.uri)}`
      : `${name(change.textDocument.uri)}@${change.textDocument.version}`,
  );
}

/**
 * Applies an edit to open texts and to files on disk: refuses other versions than the open ones, and files that are there
 * already. Whoever watches is told by the caller.
 */
export async function applyAll(
  client: LspClient,
  open: readonly string[],
  edit: WorkspaceEdit,
): Promise<void> {
  const created = new Set<string>();
  for (const change of changesOf(edit)) {
    if ('kind' in change) {
      if (existsSync(pathOf(change.uri))) throw new Error(`${change.uri} is there already`);
      created.add(change.uri);
      continue;
    }
    const { uri, version } = change.textDocument;
    const edits = change.edits as { range: Range; newText: string }[];
    if (open.includes(uri)) {
      await client.apply(uri, { documentChanges: [change] });
      continue;
    }
    if (version !== null) throw new Error(`${uri} is not open and has no version`);
    const text = created.has(uri) ? '' : onDisk(uri);
    mkdirSync(pathOf(uri).replace(/[^/\\]*$/, ''), { recursive: true });
    writeFileSync(pathOf(uri), TextDocument.applyEdits(TextDocument.create(uri, 'xml', 1, text), edits));
  }
}
