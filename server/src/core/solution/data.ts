// What is known of a solution from the files beside its flows: data only.
import type { Fact, Source } from './fact.ts';
import type {
  ConnectorFacts,
  DeploymentSettingsFacts,
  EnvironmentValue,
  EnvironmentVariableFacts,
  ManifestFacts,
  PackageResource,
  RequiredComponent,
  RootComponent,
  SolutionProblem,
} from './facts.ts';
import type { CodeOwnersRule, FlowOwnersEntry, InventoryEntry, InventoryFacts } from './ownerFacts.ts';

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

/** As the maker portal calls them. */
export const TYPE_NAMES: Readonly<Record<EnvironmentVariableType, string>> = {
  String: 'Text',
  Number: 'Decimal number',
  Boolean: 'Yes/No',
  JSON: 'JSON',
  DataSource: 'Data source',
  Secret: 'Secret',
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
  /** Whether people are told what it does; missing where the form of the solution has no place for it, or nothing describes the flow. */
  readonly hasDescription?: boolean;
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
  /** Of a custom connector: its id among the connectors of solutions; lower-cased. */
  readonly customConnectorId?: Fact<string>;
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

/** What a `CODEOWNERS` file says of the flows of a solution. */
export interface SolutionCodeOwners {
  readonly uri: string;
  /** The rule that counts, by the flow's URI; flows that no rule names are left out. */
  readonly rules: ReadonlyMap<string, CodeOwnersRule>;
}

/** What a `flow-owners.json` says of a solution: entries with the id of one of its flows, and all with wildcards. */
export interface SolutionFlowOwners {
  readonly uri: string;
  readonly entries: readonly FlowOwnersEntry[];
}

/** What an inventory says of the flows of a solution. */
export interface SolutionInventory {
  readonly uri: string;
  readonly form: InventoryFacts['form'];
  readonly entries: readonly InventoryEntry[];
}

/** The files around a solution that say who owns its flows, the outermost first. */
export interface OwnerSources {
  readonly flowOwners: readonly SolutionFlowOwners[];
  readonly codeOwners: readonly SolutionCodeOwners[];
  readonly inventories: readonly SolutionInventory[];
}

/** What one solution may take from another, or say of it. */
export type SharedKind =
  | 'flow'
  | 'environmentVariable'
  | 'connectionReference'
  /** A component that a solution says it needs: `environmentvariabledefinition abc_Site`. */
  | 'required'
  /** The source of a solution, by its unique name. */
  | 'unmanagedSolution';

/** What the solutions of a workspace have, by id or name without case. */
export interface SolutionNames {
  /** True when a solution other than `solutionId` has it. */
  hasOther(kind: SharedKind, name: string, solutionId: string): boolean;
  /** The same, other copies and layouts of that solution left out, which have the same components. */
  isTaken(kind: SharedKind, name: string, solutionId: string): boolean;
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
  /** Custom connectors that the solution brings with it. */
  readonly connectors: readonly ConnectorFacts[];
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
  readonly workspace: SolutionNames;
  readonly unknown: ReadonlySet<Unknown>;
  readonly problems: readonly SolutionProblem[];
  /** Texts of the solution's own files, its settings and its ownership files, but not of flows. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Facts that a layout reads from the files of one solution; settings and ownership files are added for all layouts alike. */
export type ReadSolution = Omit<
  SolutionData,
  'deploymentSettings' | 'ownerSources' | 'texts' | 'problems' | 'workspace'
>;
