import { maySecure } from '../exposure/platform.ts';
import type { Fix } from '../finding.ts';
import type { FlowModel, Side, Step } from '../flow/model.ts';
import { type JsonTree, NONE } from '../json/tree.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { addElements, addProperties, replaceValue } from './jsonEdits.ts';

const SIDES: readonly Side[] = ['inputs', 'outputs'];

/**
 * True when a fix may secure this side without causing another problem: tracked properties do not go with a secured
 * step, and which of the two the author wants is not ours to choose.
 */
export function canSecure(step: Step, side: Side): boolean {
  return maySecure(step, side) && step.trackedProperties === NONE;
}

/**
 * Edits that add `sides` to the step's `secureData`, keeping what is there. Only what the platform surely accepts for
 * this type is written; undefined when a side is not among that, empty when all sides are secured already.
 */
export function secureEdits(
  tree: JsonTree,
  step: Step,
  sides: readonly Side[],
): readonly TextEdit[] | undefined {
  if (!tree.isObject(step.node) || sides.some((side) => !canSecure(step, side))) return undefined;
  const missing = sides.filter((side) => !step.secured.has(side));
  if (missing.length === 0) return [];
  const configuration = step.runtimeConfiguration;
  if (configuration === NONE) {
    return addProperties(tree, step.node, [
      ['runtimeConfiguration', { secureData: { properties: missing } }],
    ]);
  }
  if (!tree.isObject(configuration)) return undefined;
  const secureData = tree.child(configuration, 'secureData');
  if (secureData === NONE)
    return addProperties(tree, configuration, [['secureData', { properties: missing }]]);
  if (!tree.isObject(secureData)) return replaceValue(tree, secureData, { properties: missing });
  const properties = tree.child(secureData, 'properties');
  if (properties === NONE) return addProperties(tree, secureData, [['properties', missing]]);
  if (!tree.isArray(properties)) {
    // A single side written as a text: not read by the platform, but what the author wanted.
    const text = tree.string(properties).toLowerCase();
    const meant = SIDES.filter((side) => side === text && !missing.includes(side));
    return replaceValue(tree, properties, [...meant, ...missing]);
  }
  return addElements(tree, properties, missing);
}

/** Edits that secure several steps at once; undefined when one of them cannot be. */
export function securePathEdits(
  tree: JsonTree,
  sides: readonly { readonly step: Step; readonly side: Side }[],
): readonly TextEdit[] | undefined {
  const bySteps = new Map<Step, Side[]>();
  for (const { step, side } of sides) bySteps.set(step, [...(bySteps.get(step) ?? []), side]);
  const edits: TextEdit[] = [];
  for (const [step, wanted] of bySteps) {
    const own = secureEdits(tree, step, wanted);
    if (own === undefined) return undefined;
    edits.push(...own);
  }
  return edits;
}

/** The fix that secures sides of one step; empty when there is nothing to do or it is not to be done by a fix. */
export function secureFix(flow: FlowModel, step: Step, sides: readonly Side[]): Fix[] {
  const edits = secureEdits(flow.tree, step, sides);
  if (!edits?.length) return [];
  const trigger = step.role === 'trigger' ? 'trigger ' : '';
  return [{ title: `Secure ${sides.join(' and ')} of ${trigger}"${step.name}"`, disposition: 'safe', edits }];
}
