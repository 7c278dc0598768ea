import type { DataGroup, Policy } from '../../config/policy/types.ts';
import type { Tier } from '../../platform/connectors.ts';
import type { Source } from '../../solution/index.ts';
import type { ConnectionOverview, FlowOverview, StepOverview } from '../../solution/overview/index.ts';
import type { OwnerConflict, OwnerFact, SolutionOwners } from '../../solution/owners/index.ts';

/**
 * What stands behind steps. `reference`: a connection reference. `connection`: one connection itself, without a reference.
 * `package`: a resource that the import of a legacy package asks for. `caller`: whoever starts the flow brings one.
 * `nothing`: none is chosen yet. `missing`: steps name a key that their flow does not declare. `built-in`: HTTP without a
 * connector; needs no connection.
 */
export type ConnectionKind =
  | 'reference'
  | 'connection'
  | 'package'
  | 'caller'
  | 'nothing'
  | 'missing'
  | 'built-in';

export type BadgeKind =
  /** Not declared: by the solution, or by the flow whose steps name it. */
  | 'undeclared'
  /** Not declared here; the manifest or another solution of the folder has it. */
  | 'elsewhere'
  /** Declared, and surely no flow of the solution uses it. */
  | 'unused'
  /** Another reference of the solution is for the same connector, and nothing tells them apart. */
  | 'duplicate'
  /** Flows run with the connection stored in them, whoever starts them. */
  | 'embedded'
  /** Flows run with the connection of the person who starts them. */
  | 'invoker'
  /** Bound to a connection, not to a reference. */
  | 'direct'
  /** Bound to nothing yet. */
  | 'unbound';

/** Something to notice about a connection. */
export interface Badge {
  readonly kind: BadgeKind;
  /** A few words for a row: `runs as the maker's connection`. */
  readonly label: string;
  /** One or two sentences: what it means. */
  readonly tip: string;
  /** Where it stands; at least one. */
  readonly places: readonly Source[];
}

/** A flow that uses a connection. */
export interface ConnectionUse {
  readonly flow: FlowOverview;
  /** Display name of the solution, else of the file. */
  readonly flowName: string;
  /** Key in the flow; '' for what needs none. */
  readonly key: string;
  /** The key; of a key that is not declared and of what needs none, the first step. */
  readonly place: Source;
  /** Logical name of the reference in the flow. */
  readonly namePlace: Source | undefined;
  readonly source: ConnectionOverview['source'];
  /** In document order; may be empty. Places are offsets in `flow.uri`. */
  readonly steps: readonly StepOverview[];
}

/** What a deployment settings file says of a connection reference. */
export interface ConnectionMapping {
  /** For people: `deploymentSettings.json of Test`. */
  readonly fileName: string;
  readonly place: Source;
  /** `token`: a placeholder that a pipeline fills in. */
  readonly state: 'mapped' | 'token' | 'empty';
  /** Connection or token that it is mapped to; '' for none. */
  readonly target: string;
  /** Account that owns the connection; '' when the file does not tell. */
  readonly owner: string;
}

export interface Connection {
  /** Unique among the connections of one call, and equal as long as the connection is the same one. */
  readonly id: string;
  readonly kind: ConnectionKind;
  /** For people: the display name, else what tells it best. */
  readonly name: string;
  /** Of references. */
  readonly logicalName: string | undefined;
  /** Where it is declared, else where it is first named. */
  readonly place: Source;
  /** Elements of the solution that declare it; none when it is not declared here. */
  readonly declarations: readonly Source[];
  /** In the order of `BadgeKind`. */
  readonly badges: readonly Badge[];
  /** By flow name. Also flows that declare it and use it in no step. */
  readonly uses: readonly ConnectionUse[];
  /** By file. */
  readonly settings: readonly ConnectionMapping[];
  /** Who owns the connection, as far as a file tells. */
  readonly owners: readonly OwnerFact[];
  readonly ownerConflicts: readonly OwnerConflict[];
}

/** The group of a connector under one policy; undefined where the policy does not tell. */
export interface PolicyGroup {
  readonly policy: string;
  readonly group: DataGroup | undefined;
}

export interface Connector {
  /** Lower-cased API name, `http` for the built-in one, `''` when no file tells. */
  readonly apiName: string;
  /** For people: `Office 365 Outlook`. */
  readonly name: string;
  /** Undefined for custom and unknown connectors. */
  readonly tier: Tier | undefined;
  /** One for each policy of the config. */
  readonly groups: readonly PolicyGroup[];
  /** By name. */
  readonly connections: readonly Connection[];
}

/** What `connectionsOf` may know besides the solution and its flows. */
export interface ConnectionContext {
  readonly policy?: Policy | undefined;
  readonly owners?: SolutionOwners | undefined;
  /** False while not all flows of the solution are known: nothing is called unused then. Default true. */
  readonly complete?: boolean;
}
