import { nearest } from '../config/index.ts';
import type { Disposition, RuleFix } from '../finding.ts';
import { writeName } from '../fixes/flow/names.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { NameUse } from '../flow/names/index.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { cutText } from '../text/cut.ts';
import { groupedBy } from '../text/groupedBy.ts';
import { MOST_SUGGESTIONS } from './nearNames.ts';
import type { FlowRuleContext } from './rule.ts';
import { stepName } from './texts.ts';

/** What several rules say of a name that nothing in the flow has. */
export interface UnknownName {
  readonly use: NameUse;
  /** Behind the step: `reads the step "X", which is not in the flow`. */
  readonly description: string;
  /** Names that are there and may be intended, in any order. */
  readonly known: () => Iterable<string>;
  /** The one that is intended, whatever it is called. */
  readonly intended?: () => string | undefined;
  /** What people call some of them, with the name of each: the title of an input. */
  readonly titles?: () => ReadonlyMap<string, string>;
  /** What to do where no name is near. */
  readonly otherwise: string;
  /** What follows for whom. */
  readonly why: string;
}

/** More related places of one wrong name help nobody. */
const MOST_RELATED = 10;

/** For the repairs of a finding. */
interface Suggestion {
  readonly use: NameUse;
  readonly near: string | undefined;
}

/**
 * One finding for each place, so that each can be repaired; places of the same wrong name know of each other. `fix`: what there
 * is where no name is near.
 */
export function reportUnknown(
  { flow, report }: FlowRuleContext,
  found: readonly UnknownName[],
  fix: Disposition | null | ((one: UnknownName) => Disposition | null) = null,
): void {
  const sameName = groupedBy(found, (one) => one.use.name.toLowerCase());
  for (const [index, one] of found.entries()) {
    const { use, description, otherwise, why } = one;
    const others = sameName.get(use.name.toLowerCase())!.slice(0, MOST_RELATED + 1);
    const near = index < MOST_SUGGESTIONS ? nearestName(one) : undefined;
    report({
      place: use.place,
      message: `${userName(flow, use)} ${description}.`,
      hint: near === undefined ? otherwise : `Perhaps ${quotedName(near)} is meant. ${otherwise}`,
      why,
      key: keyOf(use),
      related: others.flatMap(({ use: other }) =>
        other === use ? [] : [{ ...other.place, message: `${userName(flow, other)} names it, too` }],
      ),
      fix: near !== undefined ? 'review' : typeof fix === 'function' ? fix(one) : fix,
      data: { use, near } satisfies Suggestion,
    });
  }
}

/** By what is known of it, by name or by title. */
function nearestName({ use, known, titles, intended }: UnknownName): string | undefined {
  const sure = intended?.();
  if (sure !== undefined) return sure;
  const named = titles?.();
  if (named === undefined) return nearest(use.name, known());
  const names = new Set(known());
  const near = nearest(use.name, [...names, ...named.keys()]);
  return near === undefined || names.has(near) ? near : named.get(near);
}

/** The repair of such a finding: the name that is near, written into its place. */
export function unknownNameFixes({ flow }: FlowRuleContext, data: unknown): readonly RuleFix[] {
  const { use, near } = data as Suggestion;
  if (near === undefined) return [];
  return [
    {
      kind: 'correct-name',
      title: `Name ${quotedName(near)} in place of ${quotedName(use.name)}`,
      disposition: 'review',
      edits: [writeName(flow.tree, use, near)],
    },
  ];
}

/** Who uses a name: a step, or an output of the flow. */
export function userName(flow: FlowModel, { step }: { readonly step: Step | undefined }): string {
  if (step === undefined) return 'An output of the flow';
  return step.role === 'trigger' && step === flow.triggers[0]
    ? `The trigger ${stepName(step)}`
    : stepName(step);
}

/** A name between quotes, cut where it is very long, without a secret that it may hold. */
export function quotedName(name: string): string {
  return `"${cutText(withoutSecrets(name), 80)}"`;
}

/**
 * Tells places in one string apart: by the name, since a position moves with whatever stands before it, and a repair there would make
 * another finding of this one. Like names are counted.
 */
export function keyOf({ place: { part }, name }: NameUse): string {
  if (typeof part !== 'object') return '';
  return `${'inKey' in part ? 'key' : 'value'} ${name.toLowerCase()}`;
}
