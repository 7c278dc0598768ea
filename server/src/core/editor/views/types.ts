import type { Named } from '../symbols/index.ts';
import type { RowPlace } from './place.ts';
import type { ViewFinding } from './workspaceState.ts';

export type { RowPlace } from './place.ts';

export type TreeName = 'connections' | 'owners' | 'checklist';

export interface ViewOptions {
  /** Connections: by connector within the solution (the default), or connection references at once. */
  readonly groupByConnector?: boolean | undefined;
  /** Only what needs a look: badges, conflicts, failed points. */
  readonly onlyProblems?: boolean | undefined;
  /** Checklist: what stands on the first level; flows where nothing is said. */
  readonly groupBy?: 'flow' | 'severity' | 'rule' | undefined;
  /** Checklist: words that must all stand in what is said of a finding, a point or a flow. */
  readonly filter?: string | undefined;
}

export type RowSeverity = 'error' | 'warning' | 'info' | 'passed';

export type RowKind =
  | 'solution'
  | 'connector'
  | 'reference'
  | 'setting'
  | 'flow'
  | 'step'
  | 'group'
  | 'owner'
  | 'role'
  | 'fact'
  | 'hint'
  | 'point'
  | 'finding';

/** One row of a tree: plain data, plain text but for the tooltip. Secrets are masked. */
export interface Row {
  /** Stays the same as long as the thing does, over edits and refreshes; unique over all trees. */
  readonly id: string;
  readonly label: string;
  /** Dimmed, behind the label. */
  readonly description?: string;
  /** Markdown without links or commands; text of files in it is escaped. */
  readonly tooltip?: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly severity?: RowSeverity;
  readonly children: 'none' | 'collapsed' | 'expanded';
  /** Where a click leads. */
  readonly place?: RowPlace;
  readonly kind: RowKind;
  /** What "Copy" copies: a logical name, an id. */
  readonly copy?: string;
  /** Where it is declared, when a click leads elsewhere. */
  readonly declaration?: RowPlace;
  /** URI of the flow that the row is about. */
  readonly flow?: string;
  /** `usesOf` has an answer. */
  readonly hasUses?: boolean;
  /** A finding that can be repaired. */
  readonly fixable?: boolean;
  /** How many findings below it have a safe repair; absent for none. */
  readonly safe?: number;
  /** For screen readers: label, state and counts in words. */
  readonly ariaLabel: string;
}

/**
 * What uses a thing: the places of a name, which the editor finds as it finds references, as a file of the workspace means it; or, of what
 * has no name of its own, all its places.
 */
export type Uses = { readonly named: Named; readonly uri: string } | { readonly places: readonly RowPlace[] };

/** A row before it has its id and its state. */
export interface RowContent {
  readonly label: string;
  readonly description?: string | undefined;
  readonly tooltip?: string | undefined;
  readonly icon: string;
  readonly severity?: RowSeverity | undefined;
  readonly place?: RowPlace | undefined;
  readonly kind: RowKind;
  readonly copy?: string | undefined;
  readonly declaration?: RowPlace | undefined;
  readonly flow?: string | undefined;
  readonly fixable?: boolean | undefined;
  /** What it is, for screen readers: `connector`. Left out where the label or the description says it. */
  readonly what?: string | undefined;
}

/** A thing in a tree. Light, so that a level can be made to look for one of it; its row is worked out when it is shown. */
export interface ViewNode {
  /** Tells it from its siblings, and stays the same as long as the thing does. */
  readonly key: string;
  readonly content: () => RowContent;
  /** The level below, never empty; absent for a leaf. */
  readonly below?: (() => readonly ViewNode[]) | undefined;
  readonly expanded?: boolean;
  /** The ids below do not hold its own: the rows are the same ones where this level is left out. */
  readonly transparent?: boolean;
  /** All findings below it; absent for a row that is not above findings. */
  readonly findings?: (() => readonly ViewFinding[]) | undefined;
  /** What uses the thing; absent when nothing does. */
  readonly uses?: (() => Uses) | undefined;
}
