/** What several rules say of the settings of one step, and how they repair it. */
import type { Disposition, Finding, RuleFix, Severity } from '../finding.ts';
import type { FixKind } from '../fixes/kinds.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { replaceValue } from '../json/edits.ts';
import { encodeString } from '../json/escapes.ts';
import type { NodePlace } from '../json/nodePlace.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { FlowRuleContext } from './rule.ts';
import { quotedName } from './unknownNames.ts';

/** What is wrong with one step. */
export interface Problem {
  readonly place: NodePlace;
  readonly message: string;
  readonly hint: string;
  /** Default: the rule's. */
  readonly severity?: Severity;
  /** Default: that the flow does not turn on. */
  readonly why?: string;
  /** Tells two problems at one place apart; no value of the file. */
  readonly key: string;
  /** The preferred one first. */
  readonly repairs?: readonly Repair[] | undefined;
}

/** A repair whose edits are worked out when it is asked for. */
export interface Repair {
  readonly kind: FixKind;
  readonly title: string;
  /** Default: review, as something else may be meant. */
  readonly disposition?: Disposition;
  readonly edits: () => readonly TextEdit[];
}

const REFUSED = 'The flow cannot be saved or turned on, and an import does not tell.';

/** One step under a check, and what was found in it. */
export class StepCheck {
  readonly flow: FlowModel;
  readonly tree: JsonTree;
  readonly step: Step;
  /** Made with the first one: most steps have none. */
  #problems: Problem[] | undefined;
  #nodes: Set<NodeId> | undefined;

  constructor(flow: FlowModel, step: Step) {
    this.flow = flow;
    this.tree = flow.tree;
    this.step = step;
  }

  add(problem: Problem): void {
    this.#problems ??= [];
    this.#problems.push(problem);
    this.#nodes ??= new Set();
    this.#nodes.add(problem.place.node);
  }

  /** True for a place with a problem. */
  hasProblem(node: NodeId): boolean {
    return this.#nodes?.has(node) === true;
  }

  /** Gives the rule what was found, in the order in which it was. */
  report({ report }: FlowRuleContext): void {
    for (const { repairs = [], why = REFUSED, ...problem } of this.#problems ?? [])
      report({ ...problem, why, fix: bestOf(repairs), data: repairs });
  }
}

function bestOf(repairs: readonly Repair[]): Disposition | null {
  if (repairs.length === 0) return null;
  return repairs.some(({ disposition }) => disposition === 'safe') ? 'safe' : 'review';
}

/** The repairs of a finding that a `StepCheck` reported. */
export function problemFixes({ data }: Finding): readonly RuleFix[] {
  return (data as readonly Repair[]).map(({ disposition = 'review', edits, ...repair }) => ({
    ...repair,
    disposition,
    edits: edits(),
  }));
}

/** Gives a property the name that it is meant to have. */
export function renameKey(tree: JsonTree, node: NodeId, to: string): Repair {
  return {
    kind: 'correct-key',
    title: `Write "${to}" in place of ${quotedName(tree.key(node))}`,
    edits: () => [{ span: tree.keySpan(node), newText: `"${encodeString(to)}"` }],
  };
}

/** Writes the value that is meant in place of a text; none where nobody knows it. */
export function replaceText(tree: JsonTree, node: NodeId, value: string | undefined): readonly Repair[] {
  if (value === undefined) return [];
  return [
    {
      kind: 'correct-value',
      title: `Write "${value}" in place of ${quotedName(tree.string(node))}`,
      edits: () => replaceValue(tree, node, value),
    },
  ];
}

/** True for one of a few values, without case, as the platform compares them. */
export function isOneOf(text: string, values: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return values.some((one) => one.toLowerCase() === lower);
}

/** A property by its name without case, as the platform reads it; `NONE` where it is missing. */
export function property(tree: JsonTree, node: NodeId, name: string): NodeId {
  const exact = tree.child(node, name);
  if (exact !== NONE || !tree.isObject(node)) return exact;
  const lower = name.toLowerCase();
  const end = tree.after(node);
  for (let child = node + 1; child < end; child = tree.after(child))
    if (tree.keyLength(child) === name.length && tree.key(child).toLowerCase() === lower) return child;
  return NONE;
}
