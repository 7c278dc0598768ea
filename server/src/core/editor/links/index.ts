/** Where a click in a flow leads: other flows, and what the solution around it declares. Never to an address that the flow calls. */

import type { FlowFacts } from '../../rules/flowFacts.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import type { Position, Span } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { schemaNameNode } from '../rename/places.ts';

/** A text of a flow that stands for something in another file. */
export interface FlowLink {
  /** Without the quotes. */
  readonly span: Span;
  /** Address of the file, one that the project has found. */
  readonly uri: string;
  /** The place in it; the whole file when missing. */
  readonly position?: Position;
  readonly tooltip: string;
}

/** The links of a file, in no order. Never throws. */
export function linksOf({ flows }: Analysis): readonly FlowLink[] {
  try {
    return flows.flatMap((facts) => new Links(facts).all());
  } catch {
    // A defect of ours must not take the editor's other features with it.
    return [];
  }
}

class Links {
  readonly #facts: FlowFacts;
  readonly #lines = new Map<string, LineIndex | undefined>();
  readonly #found: FlowLink[] = [];

  constructor(facts: FlowFacts) {
    this.#facts = facts;
  }

  all(): readonly FlowLink[] {
    const { flow, solution } = this.#facts;
    const { tree, actions, parameters, connections } = flow;
    for (const step of actions) {
      if (step.lowerType !== 'workflow') continue;
      const node = tree.child(tree.child(step.inputs, 'host'), 'workflowReferenceName');
      const id = tree.string(node);
      if (id === '') continue;
      const uri = solution?.flow(id)?.uri ?? this.#facts.childOf(id)?.uri;
      if (uri !== undefined) this.#add(node, { uri }, 'Open the child flow');
    }
    if (solution === undefined) return this.#found;
    for (const parameter of parameters) {
      const name = parameter.schemaName ?? '';
      const definition = name === '' ? undefined : solution.environmentVariable(name)?.definition;
      const node = schemaNameNode(flow, parameter);
      if (definition !== undefined) this.#add(node, definition.source, 'Open the environment variable');
    }
    for (const { node, logicalName = '' } of connections) {
      const source = logicalName === '' ? undefined : solution.connectionReference(logicalName)?.sources[0];
      const named = tree.descend(node, 'connection', 'connectionReferenceLogicalName');
      if (source !== undefined) this.#add(named, source, 'Open the connection reference');
    }
    return this.#found;
  }

  #add(node: number, target: { readonly uri: string; readonly span?: Span }, tooltip: string): void {
    const { tree } = this.#facts.flow;
    const { uri } = target;
    const span = tree.spanInString(node, { start: 0, end: tree.string(node).length });
    const lines = target.span === undefined ? undefined : this.#linesOf(uri);
    const at = target.span === undefined ? undefined : lines?.positionAt(target.span.start);
    this.#found.push({ span, uri, ...(at === undefined ? {} : { position: at }), tooltip });
  }

  #linesOf(uri: string): LineIndex | undefined {
    if (!this.#lines.has(uri)) {
      const text = this.#facts.solution?.textOf(uri);
      this.#lines.set(uri, text === undefined ? undefined : new LineIndex(text));
    }
    return this.#lines.get(uri);
  }
}
