// What the trees of the client are made of, and the requests for it.
import type { Range } from 'vscode-languageserver';

export type TreeName = 'connections' | 'owners' | 'checklist';

/** What the toggles in a view's title bar are set to; what a tree does not know is passed over. */
export interface TreeOptions {
  /** Connections: by connector within the solution, or connection references at once. */
  readonly groupByConnector?: boolean;
  /** Only what needs a look: badges, conflicts, failed points. */
  readonly onlyProblems?: boolean;
  /** Checklist: what stands on the first level; flows where nothing is said. */
  readonly groupBy?: 'flow' | 'severity' | 'rule';
  /** Checklist: words that must all stand in what is said of a finding, a point or a flow; '' for all. */
  readonly filter?: string;
}

/** What is told of the checklist beside its rows. Plain text; secrets are masked. */
export interface TreeHead {
  /** Above the rows: how many flows are clean, and that a filter is on; null where there is no row. */
  readonly message: string | null;
  /** Errors that the rows show, without those that a baseline knows. */
  readonly errors: number;
  /** How many of the findings that they show have a safe repair. */
  readonly safe: number;
}

/** All safe repairs below a row of the checklist, as its tree is asked for; null for those below all rows. */
export interface SafeRepairsTarget {
  readonly row: string | null;
  readonly options: TreeOptions;
}

/** A place as the server last saw the file; `lockkeeper/range` tells where that is for an editor. */
export interface TreePlace {
  readonly uri: string;
  /** UTF-16 offsets; absent for the file as a whole. */
  readonly span?: { readonly start: number; readonly end: number };
}

/** One row of a tree. Plain text throughout; secrets are masked. */
export interface TreeNode {
  /** Stays the same as long as the thing does, over edits and refreshes; unique over all trees. Given back as `parent`. */
  readonly id: string;
  readonly label: string;
  /** Dimmed, behind the label. */
  readonly description?: string;
  /** Markdown without links or commands. */
  readonly tooltip?: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly severity?: 'error' | 'warning' | 'info' | 'passed';
  readonly children: 'none' | 'collapsed' | 'expanded';
  /** Where a click leads. */
  readonly place?: TreePlace;
  /** What the context menu offers: `solution`, `connector`, `reference`, `flow`, `step`, `owner`, `finding` ... */
  readonly kind: string;
  /** What "Copy" copies: a logical name, an id. */
  readonly copy?: string;
  /** Where it is declared, when a click leads elsewhere. */
  readonly declaration?: TreePlace;
  /** URI of the flow that the row is about. */
  readonly flow?: string;
  /** `lockkeeper/tree/uses` has an answer. */
  readonly hasUses?: boolean;
  /** A finding that can be repaired: the diagnostic's range holds its quick fixes. */
  readonly fixable?: boolean;
  /** How many findings below it have a safe repair; absent for none. */
  readonly safe?: number;
  /** For screen readers: label, state and counts in words. */
  readonly ariaLabel: string;
}

export interface TreeRequests {
  /** The rows below one, or the first level; `null` when the parent is gone. */
  'lockkeeper/tree': {
    params: { readonly tree: TreeName; readonly parent: string | null; readonly options?: TreeOptions };
    result: { readonly nodes: readonly TreeNode[] } | null;
  };
  /** What stands above the rows of the checklist and in its badge, with the options that its tree is asked with. */
  'lockkeeper/tree/head': { params: { readonly options: TreeOptions }; result: TreeHead };
  /**
   * Lines and characters of a place; null when the file is gone. Asked on a click, so that trees need no texts. With `row`
   * the place that this row has by now, since text may have moved without the trees telling anything else.
   */
  'lockkeeper/range': {
    params: TreePlace & { readonly row?: { readonly id: string; readonly at: 'place' | 'declaration' } };
    result: Range | null;
  };
  /** Every place that uses what a row stands for. */
  'lockkeeper/tree/uses': {
    params: { readonly id: string };
    result: { readonly places: readonly { readonly uri: string; readonly range: Range }[] };
  };
}
