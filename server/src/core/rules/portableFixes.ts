import type { Disposition, Finding, Part, RuleFix } from '../finding.ts';
import { sharedLiteralFixes, takesParameters } from '../fixes/literal/index.ts';
import type { LiteralPlace } from '../fixes/literal/types.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import type { FlowRuleContext } from './rule.ts';

/** One place where a text that ties the flow to an environment stands. */
export interface PortableUse {
  readonly node: NodeId;
  readonly part: Part;
  readonly step: Step;
}

/** Uses that a repair changes: readers of a variable, Compose step or parameter go on reading it. */
export function withoutReaders<
  T extends { readonly node: NodeId; readonly constant: { readonly node: NodeId } | undefined },
>(uses: readonly T[]): readonly T[] {
  return uses.filter((use) => use.constant === undefined || use.node === use.constant.node);
}

/**
 * The uses of each text, those that no repair reaches in a group of their own: they must not keep the others from being
 * repaired.
 */
export function byRepair<T extends { readonly step: Step; readonly constant?: unknown }>(
  flow: FlowModel,
  groups: readonly (readonly T[])[],
  nodeOf: (use: T) => NodeId,
): readonly (readonly T[])[] {
  return groups.flatMap((uses) => {
    // A text that is kept in one place and read in others is one thing.
    if (uses.length < 2 || uses.some((use) => use.constant !== undefined)) return [uses];
    const reached = uses.filter((use) => takesParameters(flow, use.step, nodeOf(use)));
    if (reached.length === 0 || reached.length === uses.length) return [uses];
    return [uses.filter((use) => !reached.includes(use)), reached];
  });
}

/** What a finding keeps for its fixes. */
class PortableData {
  readonly places: readonly LiteralPlace[];

  constructor(places: readonly LiteralPlace[]) {
    this.places = places;
  }
}

/** The literals of a finding; undefined for data of other rules. */
export function portablePlaces(data: unknown): readonly LiteralPlace[] | undefined {
  return data instanceof PortableData ? data.places : undefined;
}

/** Places as the repairs take them; undefined where one is no part of a text value. */
export function portableData(
  { flow }: FlowRuleContext,
  uses: readonly PortableUse[],
  name: string,
): PortableData | undefined {
  const places: LiteralPlace[] = [];
  for (const { node, part, step } of uses) {
    if (typeof part === 'object' && !('inString' in part)) return undefined;
    const span = typeof part === 'object' ? part.inString : { start: 0, end: flow.tree.string(node).length };
    places.push({ node, span, secret: false, step, name });
  }
  return new PortableData(places);
}

export function portableFixOf(context: FlowRuleContext, data: PortableData | undefined): Disposition | null {
  if (data === undefined || context.solution === undefined) return null;
  return sharedLiteralFixes(context.flow, context.solution, data.places).length > 0 ? 'review' : null;
}

export function portableFixes({ flow, solution, otherFlows }: FlowRuleContext, finding: Finding): RuleFix[] {
  const places = portablePlaces(finding.data);
  return places === undefined ? [] : sharedLiteralFixes(flow, solution, places, otherFlows);
}
