import type { Fact, Source } from './fact.ts';
import type { CodeOwnersFacts, FlowOwnersFacts, InventoryFacts } from './ownerFacts.ts';

/** What is wrong with a file, in plain English; holds no value of the file. */
export interface SolutionProblem extends Source {
  readonly message: string;
}

export interface RootComponent {
  /** Component type: 29 flow, 380 environment variable definition, 372 connector ... (flow-format 1.1). */
  readonly type: number;
  /** Lower-cased, without braces. */
  readonly id: Fact<string> | undefined;
  readonly schemaName: Fact<string> | undefined;
  /** The whole entry. */
  readonly source: Source;
}

/** A component that the solution needs and does not bring with it: `<Required>` in `<MissingDependencies>`. */
export interface RequiredComponent {
  /** Lower-cased, as the file has it: a number (29 flow, 300 canvas app), or a name such as `connectionreference`. */
  readonly type: string;
  /** Lower-cased, without braces. */
  readonly id: string | undefined;
  /** Schema name, logical name, or what else names components of that type; lower-cased. */
  readonly name: string | undefined;
}

/** `solution.xml`, `Other/Solution.xml`, or what `solution.yml` tells. */
export interface ManifestFacts {
  readonly kind: 'manifest';
  readonly name: Fact<string> | undefined;
  readonly version: Fact<string> | undefined;
  /** 0 unmanaged, 1 managed, 2 unpacked as both. */
  readonly managed: Fact<number> | undefined;
  readonly publisher: Fact<string> | undefined;
  readonly prefix: Fact<string> | undefined;
  readonly languageCode: string | undefined;
  /** Undefined when the file does not tell. */
  readonly rootComponents: readonly RootComponent[] | undefined;
  /** Undefined when the file does not tell. */
  readonly required: readonly RequiredComponent[] | undefined;
}

/** One `<Workflow>` element: what the platform knows of a process besides its definition. */
export interface WorkflowFacts {
  /** Lower-cased, without braces. */
  readonly id: Fact<string> | undefined;
  readonly name: Fact<string> | undefined;
  /** Of an XML element alone. */
  readonly description?: Fact<string> | undefined;
  /** Path inside the solution, e.g. `/Workflows/Name-GUID.json`; cloud flows only. */
  readonly jsonFileName: Fact<string> | undefined;
  /** 5: cloud flow. */
  readonly category: Fact<number> | undefined;
  /** 0 draft, 1 activated, 2 suspended. */
  readonly state: Fact<number> | undefined;
  readonly source: Source;
}

export interface ConnectionReferenceFacts {
  readonly logicalName: Fact<string>;
  readonly displayName: Fact<string> | undefined;
  /** `/providers/Microsoft.PowerApps/apis/shared_...` */
  readonly connectorId: Fact<string> | undefined;
  /** Id of the custom connector among the connectors of solutions; lower-cased. */
  readonly customConnectorId?: Fact<string>;
  readonly source: Source;
}

/** One `<Connector>` element: a custom connector that the solution brings with it. */
export interface ConnectorFacts {
  /** `cat_approvals-20kit`: the publisher's prefix and the encoded name. */
  readonly name: Fact<string> | undefined;
  /** Lower-cased, without braces. */
  readonly id: Fact<string> | undefined;
  readonly displayName: Fact<string> | undefined;
  readonly source: Source;
}

/** `Connectors/<name>.xml` */
export interface ConnectorFileFacts {
  readonly kind: 'connector';
  readonly connector: ConnectorFacts;
}

export interface CustomizationsFacts {
  readonly kind: 'customizations';
  readonly languageCode: string | undefined;
  /** Undefined when damage hides the section. */
  readonly workflows: readonly WorkflowFacts[] | undefined;
  readonly connectionReferences: readonly ConnectionReferenceFacts[] | undefined;
  /** Of an unzipped solution; an unpacked one has a file for each. */
  readonly connectors: readonly ConnectorFacts[];
}

/** `*.json.data.xml` */
export interface WorkflowFileFacts {
  readonly kind: 'workflow';
  readonly workflow: WorkflowFacts;
}

/** A flow's JSON file; only that it is there. */
export interface FlowFileFacts {
  readonly kind: 'flow';
  /** Lower-cased GUID of the file name or, in a package, of the folder. */
  readonly id: string | undefined;
}

/** `environmentvariabledefinition.xml` */
export interface EnvironmentVariableFacts {
  readonly kind: 'environmentVariable';
  readonly schemaName: Fact<string>;
  readonly displayName: Fact<string> | undefined;
  readonly description: Fact<string> | undefined;
  /** 100000000 String ... 100000005 Secret (flow-format 4.3). */
  readonly typeCode: Fact<number> | undefined;
  readonly defaultValue: Fact<string> | undefined;
  readonly secretStore: Fact<number> | undefined;
  readonly languageCode: string | undefined;
  readonly source: Source;
}

