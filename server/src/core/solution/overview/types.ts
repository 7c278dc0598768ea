import type { CallerKind } from '../../callers/index.ts';
import type { Source as SecretSource } from '../../exposure/taint.ts';
import type { VariableRowsOverview } from '../../exposure/variableRows.ts';
import type { Wrapper } from '../../flow/model.ts';
import type { Span } from '../../text/span.ts';
import type { FlowOwnerFact } from '../owners/index.ts';

/** Does an operation change anything outside the flow? `unknown` for what its name does not tell. */
export type Effect = 'reads' | 'writes' | 'unknown';

/** A step of a flow, with the place of its name: the key in quotes. */
export interface StepOverview {
  readonly name: string;
  readonly span: Span;
  readonly role: 'trigger' | 'action';
  /** In a maker's words, without the connector: `Send an email`. */
  readonly what: string;
  readonly effect: Effect;
  /** As the file has it. */
  readonly operationId: string | undefined;
}

/**
 * What a flow's connection is bound to: a `reference` of the solution, a `connection` itself (the flow then runs only where
 * that connection is), a `package` resource that the import asks for, or `nothing` yet.
 */
export type Binding = 'reference' | 'connection' | 'package' | 'nothing';

/** One key of `connectionReferences`, or one that steps name although it is not there. */
export interface ConnectionOverview {
  readonly key: string;
  /** The key in quotes; of a key that is not declared, the first step that names it. */
  readonly span: Span;
  readonly declared: boolean;
  /** `shared_office365`; undefined when the file does not tell. */
  readonly apiName: string | undefined;
  readonly binding: Binding;
  /** Logical name of the connection reference. */
  readonly logicalName: string | undefined;
  readonly logicalNameSpan: Span | undefined;
  /** The connection itself, where the file names one: `shared-office365-1a2b`. */
  readonly connectionName: string | undefined;
  /** `embedded`: runs as the maker's connection; `invoker`: as the person who starts the flow. */
  readonly source: 'embedded' | 'invoker' | undefined;
  /** In document order; none for a key that nothing uses. */
  readonly steps: readonly StepOverview[];
  /** True when surely nothing in the flow uses it; false also when the file does not tell. */
  readonly unused: boolean;
}

/** A parameter that stands for an environment variable. */
export interface VariableOverview {
  readonly schemaName: string;
  readonly parameter: string;
  /** The parameter's default is a secret: exports copy the variable's value there. */
  readonly holdsSecret: boolean;
  /** A step that signs in with its value, which proves that it is a credential. */
  readonly usedAs?: { readonly step: string; readonly how: string };
  /** The parameter's key in quotes. */
  readonly span: Span;
}

/** A trigger or an action, with the place of its name: the key in quotes. */
export interface NameOverview {
  readonly name: string;
  readonly role: 'trigger' | 'action';
  readonly span: Span;
}

export interface ChildOverview {
  /** Lower-cased GUID of the flow that is called. */
  readonly flowId: string;
  readonly step: string;
  readonly span: Span;
}

export interface TriggerOverview extends StepOverview {
  /** Lower-cased type and kind: `request`, `http`. */
  readonly type: string;
  readonly kind: string;
  /** Who puts values into the flow; undefined for schedules and events. */
  readonly caller: CallerKind | undefined;
  /** For people, within a sentence: `anyone who has the URL of the trigger`. */
  readonly who: string | undefined;
  /** What a Request trigger takes; absent where it declares nothing that can be read. */
  readonly inputs?: readonly InputOverview[];
  /** It takes no others than these. */
  readonly declaresAll?: true;
}

/** A property of the schema of a Request trigger. */
export interface InputOverview {
  readonly key: string;
  /** As makers see it: the designer calls `text_1` by it. */
  readonly title: string;
  readonly required: boolean;
}

/** A property of what a flow gives back to the flows that call it. */
export interface AnsweredOverview {
  readonly key: string;
  /** As makers see it; the key where they gave none. */
  readonly title: string;
  /** Of JSON schema; absent where none is declared. */
  readonly type?: string;
}

/** A place where a secret enters the flow. */
export interface SecretOverview {
  /** `literal` and `parameter`: it stands in the file. `named`: only the name of a field says so. */
  readonly kind: SecretSource['kind'];
  /** The step that reads it or holds it; undefined for parameters. */
  readonly step: string | undefined;
}

/** A literal of the flow that a finding points at: a secret, or a text that belongs to one environment. */
export interface LiteralOverview {
  /** Equal for the same literal in two flows (`fixes/literal/literalHash.ts`); says nothing of the value, differs from run to run. */
  readonly hash: string;
  /** False when one of the places can take no expression. */
  readonly replaceable: boolean;
}

/** What happens after a failure. */
export interface FailureOverview {
  /** Steps that run because another one failed or ran out of time, in document order. */
  readonly handlers: readonly StepOverview[];
  /** The first step behind them that tells somebody or ends the run as failed; undefined when the failure goes unheard. */
  readonly report: StepOverview | undefined;
}

/**
 * What others want to know of a flow: the checks of its solution, trees and lists. Plain data, without values of the flow.
 * Spans are UTF-16 offsets in the text that was checked.
 */
export interface FlowOverview {
  readonly uri: string;
  /** Lower-cased GUID; undefined when the file does not tell. */
  readonly flowId: string | undefined;
  /** From the file's name or the wrapper; the solution may know the display name. */
  readonly name: string;
  readonly wrapper: Wrapper;
  readonly trigger: TriggerOverview | undefined;
  readonly connections: readonly ConnectionOverview[];
  /** Steps that send HTTP requests without a connector; the policies of a tenant count them as the connector "HTTP". */
  readonly http: readonly StepOverview[];
  /** Ids of built-in operations that policies know, lower-cased: `http`, `httprequestreceived`; absent when there are none. */
  readonly builtIns?: readonly string[];
  readonly variables: readonly VariableOverview[];
  readonly children: readonly ChildOverview[];
  /** It has a step that answers its caller. */
  readonly answers: boolean;
  /** What the answer holds; absent where nothing tells. Not a part of the stamp: only completion asks. */
  readonly answered?: readonly AnsweredOverview[];
  /** Triggers and actions, at every level. */
  readonly steps: number;
  /** The same by name, to be looked for. Not a part of the stamp: only searches ask. */
  readonly names: readonly NameOverview[];
  /** Those with secured inputs or outputs of their own. */
  readonly secured: readonly StepOverview[];
  /** Where secrets enter it; none for a flow that handles none. */
  readonly secrets: readonly SecretOverview[];
  readonly failures: FailureOverview;
  /** What the flow's own file says about people: its creator, who may call it. */
  readonly owners: readonly FlowOwnerFact[];
  /** Steps that read environment variables out of their tables; absent when there are none. */
  readonly variableRows?: readonly VariableRowsOverview[];
  /** Absent when there are none. Not a part of the stamp: only repairs ask. */
  readonly literals?: readonly LiteralOverview[];
  /** False when damage hides a part of the flow. */
  readonly whole: boolean;
}
