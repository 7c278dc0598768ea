/** A piece of a text that changed: what is the same around the change, and what is not. */
export interface Piece {
  /** Plain text, secrets masked, not escaped; `…` for what was left out. Never empty. */
  readonly text: string;
  readonly changed: boolean;
}

/**
 * One side of a value that changed, cut to the change and a few words around it. `(secret)` in place of a value that is judged
 * secret in either version; what the two have in common is not to be seen of secrets.
 */
export type Pieces = readonly Piece[];

/** A value on both sides; undefined where it is not there. */
export interface ValueChange {
  readonly was: Pieces | undefined;
  readonly now: Pieces | undefined;
  /** A secret in either version is a part of what changed: to be told as `(secret, changed)`. */
  readonly secret: boolean;
}

/** Where something stands in its file: JSON pointers (RFC 6901), secrets in keys masked; undefined on a side that does not have it. */
export interface Pointers {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** A value of a step, of a trigger or of a parameter that is not the same. */
export interface InputChange extends ValueChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** In words, from the outside in: `['Headers', 'Authorization']`, `['To']`. Never empty. */
  readonly path: readonly string[];
  readonly pointers: Pointers;
}

/** Settings of a step, of which people speak in the words of the designer. */
export type SettingId =
  | 'secureInputs'
  | 'secureOutputs'
  | 'retryPolicy'
  | 'timeout'
  | 'concurrency'
  | 'pagination'
  | 'asynchronousPattern'
  | 'trackedProperties'
  | 'chunking'
  | 'splitOn'
  | 'triggerConditions'
  | 'loopLimit'
  | 'operationOptions'
  | 'note'
  | 'other';

export interface SettingChange {
  readonly id: SettingId;
  /** `Secure inputs`, `Retry policy`. */
  readonly name: string;
  /** `on`, `exponential, 4 times, from 10 s`, `none`; undefined where it is not set. Secrets masked, not escaped. */
  readonly was: string | undefined;
  readonly now: string | undefined;
  /** Protection that was there is lost: secured data, or a limit on callers. */
  readonly lost: boolean;
  /** Other secrets stand in it now. */
  readonly secret?: boolean;
}

/** What only readers of the file would miss: one line each. */
export interface SmallChange {
  /** `Description of parameter Site`, `Note of Send an email`. */
  readonly subject: string;
  readonly was: string | undefined;
  readonly now: string | undefined;
}

/** Kinds of differences that mean nothing, in the order in which they are told. */
export const NOISE_KINDS = [
  'form',
  'keyOrder',
  'stepOrder',
  'templateName',
  'authentication',
  'connectionName',
  'operationMetadataId',
  'subscriptionName',
  'ownParameters',
  'designerMetadata',
  'connectionKey',
  'defaultLimits',
] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** What was left out, of one kind. `count` counts steps, or files where `unit` says so. */
export interface Noise {
  readonly kind: NoiseKind;
  readonly count: number;
  readonly unit: 'step' | 'file' | 'trigger' | 'connection' | 'parameter';
  /** Where, for whoever wants to see all: names of steps, connections or parameters. Some hundred at most; empty for files. */
  readonly names: readonly string[];
}