export interface EnvironmentValue {
  readonly id: Fact<string> | undefined;
  /** Where the file names it; the folder does otherwise. */
  readonly schemaName: Fact<string> | undefined;
  /** Absent in entries that hold no value. */
  readonly value: Fact<string> | undefined;
  readonly source: Source;
}

/** `environmentvariablevalues.json` or `environment_variable_values.json` */
export interface EnvironmentValuesFacts {
  readonly kind: 'environmentValues';
  readonly values: readonly EnvironmentValue[];
}

export interface VariableSetting {
  readonly schemaName: Fact<string>;
  readonly value: Fact<string> | undefined;
  readonly source: Source;
}

export interface ConnectionSetting {
  readonly logicalName: Fact<string>;
  readonly connectionId: Fact<string> | undefined;
  readonly connectorId: Fact<string> | undefined;
  /** Account that owns the connection (ALM Accelerator). */
  readonly owner: Fact<string> | undefined;
  readonly source: Source;
}

/** What is set for one component: `setting` says what. */
export interface ComponentSetting {
  readonly setting: 'owner' | 'activate' | 'activateOrder' | 'activateAs' | 'shareWithTeam';
  /** Display name, often without blanks. */
  readonly name: Fact<string> | undefined;
  /** Component id, lower-cased; a flow's GUID, a canvas app's unique name. */
  readonly id: Fact<string> | undefined;
  readonly value: Fact<string>;
  readonly source: Source;
}

/**
 * A deployment settings file: `pac` of `pac solution create-settings`, `alm` the ALM Accelerator's
 * customDeploymentSettings, `userSettings` its array of builds with `UserSettings` (flow-format 5.2).
 */
export interface DeploymentSettingsFacts {
  readonly kind: 'settings';
  readonly form: 'pac' | 'alm' | 'userSettings';
  readonly environmentVariables: readonly VariableSetting[];
  readonly connectionReferences: readonly ConnectionSetting[];
  readonly components: readonly ComponentSetting[];
}

/** An entry of `resources` in a legacy package. */
export interface PackageResource {
  readonly id: string;
  /** `Microsoft.Flow/flows`, `Microsoft.PowerApps/apis`, `Microsoft.PowerApps/apis/connections` ... */
  readonly type: string;
  /** Connector name of an api, e.g. `shared_office365`. */
  readonly name: Fact<string> | undefined;
  /** For a connection: the account that owns it. */
  readonly displayName: Fact<string> | undefined;
  readonly dependsOn: readonly string[];
  readonly source: Source;
}

/** `manifest.json` of a legacy package. */
export interface PackageFacts {
  readonly kind: 'package';
  readonly displayName: Fact<string> | undefined;
  readonly resources: readonly PackageResource[];
}

/** `Microsoft.Flow/flows/manifest.json` */
export interface PackageFlowsFacts {
  readonly kind: 'packageFlows';
  readonly flowIds: readonly Fact<string>[];
}

/** `connectionsMap.json` or `apisMap.json` of one packaged flow: key in the flow to resource id. */
export interface PackageMapFacts {
  readonly kind: 'packageMap';
  readonly of: 'connections' | 'apis';
  readonly entries: readonly { readonly key: string; readonly resource: Fact<string> }[];
}

/** `rootcomponents.yml` */
export interface YamlRootComponentsFacts {
  readonly kind: 'yamlRootComponents';
  readonly rootComponents: readonly RootComponent[];
}

/** `solutioncomponents.yml` */
export interface YamlComponentsFacts {
  readonly kind: 'yamlComponents';
  /** E.g. `/modernflows/Name-GUID`; the form of the entries is not documented. */
  readonly paths: readonly Fact<string>[];
}

/** `publishers/<name>/publisher.yml` */
export interface YamlPublisherFacts {
  readonly kind: 'yamlPublisher';
  readonly name: Fact<string> | undefined;
  readonly prefix: Fact<string> | undefined;
}

/** A file of an agent (Copilot Studio); only that it is there. */
export interface AgentFacts {
  readonly kind: 'agent';
}

export type FileFacts =
  | ManifestFacts
  | CustomizationsFacts
  | ConnectorFileFacts
  | WorkflowFileFacts
  | FlowFileFacts
  | EnvironmentVariableFacts
  | EnvironmentValuesFacts
  | DeploymentSettingsFacts
  | PackageFacts
  | PackageFlowsFacts
  | PackageMapFacts
  | YamlRootComponentsFacts
  | YamlComponentsFacts
  | YamlPublisherFacts
  | CodeOwnersFacts
  | FlowOwnersFacts
  | AgentFacts
  | InventoryFacts;

/** What one file says. `facts` is undefined when its content is something else, or too damaged. */
export interface FileReading {
  readonly facts: FileFacts | undefined;
  readonly problems: readonly SolutionProblem[];
}
