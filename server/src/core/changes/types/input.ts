import type { SolutionModel } from '../../solution/index.ts';
import type { Span } from '../../text/span.ts';

/** A file of a version that holds a flow, or should. */
export interface FlowFile {
  /** Unique in its version; shown to nobody, given back in `FlowChange`. */
  readonly uri: string;
  /** Its path within the version, with `/`: tells flows apart that have no id. The same file has the same path in both. */
  readonly path: string;
  /** Undefined where it could not be read: then `unread` says why, within a sentence. */
  readonly text: string | undefined;
  readonly unread?: string;
  /** The solution around it, if any. */
  readonly solution: SolutionModel | undefined;
  /** Spans (UTF-16 offsets of `text`) that are judged secret by whoever has checked the file; added to what the comparison finds itself. */
  readonly secrets?: readonly Span[];
}

/** One version of a set of flows. */
export interface Version {
  readonly flows: readonly FlowFile[];
  /** Solutions of the version: for environment variables and references that no flow of it has. */
  readonly solutions: readonly SolutionModel[];
}
