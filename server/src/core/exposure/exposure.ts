import type { Expr } from '../expressions/index.ts';
import type { ExpressionSite, Side, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import type { Span } from '../text/span.ts';
import type { SecretCall, SignInInput } from './surroundings.ts';
import type { Origin, Source } from './taint.ts';

/** Why the run history does not show a side (exposure.md 1). */
export type Hidden = 'own' | 'linked' | 'platform';

/** One place in a step's inputs where a secret enters. */
export interface Entry {
  readonly node: NodeId;
  readonly inKey: boolean;
  /** Of the decoded string: the expressions that carry it, in an interpolation; undefined for the whole value. */
  readonly span: Span | undefined;
  readonly origins: readonly Origin[];
}

/** One side of one step, by name. */
export interface SlotName {
  readonly step: Step;
  readonly side: Side;
}

/** One side of one step. */
export interface Slot {
  readonly step: Step;
  readonly side: Side;
  readonly origins: readonly Origin[];
  /** Inputs only: the strings that carry it, `Authorization` headers and the authentication block left out. */
  readonly entries: readonly Entry[];
  readonly hidden: Hidden | undefined;
  /** Carries a secret, and the run history shows it. */
  readonly exposed: boolean;
}

/** A place in the outputs of a step that carries secrets. */
export interface OutputPlace {
  /** Property names, lower-cased, from the outputs on; empty for the outputs as a whole. What is in a list stands at the list. */
  readonly path: readonly string[];
  readonly origins: readonly Origin[];
}

export interface RepairPlan {
  readonly sides: readonly SlotName[];
  /** False when something stays exposed, because its type refuses to be secured. */
  readonly complete: boolean;
}

/** What needs a repair, at the place where the repair belongs (exposure.md 3). */
export type ExposureProblem =
  /** A reading step (or trigger) whose outputs are exposed. */
  | {
      readonly kind: 'read' | 'trigger';
      readonly step: Step;
      readonly source: Source;
      readonly consumers: readonly Step[];
    }
  | {
      readonly kind: 'consumer';
      readonly step: Step;
      readonly origins: readonly Origin[];
      readonly entries: readonly Entry[];
    }
  | {
      readonly kind: 'data';
      readonly step: Step;
      readonly origins: readonly Origin[];
      readonly exposed: readonly Slot[];
    }
  | {
      readonly kind: 'variable';
      readonly step: Step;
      readonly variable: string;
      readonly origins: readonly Origin[];
      readonly entries: readonly Entry[];
      readonly readers: readonly Step[];
      /** Readers whose inputs or outputs the run history shows. */
      readonly exposed: readonly Slot[];
    }
  | {
      readonly kind: 'response' | 'notification';
      readonly step: Step;
      readonly sink: string;
      readonly origins: readonly Origin[];
      readonly entries: readonly Entry[];
      readonly exposed: boolean;
    };

/** What the run history of one flow shows of its secrets. */
export interface Exposure {
  readonly sources: readonly Source[];
  readonly problems: readonly ExposureProblem[];
  /** As the file stands. */
  slot(step: Step, side: Side): Slot;
  /** Why the run history would not show this side, whether it carries a secret or not. */
  hiddenBecause(step: Step, side: Side): Hidden | undefined;
  /** The secured sides that the inputs of a step use directly: for their sake the platform hides those inputs as well. */
  hiddenBy(step: Step): readonly SlotName[];
  /** The secrets that one expression carries, wherever it stands in its step. */
  carriedBy(site: ExpressionSite): readonly Origin[];
  /** The same of a part of an expression of a step. */
  carriedIn(step: Step, expr: Expr): readonly Origin[];
  /** Where in the outputs of a step its secrets stand, each place once. */
  outputPlaces(step: Step): readonly OutputPlace[];
  /** Sides to secure so that a problem's exposed slots are hidden, as few as possible. */
  repairPlan(problem: ExposureProblem): RepairPlan;
  /** Property paths of the flow's answer that carry a secret. */
  readonly secretAnswers: readonly (readonly string[])[];
  /** Secrets that it passes to child flows. */
  readonly secretCalls: readonly SecretCall[];
  /** Inputs of its trigger with which it signs in. */
  readonly signInInputs: readonly SignInInput[];
}
