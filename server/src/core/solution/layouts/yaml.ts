import type { ReadSolution, SolutionFlow, Unknown } from '../data.ts';
import { type Files, factsOf, type LoadedFile } from '../files.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf, parentOf, segmentsBelow } from '../paths.ts';
import type { Layout, Site } from './layout.ts';
import { environmentVariablesOf } from './xmlSolution.ts';

const NO_CONNECTIONS: ReadonlyMap<string, string> = new Map();

/** Layout C: the YAML form that Dataverse Git integration writes. Several solutions may share one root. */
export const yaml: Layout = {
  id: 'yaml',
  label: 'a solution in the YAML source control format',
  marks: [['solutions', /./, 'solution.yml']],
  folders: [
    'solutions',
    'publishers',
    'modernflows',
    'workflows',
    'environmentvariabledefinitions',
    'connectors',
  ],
  find(files) {
    const sites: Site[] = [];
    for (const { uri, kind } of files.values()) {
      if (kind !== 'yamlManifest') continue;
      const id = parentOf(uri);
      const root = parentOf(parentOf(id));
      sites.push({ id, root, layout: 'yaml', manifests: [uri], customizations: [] });
    }
    return sites;
  },
  read,
  owns,
  refusal(addition) {
    return `This is ${yaml.label}. How that format lists ${article(addition)} is not documented, so nothing is written there. Add the ${addition} in the environment and commit it from there.`;
  },
};

function article(addition: string): string {
  return addition.startsWith('e') ? `an ${addition}` : `a ${addition}`;
}

function read(site: Site, own: readonly LoadedFile[], files: Files): ReadSolution {
  const uri = site.manifests[0]!;
  const manifest = factsOf(files.get(uri), 'manifest');
  const beside = (kind: LoadedFile['kind']): LoadedFile | undefined =>
    [...own].find((file) => file.kind === kind && parentOf(file.uri) === site.id);
  const rootComponents = factsOf(beside('yamlRootComponents'), 'yamlRootComponents')?.rootComponents;
  const publishers = own.flatMap((file) => factsOf(file, 'yamlPublisher') ?? []);
  const publisher =
    publishers.length === 1
      ? publishers[0]
      : publishers.find((one) => one.name !== undefined && one.name.value === manifest?.publisher?.value);
  const prefix = manifest?.prefix ?? publisher?.prefix;
  // Neither is documented for this format: absent files mean "not found", not "none".
  const unknown = new Set<Unknown>(['connectionReferences', 'flowMetadata', 'required']);
  if (manifest?.version === undefined) unknown.add('version');
  if (manifest?.managed === undefined) unknown.add('managed');
  if (prefix === undefined) unknown.add('prefix');
  if (rootComponents === undefined) unknown.add('rootComponents');
  const shared =
    [...files.values()].filter(
      (file) => file.kind === 'yamlManifest' && parentOf(parentOf(parentOf(file.uri))) === site.root,
    ).length > 1;
  const paths = factsOf(beside('yamlComponents'), 'yamlComponents')?.paths.map((one) =>
    one.value.toLowerCase(),
  );
  const listed = (file: string, id: string | undefined): boolean => {
    if (!shared) return true;
    if (id !== undefined && rootComponents?.some((one) => one.type === 29 && one.id?.value === id))
      return true;
    const path = `/${segmentsBelow(site.root, file).join('/').toLowerCase()}`;
    return (
      paths?.some((one) => path === one || path === `${one}.json` || path.startsWith(`${one}/`)) ?? false
    );
  };
  const flows = own.flatMap((file): SolutionFlow[] => {
    const flow = factsOf(file, 'flow');
    if (flow === undefined || !listed(file.uri, flow.id)) return [];
    return [
      {
        id: flow.id,
        uri: file.uri,
        displayName: undefined,
        state: undefined,
        metadata: [],
        dependsOn: [],
        connections: NO_CONNECTIONS,
      },
    ];
  });
  const variables = environmentVariablesOf(own).filter((one) => {
    if (!shared) return true;
    const name = one.schemaName.toLowerCase();
    if (rootComponents?.some((other) => other.type === 380 && other.schemaName?.value.toLowerCase() === name))
      return true;
    const path = `/${segmentsBelow(site.root, one.folder).join('/').toLowerCase()}`;
    return paths?.some((other) => other === path || other.startsWith(`${path}/`)) ?? false;
  });
  if (shared && paths === undefined) unknown.add('environmentVariables');
  return {
    id: site.id,
    root: site.root,
    layout: 'yaml',
    name: manifest?.name?.value ?? fileNameOf(site.id),
    version: manifest?.version?.value,
    managed: manifest?.managed && (['unmanaged', 'managed', 'both'] as const)[manifest.managed.value],
    publisher: manifest?.publisher?.value ?? publisher?.name?.value,
    prefix: prefix?.value,
    languageCode: manifest?.languageCode,
    manifest,
    manifests: [{ uri, layout: 'yaml', readable: files.get(uri)?.reading.problems.length === 0 }],
    customizations: [],
    flows,
    // How this format writes connectors is not documented: one in XML, as variables are, gives its name. Whose it is does not matter.
    connectors: own.flatMap((file) => factsOf(file, 'connector')?.connector ?? []),
    connectionReferences: [],
    environmentVariables: variables,
    rootComponents: rootComponents ?? [],
    required: [],
    hasAgents: false,
    resources: [],
    unknown,
  };
}

function owns(solution: SolutionModel, uri: string): boolean {
  if (uri.startsWith(`${solution.id}/`)) return true;
  if (solution.flowAt(uri) !== undefined) return true;
  return solution.environmentVariables.some((one) => uri.startsWith(`${one.folder}/`));
}
