// Plain data that goes to the client as it is: this file imports nothing.

/** A secret that stands in the place of a value; the value itself is never told. */
export interface SecretChip {
  readonly kind: 'secret';
  /** What a maker calls it: `Get secret`. */
  readonly text: string;
  /** Where it comes from: `the secret that "Get_secret" reads from Azure Key Vault`. */
  readonly what: string;
  /** Id of the step that it comes from; undefined for parameters. */
  readonly step: number | undefined;
  /** Equal for one source. */
  readonly source: number;
}

/** A piece of a value. All text is ready to be shown as plain text: secrets masked, hidden characters made visible, line breaks kept. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** What a maker picks from the list of dynamic content. */
  | {
      readonly kind: 'token';
      readonly text: string;
      /** Step, `Variables` or `Parameters` that it belongs to; '' for a function. */
      readonly of: string;
      readonly expression: string;
    }
  | SecretChip
  /** Says what only a run can fill in, or what the platform leaves out. */
  | { readonly kind: 'note'; readonly text: string };

export interface Row {
  /** As the designer calls it. */
  readonly name: string;
  /** As the definition calls it. */
  readonly raw: string;
  /** Of nested values. */
  readonly depth: number;
  /** Empty for a name with rows below it. */
  readonly parts: readonly Part[];
}

/** What the run page shows of inputs or outputs. */
export type SidePreview =
  | { readonly kind: 'hidden'; readonly why: string }
  | {
      readonly kind: 'shown';
      readonly rows: readonly Row[];
      /** A setting that hides nothing, a type that cannot be secured; '' for none. */
      readonly note: string;
    };

/** The error section, should the step fail. It is shown whether or not inputs and outputs are hidden. */
export interface FailurePreview {
  readonly code: string;
  readonly message: string;
  /** Secrets of the inputs, which a message may repeat. */
  readonly mayRepeat: readonly SecretChip[];
}

export type StepKind = 'trigger' | 'step' | 'loop' | 'condition' | 'switch' | 'scope';

/** The list of steps that a step stands in, if it is one of several or of a loop. */
export interface BranchPreview {
  /** `If yes`, `If no`, `Case "Paid"`, `Default`; '' in loops and scopes. */
  readonly label: string;
  readonly choice: number;
}

export interface StepPreview {
  /** Its place in `FlowModel.steps`. */
  readonly id: number;
  readonly name: string;
  readonly kind: StepKind;
  /** What it does, in a maker's words. */
  readonly does: string;
  /** Containers around it. */
  readonly depth: number;
  /** The container that it stands in. */
  readonly parent: number | undefined;
  readonly branch: BranchPreview;
  /** Choices of a condition or a switch, by `BranchPreview.choice`. */
  readonly choices: readonly string[];
  /** Of its name in the file, in UTF-16 code units. */
  readonly span: { readonly start: number; readonly end: number };
  /** Of all of it, from its name to the end of its value, with the steps in it. */
  readonly whole: { readonly start: number; readonly end: number };
  /** Runs only when a step before it fails: skipped in a run without errors. */
  readonly onlyAfter: string;
  readonly failure: FailurePreview;
  /** Undefined where the run page has no such section for the step. */
  readonly inputs: SidePreview | undefined;
  readonly outputs: SidePreview | undefined;
}

/** A flow as the page of a run would show it. Steps stand in run order, containers before what is in them. */
export interface RunPreview {
  /** Name of the flow, as far as the caller knows it. */
  readonly title: string;
  readonly steps: readonly StepPreview[];
  /** Sides that show a secret, and sides that are hidden. */
  readonly showing: number;
  readonly hidden: number;
}

/** A step that differs between two previews. */
export interface StepChange {
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Sides that differ; empty for a step that only one of them has. */
  readonly sides: readonly ('inputs' | 'outputs')[];
}
