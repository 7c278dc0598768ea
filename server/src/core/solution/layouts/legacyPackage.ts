import type { ReadSolution, SolutionFlow } from '../data.ts';
import { type Files, factsOf, type LoadedFile } from '../files.ts';
import { parentOf, segmentsBelow } from '../paths.ts';
import type { Layout, Site } from './layout.ts';

const FLOWS = 'microsoft.flow/flows';

/** True for what lies in the folder `Microsoft.Flow`; for roots that are a solution and a package at once. */
export function isInPackage(root: string, uri: string): boolean {
  return segmentsBelow(root, uri)[0]?.toLowerCase() === 'microsoft.flow';
}

/** Layout D: an exported package; a flow carries its own connections and has no environment variables. */
export const legacyPackage: Layout = {
  id: 'legacy-package',
  label: 'a legacy package',
  marks: [['microsoft.flow', 'flows', 'manifest.json']],
  folders: ['microsoft.flow'],
  find(files) {
    const sites = new Map<string, string[]>();
    for (const { uri, kind, reading } of files.values()) {
      if (kind !== 'package' && kind !== 'packageFlows') continue;
      if (reading.facts === undefined) continue;
      const root = kind === 'package' ? parentOf(uri) : parentOf(parentOf(parentOf(uri)));
      const manifests = sites.get(root) ?? [];
      if (kind === 'package') manifests.unshift(uri);
      else manifests.push(uri);
      sites.set(root, manifests);
    }
    return [...sites].map(([root, manifests]) => ({
      id: root,
      root,
      layout: 'legacy-package',
      manifests,
      customizations: [],
    }));
  },
  read,
  owns: (solution, uri) =>
    isInPackage(solution.root, uri) || solution.manifests.some((one) => one.uri === uri),
  refusal: (addition) =>
    `This is ${legacyPackage.label}, which has no ${addition}s. Move the flow into a solution first.`,
};

function read(site: Site, own: readonly LoadedFile[], files: Files): ReadSolution {
  const facts = site.manifests
    .map((uri) => factsOf(files.get(uri), 'package'))
    .find((one) => one !== undefined);
  const resources = facts?.resources ?? [];
  const listed = site.manifests.flatMap((uri) => factsOf(files.get(uri), 'packageFlows')?.flowIds ?? []);
  const found = new Map<string, SolutionFlow>();
  const flow = (id: string): SolutionFlow =>
    found.get(id) ?? {
      id,
      uri: undefined,
      displayName: undefined,
      state: undefined,
      metadata: [],
      dependsOn: [],
      connections: new Map(),
    };
  for (const one of resources) {
    if (one.type.toLowerCase() !== FLOWS) continue;
    const { displayName, dependsOn, source } = one;
    found.set(one.id, { ...flow(one.id), displayName, dependsOn, metadata: [source] });
  }
  for (const { value } of listed) found.set(value, flow(value));
  for (const file of own) {
    const [provider, kind, folder, name] = segmentsBelow(site.root, file.uri).map((one) => one.toLowerCase());
    if (`${provider}/${kind}` !== FLOWS || folder === undefined || name === undefined) continue;
    const map = factsOf(file, 'packageMap');
    if (file.reading.facts?.kind === 'flow') found.set(folder, { ...flow(folder), uri: file.uri });
    else if (map?.of === 'connections') {
      const connections = new Map(map.entries.map((one) => [one.key, one.resource.value]));
      found.set(folder, { ...flow(folder), connections });
    }
  }
  return {
    id: site.id,
    root: site.root,
    layout: 'legacy-package',
    name: facts?.displayName?.value,
    version: undefined,
    managed: undefined,
    publisher: undefined,
    prefix: undefined,
    languageCode: undefined,
    manifest: undefined,
    manifests: site.manifests.map((uri) => ({
      uri,
      layout: 'legacy-package',
      readable: files.get(uri)?.reading.problems.length === 0,
    })),
    customizations: [],
    flows: [...found.values()],
    connectors: [],
    connectionReferences: [],
    environmentVariables: [],
    rootComponents: [],
    required: [],
    hasAgents: false,
    resources,
    unknown: new Set(facts === undefined ? ['name', 'flowMetadata'] : []),
  };
}
