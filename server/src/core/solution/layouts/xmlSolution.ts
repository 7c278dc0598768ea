import type { ReadSolution } from '../data.ts';
import {
  type EnvironmentVariableType,
  type SolutionConnectionReference,
  type SolutionEnvironmentVariable,
  type SolutionFile,
  type SolutionFlow,
  TYPE_CODES,
  type Unknown,
} from '../data.ts';
import type { EnvironmentValue, EnvironmentVariableFacts, RootComponent, WorkflowFacts } from '../facts.ts';
import { type Files, factsOf, type LoadedFile } from '../files.ts';
import { fileNameOf, guidIn, parentOf, segmentsBelow } from '../paths.ts';
import type { Site } from './layout.ts';

/** Category of a cloud flow (flow-format 1.1). */
const CLOUD_FLOW = 5;

/** Values of `StateCode`. */
export const STATES = ['draft', 'activated', 'suspended'] as const;
const MANAGED = ['unmanaged', 'managed', 'both'] as const;

/** Folders of layouts A and B that hold what is read: flows, variables, connectors, and what agents are known by. */
export const XML_FOLDERS = [
  'workflows',
  'environmentvariabledefinitions',
  'connectors',
  'assets',
  'bots',
  'botcomponents',
];

const NO_CONNECTIONS: ReadonlyMap<string, string> = new Map();

/** True when the folder counts as `Other` of an unpacked solution, and not as an unzipped one that is called so. */
function isOther(folder: string, files: Files): boolean {
  if (fileNameOf(folder).toLowerCase() !== 'other') return false;
  const hasFlows = (root: string): boolean => {
    for (const file of files.values()) {
      const names = file.kind === 'flow' ? segmentsBelow(root, file.uri) : [];
      if (names.length === 2 && names[0]!.toLowerCase() === 'workflows') return true;
    }
    return false;
  };
  return !hasFlows(folder) || hasFlows(parentOf(folder));
}

/** Sites of layouts A (`unpacked`: files in `Other`) and B (`unzipped`: files in the root). */
export function findXmlSites(files: Files, layout: 'unpacked' | 'unzipped'): Site[] {
  const sites = new Map<string, { manifests: string[]; customizations: string[] }>();
  for (const { uri, kind, reading, text } of files.values()) {
    if (kind !== 'manifest' && kind !== 'customizations') continue;
    const isSolutionFile =
      reading.facts !== undefined || /<(?:ImportExportXml|SolutionManifest)\b/i.test(text);
    if (!isSolutionFile) continue;
    const folder = parentOf(uri);
    const other = isOther(folder, files);
    if (other !== (layout === 'unpacked')) continue;
    const root = other ? parentOf(folder) : folder;
    let site = sites.get(root);
    if (site === undefined) {
      site = { manifests: [], customizations: [] };
      sites.set(root, site);
    }
    site[kind === 'manifest' ? 'manifests' : 'customizations'].push(uri);
  }
  return [...sites].map(([root, site]) => ({ id: root, root, layout, ...site }));
}

