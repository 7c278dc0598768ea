import type { FixKind } from './fixes/kinds.ts';
import type { NodeId } from './json/tree.ts';
import type { Confidence } from './secrets/detect/types.ts';
import type { Range, Span } from './text/span.ts';
import type { TextEdit } from './text/textEdit.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/**
 * `value`: the node; `key`: its key with quotes; `property`: key to value; `inString`: offsets of the decoded string
 * (`inKey`: of the decoded key); `inFile`: offsets of the file, for damage that belongs to no node.
 */
export type Part =
  | 'value'
  | 'key'
  | 'property'
  | { readonly inString: Span }
  | { readonly inKey: Span }
  | { readonly inFile: Span };

/** A place in the checked file. `NodeId`s are valid for one revision only; the range is resolved late (see `resolvePlace`). */
export interface Place {
  readonly node: NodeId;
  readonly part: Part;
}

/** A place that explains the finding: another step on the path of a secret. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** What tells a finding, or one of its places, from all others. */
export interface Identity {
  /** Rule, flow, pointer and a discriminator, hashed: survives edits elsewhere, holds no value of the file. */
  readonly fingerprint: string;
  /** Fingerprint of the first one that differs from this one in nothing but the order; missing for that one. */
  readonly sameAs?: string;
}

/**
 * One of several places with one cause. It has the identity that a finding at this place alone would have: baselines hold the
 * identities of places, so that a finding with one place fewer stays known.
 */
export interface OwnPlace<P> extends Identity {
  readonly place: P;
}

/** A cause that may show in several flows of a solution. */
export interface SharedCause {
  /** Tells causes of one rule and solution apart. */
  readonly key: string;
  /** What to say of this flow where another one has the finding. */
  readonly label: string;
}

/** Where a cause shows in another flow than the one that is checked. */
export interface PlaceElsewhere extends Identity {
  readonly uri: string;
  readonly range: Range;
  readonly span: Span;
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

export type Disposition = 'safe' | 'review';

export interface Finding extends Identity {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What is wrong and where, with the names from the flow; secrets masked. One short sentence that still reads when it is cut. */
  readonly message: string;
  /** What to do. Two short sentences at most. */
  readonly hint: string;
  /** Why it matters here and for whom, for hovers: full sentences, with names from the flow. */
  readonly why?: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
  /**
   * All places of a finding with several, `place` first; the others are among `related`. The fingerprint of such a finding is
   * that of the set.
   */
  readonly places?: readonly OwnPlace<Place>[];
  /** Places with the same cause in other flows of the solution: they belong to the set as well. */
  readonly elsewhere?: readonly PlaceElsewhere[];
  /** The cause that other flows of the solution may share: one of them tells of all. */
  readonly cause?: SharedCause;
  /** Best disposition of the fixes the rule offers for this finding; null when there is none. */
  readonly fix: Disposition | null;
  /** For the rule's own `fixes`; never leaves the core. */
  readonly data?: unknown;
}

/**
 * Edits on another file as the solution model last saw it, a new file with its whole text (byte order mark included), or a file
 * that goes: the solution's own, or the checked flow.
 */
export type FileChange =
  | { readonly uri: string; readonly edits: readonly TextEdit[] }
  | { readonly uri: string; readonly create: string }
  | { readonly uri: string; readonly delete: true };

/** Minimal text edits on the checked file, and for repairs of kind `review` perhaps on others. All or none. */
export interface Fix {
  /** What is done: repairs of one kind may be made together (`fixes/kinds.ts`). */
  readonly kind: FixKind;
  /** Names what is changed and where it goes. */
  readonly title: string;
  readonly disposition: Disposition;
  readonly edits: readonly TextEdit[];
  readonly others?: readonly FileChange[];
  /**
   * Other flows whose texts are not there yet: until the fix is asked for again with them it has a title and no edits, and is
   * not to be applied.
   */
  readonly reads?: readonly string[];
  /** Why nothing changes after all, as a sentence. */
  readonly refused?: string | undefined;
  /** Schema name of an environment variable that it makes: whoever applied it may want another name. */
  readonly creates?: string;
  /** Schema name of an environment variable that is there, and that it reads. */
  readonly takes?: string;
  /** It does what the fix before it in the list does, in more places. */
  readonly widens?: true;
  /** For the preview: what the change does, and what is left to do. One or two sentences. */
  readonly note?: string;
  /**
   * What is repaired, where several findings may be of one thing: fixes of one kind, title and subject are one
   * fix. Whatever works out its edits when it is asked for has one. No value of the file.
   */
  readonly subject?: string;
  /** The analyzer adds the safe fixes of what only a check of the result brings up (`fixes/settle.ts`). */
  readonly settle?: true;
  /**
   * The part of the finding that it cures: what the run history shows. The finding stays for the rest, and does not offer this
   * fix again. Undefined for a fix that cures the finding as a whole.
   */
  readonly cures?: 'run history';
  /** Indexes of the places of the finding (`Finding.places`) that it cures: the finding stays for the others. */
  readonly places?: readonly number[];
  /** A repair that brings the finding up takes this fix with it, so that one repair goes to the end (`fixes/settle.ts`). */
  readonly completes?: true;
}

/** A place in any file of a solution: UTF-16 offsets of that file as the solution model last saw it. */
export interface FilePlace {
  readonly uri: string;
  readonly span: Span;
}

/** A finding in a file beside the flows: a manifest, an environment variable, a settings file. */
export interface SolutionFinding extends Identity {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly hint: string;
  readonly why?: string;
  readonly place: FilePlace;
  readonly related: readonly (FilePlace & { readonly message: string })[];
  /** As of `Finding`. */
  readonly places?: readonly OwnPlace<FilePlace>[];
  readonly fix: Disposition | null;
  /** For the rule's own `solutionFixes`; never leaves the core. */
  readonly data?: unknown;
}

/** A repair over the files of a solution. All or none. */
export interface SolutionFix {
  /** As of `Fix`. */
  readonly kind: FixKind;
  readonly title: string;
  readonly disposition: Disposition;
  readonly changes: readonly FileChange[];
  /** As of `Fix`. */
  readonly subject?: string;
  readonly reads?: readonly string[];
  readonly refused?: string | undefined;
  readonly places?: readonly number[];
  readonly note?: string;
  /** The analyzer adds the safe fixes of what only a check of the result brings up (`fixes/settle.ts`). */
  readonly settle?: true;
  /** As of `Fix`: the flows that read a variable. The finding may stay for the variable itself. */
  readonly cures?: 'readers' | Fix['cures'];
}
