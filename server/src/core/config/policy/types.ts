/** Business data, non-business data, blocked: `Confidential`, `General` and `Blocked` in the service's words. */
export type DataGroup = 'business' | 'nonBusiness' | 'blocked';

/** Which operations of a connector a policy allows. */
export interface ActionRules {
  /** For operations that are not listed. */
  readonly blockedByDefault: boolean;
  /** Operation id in lower case to: is it blocked? */
  readonly blocked: ReadonlyMap<string, boolean>;
}

/** A policy for data loss prevention, as exported from the service (flow-format 6.2). Connectors by lower-cased API name. */
export interface DlpPolicy {
  /** Display name. */
  readonly name: string;
  /** Of connectors that are not listed. */
  readonly defaultGroup: DataGroup;
  /** E.g. `shared_sql`, and `http`, `httprequestreceived`, `httpwebhook` for what is built in. */
  readonly groups: ReadonlyMap<string, DataGroup>;
  /** Custom connectors by what is left of their name in every environment; undefined where two of them are in different groups. */
  readonly customs: ReadonlyMap<string, DataGroup | undefined>;
  readonly actions: ReadonlyMap<string, ActionRules>;
  /** False for the old form, which speaks of built-in operations only where it lists them. */
  readonly coversBuiltIns: boolean;
}

/** What `policy` in the config says. */
export interface Policy {
  /** Path of the exported policies, relative to the config file, with `/`; undefined when none is named. */
  readonly dlpFile: string | undefined;
  /** Empty until the file is attached (`attachPolicy`). */
  readonly dlp: readonly DlpPolicy[];
  /** Host patterns in lower case. Empty: every host that is not blocked. */
  readonly allowedHosts: readonly string[];
  readonly blockedHosts: readonly string[];
}
