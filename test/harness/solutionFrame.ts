// The files of an unpacked solution around the flows of a fixture.
import type { Files } from './solutionFixture.ts';

const FLOW = /^(.*)Workflows\/([^/]+?)-?([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\.json$/i;

/**
 * Adds the manifest, the customizations and a description of each flow (turned on) where the fixture gives none itself: the
 * solution `name` lists all flows, and declares the connection references that they name.
 */
export function frameSolution(name: string, files: Files): Files {
  const found = Object.keys(files).flatMap((path) => {
    const match = FLOW.exec(path);
    return match === null ? [] : [{ path, folder: match[1]!, title: match[2]!, id: match[3]!.toLowerCase() }];
  });
  if (found.length === 0) throw new Error('a solution has flows: Workflows/<name>-<GUID>.json');
  const folder = found[0]!.folder;
  const described = found.map(({ path, title, id }) => [`${path}.data.xml`, workflowXml(path, title, id)]);
  return {
    [`${folder}Other/Solution.xml`]: manifest(
      name,
      found.map(({ id }) => id),
    ),
    [`${folder}Other/Customizations.xml`]: customizations(files),
    ...Object.fromEntries(described),
    ...files,
  };
}

function manifest(name: string, ids: readonly string[]): string {
  const roots = ids.map((id) => `      <RootComponent type="29" id="{${id}}" behavior="0" />`);
  return `<ImportExportXml version="9.2" languagecode="1033">
  <SolutionManifest>
    <UniqueName>${name}</UniqueName>
    <Version>1.0.0.3</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>contoso</UniqueName>
      <CustomizationPrefix>abc</CustomizationPrefix>
    </Publisher>
    <RootComponents>
${roots.join('\n')}
    </RootComponents>
    <MissingDependencies />
  </SolutionManifest>
</ImportExportXml>`;
}

interface Connection {
  readonly connection: { readonly connectionReferenceLogicalName: string };
  readonly api: { readonly name: string };
}

function customizations(files: Files): string {
  const references = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    if (!FLOW.test(path)) continue;
    const connections: Record<string, Connection> = JSON.parse(text).properties?.connectionReferences ?? {};
    for (const { connection, api } of Object.values(connections))
      references.set(connection.connectionReferenceLogicalName, api.name);
  }
  const elements = [...references].map(
    ([name, api]) =>
      `    <connectionreference connectionreferencelogicalname="${name}">
      <connectorid>/providers/Microsoft.PowerApps/apis/${api}</connectorid>
    </connectionreference>`,
  );
  return `<ImportExportXml>
  <Entities />
  <Workflows />
  <connectionreferences>
${elements.join('\n')}
  </connectionreferences>
  <Languages>
    <Language>1033</Language>
  </Languages>
</ImportExportXml>`;
}

function workflowXml(path: string, title: string, id: string): string {
  return `<Workflow WorkflowId="{${id}}" Name="${title}">
  <JsonFileName>/Workflows/${path.slice(path.lastIndexOf('/') + 1)}</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
</Workflow>`;
}
