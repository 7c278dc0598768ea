import type { FixKind } from './fixes/kinds.ts';
import type { NodePlace } from './json/nodePlace.ts';
import type { Confidence } from './secrets/detect/types.ts';
import type { Range, Span } from './text/span.ts';
import type { TextEdit } from './text/textEdit.ts';

export type { NodePlace, Part } from './json/nodePlace.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A place in a file, flow or not. */
export interface Place {
  readonly uri: string;
  /** UTF-16 code units of the text as it was checked. */
  readonly span: Span;
  /** RFC 6901, of a node around the place where it would be very long; undefined in files that are no JSON. Worked out when asked for. */
  readonly pointer?: string | undefined;
}

/** A place in a flow: its span and pointer are worked out when asked for. */
export interface FlowPlace extends Place, NodePlace {
  readonly pointer: string;
}

/** What a place explains of the finding: another step on the path of a secret. */
export type Related<P> = P & {
  readonly message: string;
  /**
   * Where a secret comes or passes on its way to the place of the finding: on which of its ways, numbered from 0. The places of
   * one way stand in their order. Missing for what is on none.
   */
  readonly onPaths?: readonly number[];
};

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

/** Where a cause shows in another flow than the one that is checked: told by that flow, whose text is not at hand. */
export interface PlaceElsewhere extends Place, Identity {
  readonly range: Range;
  readonly pointer: string;
  readonly message: string;
}

export type Disposition = 'safe' | 'review';

/** What a rule found, in a flow or in a file beside the flows: a manifest, an environment variable, a settings file. */
export interface Finding<P extends Place = Place> extends Identity {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What is wrong and where, with the names from the flow; secrets masked. One short sentence that still reads when it is cut. */
  readonly message: string;
  /** What to do. Two short sentences at most. */
  readonly hint: string;
  /** Why it matters here and for whom, for hovers: full sentences, with names from the flow. */
  readonly why?: string;
  readonly place: P;
  readonly related: readonly Related<P>[];
  /**
   * All places of a finding with several, `place` first; the others are among `related`. The fingerprint of such a finding is
   * that of the set.
   */
  readonly places?: readonly OwnPlace<P>[];
  /** Places with the same cause in other flows of the solution: they belong to the set as well. */
  readonly elsewhere?: readonly PlaceElsewhere[];
  /** Fingerprints by which baselines of before know it, where it has got another; none of a finding with several places. */
  readonly former?: readonly string[];
  /** It may come up by the repair of another one (`RuleMeta.mayFollowRepair`). */
  readonly mayFollowRepair?: true;
  /** The cause that other flows of the solution may share: one of them tells of all. */
  readonly cause?: SharedCause;
  /** Best disposition of the fixes the rule offers for this finding; null when there is none. */
  readonly fix: Disposition | null;
  /** For the rule's own `fixes`; never leaves the core. */
  readonly data?: unknown;
}

/** A finding in a flow. */
export type FlowFinding = Finding<FlowPlace>;

/**
 * Edits on a file: the checked flow, or another one as the solution model last saw it, a new file with its whole text (byte order mark included), or a file
 * that goes: the solution's own, or the checked flow.
 */
export type FileChange =
  | { readonly uri: string; readonly edits: readonly TextEdit[] }
  | { readonly uri: string; readonly create: string }
  | { readonly uri: string; readonly delete: true };

/** A repair: minimal text edits, and for repairs of kind `review` perhaps new files and files that go. All or none. */
export interface Fix {
  /** What is done: repairs of one kind may be made together (`fixes/kinds.ts`). */
  readonly kind: FixKind;
  /** Names what is changed and where it goes. */
  readonly title: string;
  readonly disposition: Disposition;
  /** One for each file, that of the checked flow first. May be worked out when asked for. */
  readonly changes: readonly FileChange[];
  /** It may change other files than the checked flow: those as well, or, for a finding beside the flows, only those. */
  readonly others?: 'also' | 'only';
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
   * The part of the finding that it cures: what the run history shows, or the flows that read a variable. The finding stays for the rest, and does not offer this
   * fix again. Undefined for a fix that cures the finding as a whole.
   */
  readonly cures?: 'run history' | 'readers';
  /** Indexes of the places of the finding (`Finding.places`) that it cures: the finding stays for the others. */
  readonly places?: readonly number[];
  /** A repair that brings the finding up takes this fix with it, so that one repair goes to the end (`fixes/settle.ts`). */
  readonly completes?: true;
}

/** A fix as a rule gives it: edits of the flow that the finding is of, and changes of all other files. */
export interface RuleFix extends Omit<Fix, 'changes' | 'others'> {
  /** Empty for a finding beside the flows. */
  readonly edits: readonly TextEdit[];
  readonly others?: readonly FileChange[];
}
