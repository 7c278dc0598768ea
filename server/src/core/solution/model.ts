import { hashText } from '../text/hash.ts';
import type {
  DeploymentSettingsFacts,
  EnvironmentValue,
  EnvironmentVariableFacts,
  Fact,
  ManifestFacts,
  PackageResource,
  RequiredComponent,
  RootComponent,
  SolutionProblem,
  Source,
} from './facts.ts';
import type { OwnerSources } from './ownerFiles.ts';
import type { SharedKind, WorkspaceNames } from './workspaceNames.ts';

/** Layouts A to D and F of flow-format 1. */
export type LayoutId = 'unpacked' | 'unzipped' | 'yaml' | 'legacy-package' | 'agent';

/** What a solution's files do not tell, because a file is missing or damaged or its form is not documented. */
export type Unknown =
  | 'name'
  | 'version'
  | 'managed'
  | 'prefix'
  | 'rootComponents'
  /** What the solution needs from elsewhere. */
  | 'required'
  /** Display names and states of flows. */
  | 'flowMetadata'
  | 'connectionReferences'
  | 'environmentVariables';

export type EnvironmentVariableType = 'String' | 'Number' | 'Boolean' | 'JSON' | 'DataSource' | 'Secret';

/** Type codes of the platform (flow-format 4.3). */
export const TYPE_CODES: Readonly<Record<EnvironmentVariableType, number>> = {
  String: 100000000,
  Number: 100000001,
  Boolean: 100000002,
  JSON: 100000003,
  DataSource: 100000004,
  Secret: 100000005,
};

export interface FlowCopy {
  readonly uri: string;
  /** An entry of the solution names this file, too. */
  readonly isNamed: boolean;
}

export interface SolutionFlow {
  /** Lower-cased GUID; undefined for a file whose name holds none and that nothing describes. */
  readonly id: string | undefined;
  /** The JSON file, where it is there. */
  readonly uri: string | undefined;
  readonly displayName: Fact<string> | undefined;
  /** As the files say; the live state may differ. */
  readonly state: 'draft' | 'activated' | 'suspended' | undefined;
  /** Elements that describe it: none when metadata is missing, several when a folder holds two manifests. */
  readonly metadata: readonly Source[];
  /** True when an entry names the file by its path. */
  readonly isNamed?: boolean;
  /** Further files with the same id. `uri` is the one that an entry names, where one is. */
  readonly copies?: readonly FlowCopy[];
  /** Legacy package: ids of the resources it needs. */
  readonly dependsOn: readonly string[];
  /** Legacy package: key in the flow to resource id of the connection. */
  readonly connections: ReadonlyMap<string, string>;
}

export interface SolutionConnectionReference {
  readonly logicalName: Fact<string>;
  readonly displayName: Fact<string> | undefined;
  readonly connectorId: Fact<string> | undefined;
  /** Elements that define it; several when a folder holds two customizations files. */
  readonly sources: readonly Source[];
}

export interface SolutionEnvironmentVariable {
  readonly schemaName: string;
  /** Undefined when only values are there, or the definition is damaged. */
  readonly definition: EnvironmentVariableFacts | undefined;
  /** Undefined for a type code that is unknown. */
  readonly type: EnvironmentVariableType | undefined;
  readonly values: readonly EnvironmentValue[];
  /** Folder of its files. */
  readonly folder: string;
}

/** A settings file and what it says. */
export interface SolutionDeploymentSettings extends DeploymentSettingsFacts {
  readonly uri: string;
}

/** A manifest or customizations file and the layout it belongs to. */
export interface SolutionFile {
  readonly uri: string;
  readonly layout: LayoutId;
  /** False when damage keeps it from being read, and so from being edited. */
  readonly readable: boolean;
}

export interface SolutionData {
  /** Unique in the workspace: the root, or the folder of `solution.yml`, whose root may hold several solutions. */
  readonly id: string;
  /** Folder that the solution's paths are relative to, without a trailing `/`. */
  readonly root: string;
  readonly layout: LayoutId;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly managed: 'unmanaged' | 'managed' | 'both' | undefined;
  readonly publisher: string | undefined;
  /** Publisher prefix without `_`. */
  readonly prefix: string | undefined;
  /** Language of labels, e.g. `1033`. */
  readonly languageCode: string | undefined;
  /** What the leading manifest says, with places; undefined when it is missing or damaged. */
  readonly manifest: ManifestFacts | undefined;
  /** One, or two when the folder is both unpacked and unzipped; none when it is missing. */
  readonly manifests: readonly SolutionFile[];
  readonly customizations: readonly SolutionFile[];
  readonly flows: readonly SolutionFlow[];
  readonly connectionReferences: readonly SolutionConnectionReference[];
  readonly environmentVariables: readonly SolutionEnvironmentVariable[];
  readonly rootComponents: readonly RootComponent[];
  /** Components that the solution says it needs from elsewhere. */
  readonly required: readonly RequiredComponent[];
  /** Agents of Copilot Studio lie in the folder; manifests do not list them. */
  readonly hasAgents: boolean;
  readonly deploymentSettings: readonly SolutionDeploymentSettings[];
  /** Files that say who owns its flows, besides settings and the flows themselves. */
  readonly ownerSources: OwnerSources;
  /** Legacy package: everything it names; connections carry the account of their owner. */
  readonly resources: readonly PackageResource[];
  /** What this and the other solutions of the workspace have. */
  readonly workspace: WorkspaceNames;
  readonly unknown: ReadonlySet<Unknown>;
  readonly problems: readonly SolutionProblem[];
  /** Texts of the solution's own files, its settings and its ownership files, but not of flows. */
  readonly texts: ReadonlyMap<string, string>;
}

