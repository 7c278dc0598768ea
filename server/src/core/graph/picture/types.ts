// A flow as data for a picture. Plain JSON: the server makes it, the webview and the writers draw it. All texts are one line, with
// secrets masked. Lists in place of trees: files may be nested ten thousand levels deep, and nothing here recurses.

/** What the run history does with a side: hides it by the step's own setting or by the platform, or shows a secret in it. */
export type SideState = 'secured' | 'hidden' | 'showsSecret';

export type StepKind = 'trigger' | 'operation' | 'data' | 'variable' | 'choice' | 'loop' | 'scope';

export interface GraphFinding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** A trigger or an action. */
export interface GraphStep {
  /** As the designer shows it: blanks for underscores. Never empty. */
  readonly name: string;
  /** One line in a maker's words, with the connector; may be empty. */
  readonly what: string;
  /** The type as written; may be empty. */
  readonly type: string;
  readonly kind: StepKind;
  /** RFC 6901, of a node around the step where it would be very long. */
  readonly pointer: string;
  /** UTF-16 offsets in the text: the step from its key to the end of its value. */
  readonly span: readonly [start: number, end: number];
  /** Of its key, quotes included. */
  readonly nameSpan: readonly [start: number, end: number];
  /** Index of the lane that it stands in. */
  readonly lane: number;
  /** Indexes of its lanes, in the designer's order; empty for a step that holds none. */
  readonly lanes: readonly number[];
  /** Missing for a side that shows no secret and is not hidden. */
  readonly inputs?: SideState;
  readonly outputs?: SideState;
  /** `outputs show a secret`; missing where neither side does. */
  readonly open?: string;
  /** `inputs hidden, outputs secured`; missing where neither side is. */
  readonly closed?: string;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** The first few findings, the worst first. */
  readonly findings: readonly GraphFinding[];
}

/** A list of steps: those of the flow, of a branch, of a loop. Lanes come after the lane of the step that owns them. */
export interface GraphLane {
  /** `True`, `False`, the name of a case, `Default`; empty where the owner has one lane and needs no name for it. */
  readonly label: string;
  /** Index of the step that holds it; -1 for the lane of the flow, which is the first one. */
  readonly owner: number;
  /** Indexes of steps, each after those that it runs after. That of the flow begins with the triggers. */
  readonly steps: readonly number[];
  readonly edges: readonly GraphEdge[];
}

/** One step runs after another one, in the same lane. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** `failed, timed out`; empty for the usual: it has succeeded, or the trigger has started the flow. */
  readonly label: string;
}

/** A step that carries a secret. */
export interface SecretStop {
  readonly step: number;
  readonly role: 'source' | 'passes' | 'ends';
  /** The run history shows it here. */
  readonly shown: boolean;
}

/** One secret on its way. */
export interface SecretPath {
  /** `The secret that "Get secret" reads from Azure Key Vault` */
  readonly label: string;
  /** From the source on, each after those that it has the secret from. */
  readonly stops: readonly SecretStop[];
  /** From which step to which it goes. */
  readonly ways: readonly (readonly [from: number, to: number])[];
}

export interface FlowGraph {
  readonly name: string;
  /** Each before the steps that it holds. Triggers first. */
  readonly steps: readonly GraphStep[];
  readonly lanes: readonly GraphLane[];
  readonly secrets: readonly SecretPath[];
}
