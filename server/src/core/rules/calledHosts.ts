import type { FlowModel, Step } from '../flow/model.ts';
import type { NodePlace } from '../json/nodePlace.ts';
import { callTargets } from './callTargets.ts';
import { hostOf } from './hostOf.ts';
import { literalStarts } from './literalStarts.ts';

/** A host that a step calls, where the flow writes it out. */
export interface CalledHost {
  /** Lower-cased, without port. */
  readonly name: string;
  readonly place: NodePlace;
}

/** The hosts that a step calls: those that stand at the start of an address, several where a function chooses between them. */
export function calledHosts(flow: FlowModel, step: Step): readonly CalledHost[] {
  return callTargets(flow, step).flatMap((node) => {
    const site = step.expressions.find((one) => one.node === node && !one.inKey);
    const template = site?.template ?? {
      kind: 'literal' as const,
      value: flow.tree.string(node),
      problems: [],
    };
    return literalStarts(template).flatMap(({ text, at, whole }): CalledHost[] => {
      const host = hostOf(text, whole);
      if (host === undefined) return [];
      const span = { start: at + host.span.start, end: at + host.span.end };
      return [{ name: host.name, place: { node, part: { inString: span } } }];
    });
  });
}