/** One solution as its files tell it: a snapshot, replaced when a file changes. Lookups compare without case. */
export class SolutionModel {
  readonly #data: SolutionData;
  #fingerprint: string | undefined;
  readonly #flows = new Map<string, SolutionFlow>();
  readonly #references = new Map<string, SolutionConnectionReference>();
  readonly #variables = new Map<string, SolutionEnvironmentVariable>();

  constructor(data: SolutionData) {
    this.#data = data;
    for (const flow of data.flows) if (flow.id !== undefined) this.#flows.set(flow.id, flow);
    for (const one of data.connectionReferences)
      this.#references.set(one.logicalName.value.toLowerCase(), one);
    for (const one of data.environmentVariables) this.#variables.set(one.schemaName.toLowerCase(), one);
  }

  get id(): string {
    return this.#data.id;
  }
  get root(): string {
    return this.#data.root;
  }
  get layout(): LayoutId {
    return this.#data.layout;
  }
  get name(): string | undefined {
    return this.#data.name;
  }
  get version(): string | undefined {
    return this.#data.version;
  }
  get managed(): SolutionData['managed'] {
    return this.#data.managed;
  }
  get publisher(): string | undefined {
    return this.#data.publisher;
  }
  get prefix(): string | undefined {
    return this.#data.prefix;
  }
  get languageCode(): string | undefined {
    return this.#data.languageCode;
  }
  get manifest(): ManifestFacts | undefined {
    return this.#data.manifest;
  }
  get manifests(): readonly SolutionFile[] {
    return this.#data.manifests;
  }
  get customizations(): readonly SolutionFile[] {
    return this.#data.customizations;
  }
  get flows(): readonly SolutionFlow[] {
    return this.#data.flows;
  }
  get connectionReferences(): readonly SolutionConnectionReference[] {
    return this.#data.connectionReferences;
  }
  get environmentVariables(): readonly SolutionEnvironmentVariable[] {
    return this.#data.environmentVariables;
  }
  get rootComponents(): readonly RootComponent[] {
    return this.#data.rootComponents;
  }
  get required(): readonly RequiredComponent[] {
    return this.#data.required;
  }
  get hasAgents(): boolean {
    return this.#data.hasAgents;
  }
  get deploymentSettings(): readonly SolutionDeploymentSettings[] {
    return this.#data.deploymentSettings;
  }
  get ownerSources(): OwnerSources {
    return this.#data.ownerSources;
  }
  get resources(): readonly PackageResource[] {
    return this.#data.resources;
  }
  get unknown(): ReadonlySet<Unknown> {
    return this.#data.unknown;
  }
  get problems(): readonly SolutionProblem[] {
    return this.#data.problems;
  }

  flow(id: string): SolutionFlow | undefined {
    return this.#flows.get(id.toLowerCase());
  }

  flowAt(uri: string): SolutionFlow | undefined {
    return this.#data.flows.find((one) => one.uri === uri);
  }

  connectionReference(logicalName: string): SolutionConnectionReference | undefined {
    return this.#references.get(logicalName.toLowerCase());
  }

  environmentVariable(schemaName: string): SolutionEnvironmentVariable | undefined {
    return this.#variables.get(schemaName.toLowerCase());
  }

  /** True when the manifest says that a component of that type comes from elsewhere; `key` is its id or name. */
  requires(type: string, key: string): boolean {
    const lower = key.toLowerCase();
    return this.#data.required.some((one) => one.type === type && (one.id === lower || one.name === lower));
  }

  /** True when another solution of the workspace has it; `name` depends on the kind. */
  isElsewhere(kind: SharedKind, name: string): boolean {
    return this.#data.workspace.hasOther(kind, name, this.id);
  }

  /** Variables whose default or exported value is exactly this text; secrets and data sources are left out. */
  environmentVariablesWithValue(value: string): readonly SolutionEnvironmentVariable[] {
    return this.#data.environmentVariables.filter(
      ({ type, definition, values }) =>
        type !== 'Secret' &&
        type !== 'DataSource' &&
        (values.some((one) => one.value?.value === value) ||
          (values.every((one) => one.value === undefined) && definition?.defaultValue?.value === value)),
    );
  }

  /** Of its own files, its settings and its ownership files, but not of flows. */
  get texts(): ReadonlyMap<string, string> {
    return this.#data.texts;
  }

  /** Text as last set, for the files that the model was read from; undefined for flows and foreign files. */
  textOf(uri: string): string | undefined {
    return this.#data.texts.get(uri);
  }

  /** True when a file other than a flow passes the test; asked file by file. */
  mentionsInFiles(test: (uri: string, text: string) => boolean): boolean {
    for (const [uri, text] of this.#data.texts) if (test(uri, text)) return true;
    return false;
  }

  /** Files directly in a folder for which `textOf` knows a text. */
  filesIn(folder: string): readonly string[] {
    return [...this.#data.texts.keys()].filter(
      (uri) => uri.startsWith(`${folder}/`) && !uri.includes('/', folder.length + 1),
    );
  }

  /** Equal as long as the facts are, wherever they stand in their files. Hashed: holds no value. */
  get fingerprint(): string {
    this.#fingerprint ??= hashText(JSON.stringify(this.#data, withoutPlaces));
    return this.#fingerprint;
  }
}

function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'span' || key === 'texts') return undefined;
  if (value instanceof Set) return [...value];
  return value instanceof Map ? [...value] : value;
}
