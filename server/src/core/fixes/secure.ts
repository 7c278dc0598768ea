import { maySecure } from '../exposure/platform.ts';
import type { Side, Step } from '../flow/model.ts';
import { type JsonTree, NONE } from '../json/tree.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { addElements, addProperties, replaceValue } from './jsonEdits.ts';

/**
 * Edits that add `sides` to the step's `secureData`, keeping what is there. Only what the platform surely accepts for
 * this type is written; undefined when a side is not among that, empty when all sides are secured already.
 */
export function secureEdits(tree: JsonTree, step: Step, sides: readonly Side[]): readonly TextEdit[] | undefined {
  if (!tree.isObject(step.node) || sides.some((side) => !maySecure(step, side))) return undefined;
  const missing = sides.filter((side) => !step.secured.has(side));
  if (missing.length === 0) return [];
  const configuration = step.runtimeConfiguration;
  if (configuration === NONE) {
    return addProperties(tree, step.node, [['runtimeConfiguration', { secureData: { properties: missing } }]]);
  }
  if (!tree.isObject(configuration)) return undefined;
  const secureData = tree.child(configuration, 'secureData');
  if (secureData === NONE) return addProperties(tree, configuration, [['secureData', { properties: missing }]]);
  if (!tree.isObject(secureData)) return replaceValue(tree, secureData, { properties: missing });
  const properties = tree.child(secureData, 'properties');
  if (properties === NONE) return addProperties(tree, secureData, [['properties', missing]]);
  if (!tree.isArray(properties)) return replaceValue(tree, properties, [...step.secured, ...missing]);
  return addElements(tree, properties, missing);
}

/** `inputs`, `outputs` or `inputs and outputs`. */
export function sidesText(sides: readonly Side[]): string {
  return sides.length > 1 ? 'inputs and outputs' : (sides[0] ?? '');
}
