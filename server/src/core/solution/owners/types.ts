import type { SolutionFlow, Source } from '../index.ts';

/** `service`: a service account or service principal. `unknown`: the files do not tell. */
export type PrincipalKind = 'person' | 'service' | 'team' | 'unknown';

/** Someone who owns or may do something. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** True when a file says the kind; otherwise it is judged by the name. */
  readonly stated: boolean;
  /** Display name, e-mail address or object id; of a pipeline's token the name inside. */
  readonly name: string;
  /** Equal for the same principal, whatever the case. */
  readonly id: string;
  /** What the name is: only names of one form can be compared. `record`: the id of a record of one environment. */
  readonly form: 'mail' | 'name' | 'entra' | 'record' | 'token';
}

export type OwnerRole =
  | 'owner'
  | 'co-owner'
  | 'activates as'
  | 'runs connection'
  | 'may run'
  | 'may call over HTTP'
  | 'code owner'
  | 'creator';

/** Where facts come from, the most deliberate first. */
export type OwnerSourceKind =
  | 'flow-owners'
  | 'deployment-settings'
  | 'inventory'
  | 'package'
  | 'flow'
  | 'code-owners';

/** One thing that one file says. */
export interface OwnerFact {
  readonly principal: Principal;
  readonly role: OwnerRole;
  /** The name as it stands in the file. */
  readonly source: Source;
  readonly sourceKind: OwnerSourceKind;
  /** For people: `customDeploymentSettings.json of Test`. */
  readonly sourceName: string;
  /** The environment that the file is about, as it names it; undefined when it does not tell or means all. */
  readonly environment: string | undefined;
}

/** Facts of one role that contradict each other. */
export interface OwnerConflict {
  /** Undefined: in no particular environment. */
  readonly environment: string | undefined;
  /** In order; at least two principals. */
  readonly facts: readonly OwnerFact[];
}

/** A file that could tell the owner of a flow. */
export interface OwnerPlace {
  readonly kind: 'flow-owners' | 'alm';
  readonly uri: string;
  /** False for a file that would have to be made. */
  readonly exists: boolean;
  /** For people: `customDeploymentSettings.json of Test`. */
  readonly name: string;
}

export interface FlowOwners {
  readonly flow: SolutionFlow;
  /** The most deliberate source first, then in the order of the files. */
  readonly facts: readonly OwnerFact[];
  /** Different owners by different sources. Of different environments they are no conflict. */
  readonly conflicts: readonly OwnerConflict[];
  /** When the owner is to be looked at again: `2030-12-31`. */
  readonly review: { readonly date: string; readonly source: Source } | undefined;
  /** Where an owner could be recorded; filled only when no file names one. */
  readonly places: readonly OwnerPlace[];
}

export interface ConnectionOwners {
  /** Logical name of the connection reference as declared or as the settings spell it; in a package the resource's id. */
  readonly connection: string;
  readonly facts: readonly OwnerFact[];
  readonly conflicts: readonly OwnerConflict[];
}

/** Who and what stands behind a solution, as far as its files tell. */
export interface SolutionOwners {
  /** All flows, in the order of the model. */
  readonly flows: readonly FlowOwners[];
  /** Connections of which some file names the owner. */
  readonly connections: readonly ConnectionOwners[];
  /** False when no file tells anything about owners. */
  readonly anySource: boolean;
}

/** What a flow's own file tells. Plain data, kept by those who check flows; the span is of the text that was checked. */
export interface FlowOwnerFact {
  readonly role: 'creator' | 'may call over HTTP';
  readonly name: string;
  /** `type` of the creator: `User`, `ServicePrincipal`; undefined for all others. */
  readonly type: string | undefined;
  readonly span: Source['span'];
}
