import type { StepChange } from './steps.ts';
import type { InputChange, Noise, Pointers, SettingChange, SmallChange, ValueChange } from './values.ts';

/** The file of a flow in one of the versions. */
export interface FlowSide {
  /** As it was given to the comparison. */
  readonly uri: string;
  readonly name: string;
}

/** What starts a flow. Undefined parts did not change. */
export interface TriggerChange {
  /** `replaced`: it is of another type, or of another operation. */
  readonly kind: 'added' | 'removed' | 'replaced' | 'changed';
  readonly name: string;
  readonly type: string;
  /** What it was called, and what it was, where that differs. */
  readonly was: { readonly name: string; readonly type: string } | undefined;
  readonly pointers: Pointers;
  readonly inputs: readonly InputChange[];
  readonly moreInputs: number;
  readonly settings: readonly SettingChange[];
}

/** Who may start the flow, within a sentence: `anyone who has the URL of the trigger`; undefined where nobody calls it. */
export interface CallersChange {
  readonly was: string | undefined;
  readonly now: string | undefined;
  /** It is open to more people. */
  readonly wider: boolean;
}

export type RunsAs = 'embedded' | 'invoker';

/** A connection of a flow. */
export interface ConnectionChange {
  /**
   * - `reference`: it points to another connection reference (or connection)
   * - `runsAs`: the same reference, used as somebody else
   * - `connector`: the reference is of another connector, as the flow or `customizations.xml` says
   * - `definition`: only the reference itself changed, beside the flow
   */
  readonly kind: 'added' | 'removed' | 'reference' | 'runsAs' | 'connector' | 'definition';
  readonly key: string;
  /** Title of the connector: `Office 365 Outlook`; and the one before, where it was another. */
  readonly connector: string;
  readonly connectorWas: string | undefined;
  /** Logical names of references; else what the flow is bound to; undefined for nothing. */
  readonly was: string | undefined;
  readonly now: string | undefined;
  readonly runsAs: { readonly was: RunsAs | undefined; readonly now: RunsAs | undefined } | undefined;
  /** Steps of head, of a removed one those of base; triggers too. */
  readonly usedBy: readonly string[];
  readonly pointers: Pointers;
}

/** A parameter of the flow. One that stands for an environment variable is told with the variable, where other flows have it too. */
export interface ParameterChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly name: string;
  /** What it was called; undefined where that is the same. */
  readonly was: string | undefined;
  /** Schema name of the environment variable. */
  readonly variable: string | undefined;
  readonly pointers: Pointers;
  readonly value: ValueChange | undefined;
  readonly type: { readonly was: string; readonly now: string } | undefined;
  readonly description: ValueChange | undefined;
}

/** A variable of the flow (`Initialize variable`) under another name. Others are told by their steps. */
export interface VariableRename {
  readonly was: string;
  readonly now: string;
}

/** An environment variable: its definition, its value, and its copies in the flows, told once. */
export interface EnvironmentVariableChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly schemaName: string;
  readonly displayName: string;
  /** Its default, as the definition or the copies in the flows say. */
  readonly defaultValue: ValueChange | undefined;
  /** The value that is exported beside the definition. */
  readonly value: ValueChange | undefined;
  readonly type: { readonly was: string | undefined; readonly now: string | undefined } | undefined;
  readonly description: ValueChange | undefined;
  /** Names of the flows in whose copies it changed, in order. */
  readonly flows: readonly string[];
  /** The definition or the value itself changed; false when only copies did. */
  readonly defined: boolean;
}

/** How many of what changed in a flow; steps at every level. */
export interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
  readonly renamed: number;
  /** Of them those that moved as well; they count in `moved` and `renamed`. */
  readonly movedAndRenamed: number;
  /** Steps that were there before, in another place of their list or waiting for others. */
  readonly reordered: number;
  /** Steps and triggers with other inputs. */
  readonly stepsWithInputs: number;
  readonly inputs: number;
  readonly settings: number;
  readonly connections: number;
  readonly parameters: number;
}

export interface GraphNode {
  /** Unique in the graph: `n0`, `n1`. */
  readonly id: string;
  readonly label: string;
  readonly state: 'added' | 'removed' | 'changed' | 'same';
  /** Id of the container's node; undefined at the top. */
  readonly inside: string | undefined;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly state: 'added' | 'removed' | 'same';
}

/** The steps that came, went, moved or run at another time, with one neighbour on each side. Containers hold others (`inside`). */
export interface ChangeGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes that were left out: at most 40 are there. */
  readonly left: number;
}

/** What a whole flow is, for one that is there in one version only. */
export interface FlowOutline {
  readonly trigger: string;
  readonly callers: string | undefined;
  readonly steps: number;
  /** Titles of connectors, each once. */
  readonly connectors: readonly string[];
}

/** One flow with something to tell. Names are as people know them, secrets masked, not escaped. */
export interface FlowChange {
  /**
   * - `changed`: also where only its name or what lies beside it changed
   * - `same`: probably the same flow under another id (`otherId`), and what changed in it
   * - `unreadable`: of both versions one cannot be read, or neither; nothing more is known than that the file changed
   */
  readonly kind: 'added' | 'removed' | 'changed' | 'same' | 'unreadable';
  /** Lower-cased workflow id, of head where there are two; undefined when the files do not tell. */
  readonly id: string | undefined;
  readonly name: string;
  readonly base: FlowSide | undefined;
  readonly head: FlowSide | undefined;
  readonly renamed: { readonly was: string; readonly now: string } | undefined;
  /** `alike`: share of steps that are the same, of 1. */
  readonly otherId: { readonly was: string; readonly now: string; readonly alike: number } | undefined;
  /** Which side cannot be read, and why: within a sentence, no text of the file. Also of flows that came or went. */
  readonly unreadable: { readonly side: 'base' | 'head' | 'both'; readonly reason: string } | undefined;
  /** Of flows that are there, or can be read, in one version only. */
  readonly outline: FlowOutline | undefined;
  /** Draft, on or suspended, as the files say. */
  readonly state: { readonly was: string | undefined; readonly now: string | undefined } | undefined;
  readonly trigger: TriggerChange | undefined;
  readonly callers: CallersChange | undefined;
  readonly connections: readonly ConnectionChange[];
  readonly parameters: readonly ParameterChange[];
  /** Schema names of environment variables that changed and are told beside the flows (`Changes.environmentVariables`). */
  readonly environmentVariables: readonly string[];
  readonly variables: readonly VariableRename[];
  /** In run order; removed ones where they stood. Those inside a container that came, went or moved are below it. */
  readonly steps: readonly StepChange[];
  readonly settings: readonly SettingChange[];
  readonly small: readonly SmallChange[];
  readonly counts: Counts;
  /** Steps that differ in nothing but the new names of others. */
  readonly followed: number;
  readonly noise: readonly Noise[];
  /** Undefined where nothing but inputs changed. */
  readonly graph: ChangeGraph | undefined;
}

/** What changed between two versions of a set of flows. Plain data; nothing in it has to be masked again. */
export interface Changes {
  /** Flows with something to tell, by the address of head (else base). */
  readonly flows: readonly FlowChange[];
  readonly environmentVariables: readonly EnvironmentVariableChange[];
  /** Flows that are the same, those whose differences mean nothing left out: they are in `noise`. */
  readonly unchanged: number;
  /** Flows that differ in nothing that means anything, or only in copies of `environmentVariables`. */
  readonly onlyNoise: number;
  /** Over all flows, zero counts left out, in the order of `NOISE_KINDS`. */
  readonly noise: readonly Noise[];
}
