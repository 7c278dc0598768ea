import type { Fact, Source } from './fact.ts';

/** A file that says who owns or may do what: a line of `CODEOWNERS`. */
export interface CodeOwnersRule {
  /** As written, escapes included. */
  readonly pattern: Fact<string>;
  /** `@name`, `@org/team`, e-mail addresses; none means that nobody owns what the pattern names. */
  readonly owners: readonly Fact<string>[];
}

/** `CODEOWNERS`. The last rule that matches a path counts. */
export interface CodeOwnersFacts {
  readonly kind: 'codeOwners';
  readonly rules: readonly CodeOwnersRule[];
}

/** What an ownership file or an inventory may say of someone. `service`: a service account or service principal. */
export type StatedKind = 'person' | 'service' | 'team';

export interface StatedPrincipal {
  readonly name: Fact<string>;
  /** Undefined when the file does not tell. */
  readonly kind: StatedKind | undefined;
}

/** An entry of `flow-owners.json`. */
export interface FlowOwnersEntry {
  /**
   * Which flows: `id` one flow, `name` all whose display name matches, `path` all whose file matches, relative to the
   * ownership file. In the last two `*`, `**` and `?` are wildcards.
   */
  readonly by: 'id' | 'name' | 'path';
  /** Ids are lower-cased, without braces. */
  readonly flow: Fact<string>;
  readonly owner: StatedPrincipal | undefined;
  readonly coOwners: readonly StatedPrincipal[];
  readonly runOnlyUsers: readonly StatedPrincipal[];
  /** The environment that the entry is about; undefined for all. */
  readonly environment: Fact<string> | undefined;
  /** `2030-12-31`. */
  readonly reviewBy: Fact<string> | undefined;
  readonly source: Source;
}

/** `flow-owners.json`, Lockkeeper's own ownership file. */
export interface FlowOwnersFacts {
  readonly kind: 'flowOwners';
  readonly entries: readonly FlowOwnersEntry[];
}

export interface InventoryEntry {
  /** Ids that the service or Dataverse knows the flow by; lower-cased. */
  readonly flowIds: readonly Fact<string>[];
  readonly role: 'owner' | 'co-owner' | 'may run' | 'creator';
  readonly principal: StatedPrincipal;
  /** What a bare id is an id of: an Entra object, or a record of that environment. Undefined for names and addresses. */
  readonly idOf: 'entra' | 'record' | undefined;
  /** The file knows the principal for a user: a person, or an account that a service signs in with. */
  readonly isUser: boolean;
  /** As the file names it: an environment's id or display name, or the host of a Dataverse organisation. */
  readonly environment: string | undefined;
  readonly source: Source;
}

/**
 * A checked-in inventory (flow-format 5.4 and 5.5): `ownerRoles` of the admin PowerShell, `workflows` of a Dataverse query,
 * `flowTable` a table of flows such as the one of the CoE starter kit.
 */
export interface InventoryFacts {
  readonly kind: 'inventory';
  readonly form: 'ownerRoles' | 'workflows' | 'flowTable';
  readonly entries: readonly InventoryEntry[];
}