/** Facts of layouts A and B. */
export function readXmlSolution(site: Site, own: readonly LoadedFile[], files: Files): ReadSolution {
  const unknown = new Set<Unknown>();
  const manifests = site.manifests.map((uri) => factsOf(files.get(uri), 'manifest'));
  const manifest = manifests.find((one) => one !== undefined);
  const customizations = site.customizations.map((uri) => factsOf(files.get(uri), 'customizations'));
  if (manifest?.name === undefined) unknown.add('name');
  if (manifest?.version === undefined) unknown.add('version');
  if (manifest?.managed === undefined) unknown.add('managed');
  if (manifest?.prefix === undefined) unknown.add('prefix');
  if (manifest?.rootComponents === undefined) unknown.add('rootComponents');
  if (manifest?.required === undefined) unknown.add('required');
  if (!customizations.some((one) => one?.connectionReferences !== undefined))
    unknown.add('connectionReferences');
  const workflows = customizations.flatMap((one) => one?.workflows ?? []);
  for (const file of own) {
    const described = factsOf(file, 'workflow');
    if (described !== undefined) workflows.push(described.workflow);
  }
  const flows = flowsOf(site, own, workflows);
  if (flows.some((one) => one.metadata.length === 0)) unknown.add('flowMetadata');
  const variables = environmentVariablesOf(own);
  return {
    id: site.id,
    root: site.root,
    layout: site.layout,
    name: manifest?.name?.value,
    version: manifest?.version?.value,
    managed: manifest?.managed && MANAGED[manifest.managed.value],
    publisher: manifest?.publisher?.value,
    prefix: manifest?.prefix?.value,
    languageCode:
      manifest?.languageCode ??
      customizations.find((one) => one?.languageCode !== undefined)?.languageCode ??
      variables.find((one) => one.definition?.languageCode !== undefined)?.definition?.languageCode,
    manifest,
    manifests: solutionFiles(site, site.manifests, files),
    customizations: solutionFiles(site, site.customizations, files),
    flows,
    connectionReferences: connectionReferencesOf(customizations),
    connectors: [
      ...customizations.flatMap((one) => one?.connectors ?? []),
      ...own.flatMap((file) => factsOf(file, 'connector')?.connector ?? []),
    ],
    environmentVariables: variables,
    rootComponents: merge(manifests.map((one) => one?.rootComponents ?? [])),
    required: manifests.flatMap((one) => one?.required ?? []),
    hasAgents: own.some((file) => file.kind === 'agent'),
    resources: [],
    unknown,
  };
}

function solutionFiles(site: Site, uris: readonly string[], files: Files): SolutionFile[] {
  return uris.map((uri) => {
    const file = files.get(uri);
    const layout = site.layout === 'unpacked' && parentOf(uri) === site.root ? 'unzipped' : site.layout;
    return { uri, layout, readable: file?.reading.facts !== undefined && file.reading.problems.length === 0 };
  });
}

/** Entries of the first manifest, and of a second one what the first lacks. */
function merge(lists: readonly (readonly RootComponent[])[]): RootComponent[] {
  const [first = [], ...others] = lists;
  const result = [...first];
  for (const one of others.flat()) if (!result.some((other) => sameComponent(one, other))) result.push(one);
  return result;
}

/** Root components are told apart by type and id, or by type and schema name without case. */
function sameComponent(a: RootComponent, b: RootComponent): boolean {
  if (a.type !== b.type) return false;
  if (a.id !== undefined && b.id !== undefined) return a.id.value === b.id.value;
  return a.schemaName?.value.toLowerCase() === b.schemaName?.value.toLowerCase();
}

export function connectionReferencesOf(
  customizations: readonly (
    | { readonly connectionReferences: readonly SolutionConnectionReferenceFacts[] | undefined }
    | undefined
  )[],
): SolutionConnectionReference[] {
  const found = new Map<string, SolutionConnectionReference>();
  for (const one of customizations.flatMap((file) => file?.connectionReferences ?? [])) {
    const key = one.logicalName.value.toLowerCase();
    const before = found.get(key);
    const { source, ...facts } = one;
    found.set(
      key,
      before ? { ...before, sources: [...before.sources, source] } : { ...facts, sources: [source] },
    );
  }
  return [...found.values()];
}

type SolutionConnectionReferenceFacts = Omit<SolutionConnectionReference, 'sources'> & {
  readonly source: SolutionConnectionReference['sources'][number];
};

