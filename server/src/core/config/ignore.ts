import type { Span } from '../text/span.ts';

/** One entry of `ignore`: findings that are left out, where, and why. An entry with a problem never becomes one of these. */
export interface IgnoreEntry {
  /** Ids of known rules; at least one. */
  readonly rules: readonly string[];
  /** Glob relative to the config file; undefined means every file. */
  readonly file: string | undefined;
  /** RFC 6901 pointer or a glob over it (see `compilePointerGlob`); undefined means the whole file. */
  readonly pointer: string | undefined;
  /** The user's own words. An entry that still lacks them does not count (see `isWithoutReason`). */
  readonly reason: string;
  /** Last day on which the entry counts, as `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  /** Offsets in the text of the config. */
  readonly places: {
    readonly entry: Span;
    readonly rule: Span;
    readonly reason: Span;
    readonly expires: Span | undefined;
  };
}

/** What the quick fix writes where the client cannot ask for a reason. */
export const REASON_PLACEHOLDER = 'TODO: say why this is fine';

/** True for an empty reason and for one that is still to be written. */
export function isWithoutReason(reason: string): boolean {
  return /^\s*(?:$|todo\b)/i.test(reason);
}
