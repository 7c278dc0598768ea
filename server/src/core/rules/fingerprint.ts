import type { Identity } from '../finding.ts';
import type { FlowDocument } from '../flow/document.ts';
import { flowIdOf } from '../flow/identity.ts';
import type { Step } from '../flow/model.ts';
import { stepAt } from '../flow/stepAt.ts';
import type { NodeId } from '../json/tree.ts';
import type { SolutionModel } from '../solution/index.ts';
import { fileNameOf } from '../solution/paths.ts';
import { hashText } from '../text/hash.ts';

/** Fingerprints of one file's findings: stable while other parts of the file change, free of the file's values. */
export class Fingerprints {
  readonly #document: FlowDocument;
  readonly #solution: SolutionModel | undefined;
  #flowName: string | undefined;
  readonly #counts = new Map<string, number>();
  readonly #stepNames = new Map<Step, string>();
  /** From the step around a node down to it. */
  readonly #routes = new Map<NodeId, string>();

  /** `solution`: around the file; its metadata may tell the id that the file's name does not. */
  constructor(document: FlowDocument, solution: SolutionModel | undefined) {
    this.#document = document;
    this.#solution = solution;
  }

  /** What stands for the flow: its id, which stays when the file is renamed, else the name of its file. */
  get #flow(): string {
    const { uri } = this.#document;
    this.#flowName ??= flowIdOf(this.#document) ?? this.#solution?.flowAt(uri)?.id ?? fileNameOf(uri);
    return this.#flowName;
  }

  of(ruleId: string, node: NodeId, key: string): Identity {
    const step = this.#stepOf(node);
    // Steps are named uniquely over the whole flow: a step that moves into a scope keeps its fingerprints.
    const place = `${this.#nameOf(step)}${this.#route(node, step?.node ?? this.#document.tree.root)}`;
    const text = [ruleId, this.#flow, place, shortened(key)].join('\n\n');
    const count = this.#counts.get(text) ?? 0;
    this.#counts.set(text, count + 1);
    const first = hashText(text);
    return count === 0
      ? { fingerprint: first }
      : { fingerprint: hashText(`${text}\n\n${count}`), sameAs: first };
  }

  #nameOf(step: Step | undefined): string {
    if (step === undefined) return '';
    let name = this.#stepNames.get(step);
    if (name === undefined) {
      name = shortened(step.name);
      this.#stepNames.set(step, name);
    }
    return name;
  }

  /** Keys and positions from below `top` down to the node, a line break before each. */
  #route(node: NodeId, top: NodeId): string {
    const { tree } = this.#document;
    const nodes: NodeId[] = [];
    let at = node;
    for (; at > top && !this.#routes.has(at); at = tree.parent(at)) nodes.push(at);
    let route = at > top ? this.#routes.get(at)! : '';
    for (const one of nodes.reverse()) {
      route = shortened(`${route}\n${tree.hasKey(one) ? tree.key(one) : tree.position(one)}`);
      this.#routes.set(one, route);
    }
    return route;
  }

  #stepOf(node: NodeId): Step | undefined {
    for (const flow of this.#document.flows) {
      const step = stepAt(flow, node);
      if (step !== undefined) return step;
    }
    return undefined;
  }
}

/** Names and routes in real flows are shorter. */
const LONGEST = 2000;

/** What takes part in the fingerprints of all that stands below it; of a very long text its hash has to do. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : hashText(text);
}

/** The fingerprint of a finding with several places: that of the set, whatever their order. */
export function fingerprintOf(ruleId: string, places: readonly Identity[]): string {
  return hashText([ruleId, ...places.map((one) => one.fingerprint).sort()].join('\n\n'));
}
