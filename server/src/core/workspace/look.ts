import type { FlowDocument, SourceFile } from '../flow/document.ts';
import { flowIdOf } from '../flow/identity.ts';
import { openDocument } from '../flow/index.ts';
import type { NodeId } from '../json/tree.ts';
import type { CheckOptions } from '../rules/checkOptions.ts';
import { FlowFacts } from '../rules/flowFacts.ts';

/** The flows of a text, with what is worked out of them on first use; no rule has been asked. */
export interface Look {
  readonly document: FlowDocument;
  readonly flows: readonly FlowFacts[];
  /** The same file with another text. */
  again(text: string): Look;
}

/** Reads a text without a check: what completion needs while somebody types. */
export function lookAt(source: SourceFile, options: CheckOptions): Look {
  const document = openDocument(source);
  const id = flowIdOf(document);
  return {
    document,
    flows: document.flows.map((flow) => new FlowFacts(flow, options, id)),
    again: (text) => lookAt({ ...source, text }, options),
  };
}

/** The flow around a node; the first one for a node outside of all. */
export function flowAround(
  { document, flows }: Pick<Look, 'document' | 'flows'>,
  node: NodeId,
): FlowFacts | undefined {
  const { tree } = document;
  return flows.find(({ flow }) => node >= flow.properties && node < tree.after(flow.properties)) ?? flows[0];
}
