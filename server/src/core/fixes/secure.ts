import type { Disposition, RuleFix } from '../finding.ts';
import type { FlowModel, Side, Step } from '../flow/model.ts';
import { addElements, addProperties, removeNode, replaceValue } from '../json/edits.ts';
import { NONE } from '../json/tree.ts';
import { maySecure } from '../platform/secureData.ts';
import { overlaps, type TextEdit } from '../text/textEdit.ts';
import { canSecure } from './canSecure.ts';
import type { FixKind } from './kinds.ts';
import { acceptedSides, isWellFormed, readSecureData, rewriteEdits, sidesText } from './secureData.ts';
import { isTrackedReadElsewhere } from './trackedProperties.ts';

export { canSecure } from './canSecure.ts';

/** The note of a repair that changes nothing but what the run history shows, where it leaves something open. */
export const HIDES_NOTE =
  'The flow does what it did, and the run history hides more. What the finding names beside these steps stays visible.';

/**
 * Edits that add `sides` to the step's `secureData`, keeping what is there. Only what the platform surely accepts for
 * this type is written; undefined when a side is not among that, empty when all sides are secured already.
 */
export function secureEdits(
  flow: FlowModel,
  step: Step,
  sides: readonly Side[],
): readonly TextEdit[] | undefined {
  return sides.some((side) => !canSecure(step, side)) ? undefined : addSides(flow, step, sides);
}

/** As `secureEdits`, whatever else stands in the step. */
function addSides(flow: FlowModel, step: Step, sides: readonly Side[]): readonly TextEdit[] | undefined {
  const { tree } = flow;
  if (!tree.isObject(step.node)) return undefined;
  const missing = sides.filter((side) => !step.secured.has(side));
  if (missing.length === 0) return [];
  const configuration = step.runtimeConfiguration;
  if (configuration !== NONE && !tree.isObject(configuration)) return undefined;
  const facts = readSecureData(tree, step);
  if (facts !== undefined && !isWellFormed(tree, facts)) return correctedEdits(flow, step, sides);
  if (configuration === NONE) {
    return addProperties(tree, step.node, [
      ['runtimeConfiguration', { secureData: { properties: missing } }],
    ]);
  }
  const secureData = tree.child(configuration, 'secureData');
  if (secureData === NONE)
    return addProperties(tree, configuration, [['secureData', { properties: missing }]]);
  const properties = tree.child(secureData, 'properties');
  if (properties === NONE) return addProperties(tree, secureData, [['properties', missing]]);
  return addElements(tree, properties, missing);
}

/** A malformed setting becomes right with `sides` in it: what its author meant is not lost. Undefined where that is not sure. */
function correctedEdits(
  flow: FlowModel,
  step: Step,
  sides: readonly Side[],
): readonly TextEdit[] | undefined {
  const facts = readSecureData(flow.tree, step)!;
  const accepted = acceptedSides(flow, step, [...facts.intended, ...sides]);
  if (sides.some((side) => !accepted.includes(side))) return undefined;
  const added = accepted.filter((side) => !step.secured.has(side));
  // What stands in the right place was the author's choice; what is moved there is ours.
  const unsure = facts.misplaced.length > 0 && added.some((side) => !maySecure(step, side));
  return unsure ? undefined : rewriteEdits(flow.tree, step, facts, accepted);
}

/** Edits that secure several steps at once; undefined when one of them cannot be. */
export function securePathEdits(
  flow: FlowModel,
  sides: readonly { readonly step: Step; readonly side: Side }[],
): readonly TextEdit[] | undefined {
  const bySteps = new Map<Step, Side[]>();
  for (const { step, side } of sides) bySteps.set(step, [...(bySteps.get(step) ?? []), side]);
  const edits: TextEdit[] = [];
  for (const [step, wanted] of bySteps) {
    const own = secureEdits(flow, step, wanted);
    if (own === undefined) return undefined;
    edits.push(...own);
  }
  return edits;
}

/** What `secureFix` offers: `review` where tracked properties have to go, null for nothing. */
export function secureDisposition(flow: FlowModel, step: Step, sides: readonly Side[]): Disposition | null {
  return secureFix(flow, step, sides)[0]?.disposition ?? null;
}

/**
 * The fix that secures sides of one step; empty when there is nothing to do or it is not to be done by a fix. Tracked
 * properties stand in the way: then it takes them out, for review.
 */
export function secureFix(flow: FlowModel, step: Step, sides: readonly Side[]): RuleFix[] {
  const trigger = step.role === 'trigger' ? 'trigger ' : '';
  const edits = secureEdits(flow, step, sides);
  if (edits !== undefined) {
    if (edits.length === 0) return [];
    return [
      {
        kind: securingKind(sides),
        title: `Secure ${sides.join(' and ')} of ${trigger}"${step.name}"`,
        disposition: 'safe',
        edits,
      },
    ];
  }
  const without = untrackedEdits(flow, step, sides);
  if (!without?.length) return [];
  return [
    {
      kind: 'untrack-and-secure',
      title: `Remove the tracked properties of ${trigger}"${step.name}" and secure its ${sidesText(sides)}`,
      disposition: 'review',
      edits: without,
      note: 'The platform does not allow both: what was tracked no longer goes to the logs.',
    },
  ];
}

/** The kind of a repair that secures sides of one step. */
export function securingKind(sides: readonly Side[]): FixKind {
  if (sides.length > 1) return 'secure-both';
  return sides[0] === 'outputs' ? 'secure-outputs' : 'secure-inputs';
}

/** Undefined where no tracked properties stand in the way, something reads them, or the step cannot be secured. */
function untrackedEdits(
  flow: FlowModel,
  step: Step,
  sides: readonly Side[],
): readonly TextEdit[] | undefined {
  const { tree } = flow;
  const { trackedProperties, runtimeConfiguration } = step;
  if (trackedProperties === NONE || sides.some((side) => !maySecure(step, side))) return undefined;
  if (isTrackedReadElsewhere(flow) || sides.every((side) => step.secured.has(side))) return undefined;
  if (runtimeConfiguration === NONE && readSecureData(tree, step) === undefined) {
    // In its place: an edit that adds at the end would meet the one that removes there.
    return [
      { span: tree.keySpan(trackedProperties), newText: '"runtimeConfiguration"' },
      ...replaceValue(tree, trackedProperties, { secureData: { properties: sides } }),
    ];
  }
  const added = addSides(flow, step, sides);
  const removed = removeNode(tree, trackedProperties, step.node);
  if (added === undefined || added.some((one) => removed.some((other) => overlaps(one, other))))
    return undefined;
  return [...removed, ...added];
}