/** Files and descriptions of flows, joined by id; names of files change with the flow's name. */
function flowsOf(
  site: Site,
  own: readonly LoadedFile[],
  workflows: readonly WorkflowFacts[],
): SolutionFlow[] {
  const found = new Map<string, SolutionFlow>();
  const byPath = new Map<string, string>();
  for (const one of workflows) {
    // A cloud flow has a JSON file; classic processes and desktop flows stand in the same list.
    if (one.jsonFileName === undefined || (one.category !== undefined && one.category.value !== CLOUD_FLOW))
      continue;
    const id = one.id?.value ?? guidIn(one.jsonFileName.value);
    const path = one.jsonFileName.value.toLowerCase();
    const key = id ?? path;
    const before = found.get(key);
    byPath.set(path, key);
    if (before !== undefined) {
      found.set(key, { ...before, metadata: [...before.metadata, one.source] });
      continue;
    }
    found.set(key, {
      id,
      uri: undefined,
      displayName: one.name,
      hasDescription: (one.description?.value.trim() ?? '') !== '',
      state: one.state && STATES[one.state.value],
      metadata: [one.source],
      dependsOn: [],
      connections: NO_CONNECTIONS,
    });
  }
  const files = own.flatMap((file) => {
    const flow = factsOf(file, 'flow');
    if (flow === undefined) return [];
    const names = segmentsBelow(site.root, file.uri);
    const entry = byPath.get(`/${names.join('/')}`.toLowerCase());
    return [{ uri: file.uri, id: flow.id, depth: names.length, entry }];
  });
  // Of two files with one id, the entry belongs to the one that it names.
  files.sort((a, b) => Number(b.entry !== undefined) - Number(a.entry !== undefined));
  for (const { uri, id, depth, entry } of files) {
    const described = entry ?? id;
    const before = described === undefined ? undefined : found.get(described);
    const isNamed = entry !== undefined;
    if (before === undefined) {
      if (depth !== 2) continue;
      found.set(described ?? uri, {
        id,
        uri,
        displayName: undefined,
        state: undefined,
        metadata: [],
        dependsOn: [],
        connections: NO_CONNECTIONS,
      });
    } else if (before.uri === undefined) found.set(described!, { ...before, uri, isNamed });
    else if (depth === 2)
      found.set(described!, { ...before, copies: [...(before.copies ?? []), { uri, isNamed }] });
  }
  return [...found.values()];
}

/** Definitions with the values beside them. Layout C keeps the same files. */
export function environmentVariablesOf(own: readonly LoadedFile[]): SolutionEnvironmentVariable[] {
  const found = new Map<string, SolutionEnvironmentVariable>();
  const byFolder = new Map<string, string>();
  for (const file of own) {
    if (file.kind !== 'environmentVariable') continue;
    const definition = factsOf(file, 'environmentVariable');
    // A damaged definition still has a name: its folder's.
    if (definition === undefined && file.reading.problems.length === 0) continue;
    const folder = parentOf(file.uri);
    const schemaName = definition?.schemaName.value ?? fileNameOf(folder);
    const key = schemaName.toLowerCase();
    byFolder.set(folder, key);
    if (found.has(key)) continue;
    found.set(key, { schemaName, definition, type: typeOf(definition), values: [], folder });
  }
  for (const file of own) {
    const facts = factsOf(file, 'environmentValues');
    if (facts === undefined) continue;
    const folder = parentOf(file.uri);
    const beside = byFolder.get(folder);
    for (const value of facts.values) {
      const schemaName = value.schemaName?.value ?? (beside === undefined ? fileNameOf(folder) : undefined);
      const key = schemaName?.toLowerCase() ?? beside!;
      const before = found.get(key) ?? newVariable(schemaName ?? key, folder);
      found.set(key, { ...before, values: [...before.values, value] });
    }
  }
  return [...found.values()];
}

function newVariable(schemaName: string, folder: string): SolutionEnvironmentVariable {
  const values: EnvironmentValue[] = [];
  return { schemaName, definition: undefined, type: undefined, values, folder };
}

function typeOf(definition: EnvironmentVariableFacts | undefined): EnvironmentVariableType | undefined {
  const code = definition?.typeCode?.value;
  const entry = Object.entries(TYPE_CODES).find(([, one]) => one === code);
  return entry?.[0] as EnvironmentVariableType | undefined;
}
