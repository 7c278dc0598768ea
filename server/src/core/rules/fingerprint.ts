import type { Finding } from '../finding.ts';
import type { FlowDocument } from '../flow/document.ts';
import { flowIdOf } from '../flow/identity.ts';
import type { Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import { fileNameOf } from '../solution/paths.ts';
import { hashText } from '../text/hash.ts';

/** Fingerprints of one file's findings: stable while other parts of the file change, free of the file's values. */
export class Fingerprints {
  readonly #document: FlowDocument;
  readonly #counts = new Map<string, number>();

  constructor(document: FlowDocument) {
    this.#document = document;
  }

  of(ruleId: string, node: NodeId, key: string): Pick<Finding, 'fingerprint' | 'sameAs'> {
    const { tree } = this.#document;
    const flow = flowIdOf(this.#document) ?? fileNameOf(this.#document.uri);
    const step = this.#stepOf(node);
    // Steps are named uniquely over the whole flow: a step that moves into a scope keeps its fingerprints.
    const route = tree.path(node).map(String);
    const depth = step === undefined ? 0 : tree.path(step.node).length;
    const place = [step?.name ?? '', ...route.slice(depth)].join('\n');
    const text = [ruleId, flow, place, key].join('\n\n');
    const count = this.#counts.get(text) ?? 0;
    this.#counts.set(text, count + 1);
    const first = hashText(text);
    return count === 0
      ? { fingerprint: first }
      : { fingerprint: hashText(`${text}\n\n${count}`), sameAs: first };
  }

  #stepOf(node: NodeId): Step | undefined {
    const { tree, flows } = this.#document;
    let best: Step | undefined;
    for (const flow of flows) {
      for (const step of [...flow.triggers, ...flow.actions]) {
        if (step.node > node) break;
        if (node < tree.after(step.node)) best = step;
      }
    }
    return best;
  }
}
