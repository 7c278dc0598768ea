import type { FlowDocument } from '../../flow/document.ts';
import type { FlowModel } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { findSecrets, worthScanning, worthScanningIn } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch, ValueContext } from '../../secrets/detect/types.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { schemaTexts } from '../../secrets/schemaTexts.ts';
import { detached } from '../../text/lower.ts';

/** The part of the rule that reads the names in a flow: its keys, and the strings that no run takes as a value. */

/** A name that holds a secret. */
export interface NameLeak {
  readonly node: NodeId;
  readonly inKey: boolean;
  readonly match: SecretMatch;
  /** `the name of the action "Call_ERP"`. */
  readonly where: string;
}

/** No shorter name holds a secret: most of them are shorter. */
const SHORTEST = 14;

/** Secrets that a text holds by their own form, or that it calls one itself. */
export function secretsInName(text: string): readonly SecretMatch[] {
  if (text.length < SHORTEST || !worthScanning(text)) return NO_MATCHES;
  const found = findSecrets(text, ANONYMOUS);
  return found.length === 0
    ? NO_MATCHES
    : found.filter(
        ({ confidence, span }) => confidence !== 'low' && !isPlaceholder(text.slice(span.start, span.end)),
      );
}

const NO_MATCHES: readonly SecretMatch[] = [];
const ANONYMOUS: ValueContext = { names: [], isWorthScanning: true };

/** The same for a key. Steps are called alike from flow to flow, and each name stands in every `runAfter` behind it. */
function secretsInKey(key: string): readonly SecretMatch[] {
  if (harmless.has(key)) return NO_MATCHES;
  const found = secretsInName(key);
  if (found.length === 0 && key.length <= LONGEST_KEPT) {
    if (harmless.size >= MOST_KEPT) harmless.clear();
    harmless.add(detached(key));
  }
  return found;
}

/** Keys that hold nothing. */
const harmless = new Set<string>();
const MOST_KEPT = 4096;
const LONGEST_KEPT = 160;

/**
 * In document order. `secrets` and `about` are told already: values, and texts that people write. A name is told where it is
 * given, not where something refers to it.
 */
export function leaksInNames(
  document: FlowDocument,
  flow: FlowModel,
  secrets: readonly SecretHit[],
  about: ReadonlySet<NodeId>,
): NameLeak[] {
  const { tree } = flow;
  const leaks: NameLeak[] = [];
  const given = new Set<string>();
  const strings: { node: NodeId; matches: readonly SecretMatch[] }[] = [];
  let values: Values | undefined;
  // A template may hold several flows, each with its own properties.
  const root = document.flows.length === 1 ? tree.root : flow.properties;
  const end = tree.after(root);
  for (let node = root; node < end; node++) {
    // Most nodes end here.
    if (!tree.isCoded(node)) continue;
    if (tree.keyIsCoded(node)) {
      const key = tree.key(node);
      const matches = secretsInKey(key);
      if (matches.length > 0 && !refersToStep(flow, node, key) && !isExpression(flow, node, true)) {
        given.add(key);
        const where = keyPlace(flow, node, key);
        for (const match of matches) leaks.push({ node, inKey: true, match, where });
      }
    }
    if (!tree.valueIsCoded(node)) continue;
    values ??= new Values(flow);
    if (values.holds(node)) continue;
    if (!worthScanningIn(tree.text, tree.start(node) + 1, tree.end(node) - 1)) continue;
    const matches = secretsInName(tree.string(node));
    if (matches.length > 0) strings.push({ node, matches });
  }
  if (strings.length > 0) {
    const reported = new Set([...about, ...secrets.map((hit) => hit.node), ...samplesIn(flow)]);
    for (const { node, matches } of strings) {
      if (reported.has(node) || isExpression(flow, node, false)) continue;
      // The key of a connection, required properties of a schema.
      const value = tree.string(node);
      if (given.has(value)) continue;
      for (const match of matches) leaks.push({ node, inKey: false, match, where: stringPlace(flow, node) });
    }
  }
  return leaks.sort((a, b) => a.node - b.node || a.match.span.start - b.match.span.start);
}

const VALUE = 1;
const INPUTS = 2;

/** What the rules about values look through, string by string; asked in document order. */
class Values {
  readonly #tree: JsonTree;
  readonly #marks: Uint8Array;
  #next = 0;
  #until = 0;
  #inputs: NodeId = NONE;
  /** Parts of those inputs that are no values: which operation is called, and schemas beside their samples. */
  #others: readonly NodeId[] | undefined;
  #other = 0;

  constructor(flow: FlowModel) {
    this.#tree = flow.tree;
    this.#marks = marksOf(flow);
  }

  holds(node: NodeId): boolean {
    const tree = this.#tree;
    for (; this.#next <= node; this.#next++) {
      const mark = this.#marks[this.#next];
      if (mark === 0) continue;
      this.#until = Math.max(this.#until, tree.after(this.#next));
      if (mark === INPUTS) {
        this.#inputs = this.#next;
        this.#others = undefined;
        this.#other = 0;
      }
    }
    if (node >= this.#until) return false;
    if (this.#inputs === NONE || node >= tree.after(this.#inputs)) return true;
    this.#others ??= tree
      .children(this.#inputs)
      .filter((part) => tree.keyIs(part, 'host') || tree.keyIs(part, 'schema'));
    // In document order: a part that ended is asked for no more.
    while (this.#other < this.#others.length && tree.after(this.#others[this.#other]!) <= node) this.#other++;
    return this.#other >= this.#others.length || node < this.#others[this.#other]!;
  }
}

function marksOf({ tree, steps, triggers, parameters, definition }: FlowModel): Uint8Array {
  const marks = new Uint8Array(tree.count);
  // `NONE` lies outside and marks nothing.
  marks[tree.child(definition, 'staticResults')] = VALUE;
  for (const { inputs, control, trackedProperties } of steps) {
    marks[control] = VALUE;
    marks[trackedProperties] = VALUE;
    marks[inputs] = INPUTS;
  }
  for (const { node } of triggers) marks[tree.child(node, 'conditions')] = VALUE;
  for (const { defaultValue } of parameters) marks[defaultValue] = VALUE;
  return marks;
}

function samplesIn(flow: FlowModel): NodeId[] {
  return schemaTexts(flow).flatMap(({ kind, node }) => (kind === 'sample' ? [node] : []));
}

function refersToStep({ tree, actions }: FlowModel, node: NodeId, key: string): boolean {
  return tree.keyIs(tree.parent(node), 'runAfter') && actions.some((one) => one.name === key);
}

function isExpression({ expressions }: FlowModel, node: NodeId, inKey: boolean): boolean {
  return expressions.some((site) => site.node === node && site.inKey === inKey);
}

function keyPlace(flow: FlowModel, node: NodeId, key: string): string {
  const { tree } = flow;
  const step = stepAt(flow, node);
  if (step?.node === node) return `the name of the ${step.role} "${key}"`;
  if (flow.parameters.some((one) => one.node === node)) return `the name of the parameter "${key}"`;
  if (flow.connections.some((one) => one.node === node)) return `the connection key "${key}"`;
  if (tree.keyIs(tree.parent(node), 'cases')) return `the name of the case "${key}"`;
  return step === undefined ? `the key "${key}" of the flow` : `the key "${key}" of "${step.name}"`;
}

function stringPlace(flow: FlowModel, node: NodeId): string {
  const { tree } = flow;
  const step = stepAt(flow, node);
  const of = step === undefined ? 'the flow' : `"${step.name}"`;
  return tree.hasKey(node) ? `"${tree.key(node)}" of ${of}` : `a text of ${of}`;
}
