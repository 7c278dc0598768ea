import { foldTemplate } from '../expressions/index.ts';
import type { ExpressionSite, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';

/** The expression in the value of `node`; undefined for a literal. */
export function siteAt(step: Step, node: NodeId): ExpressionSite | undefined {
  return step.expressions.find((one) => one.node === node && !one.inKey);
}

/**
 * The text of a string of `step` as constants join it, and as written where it is computed at run time; undefined when `node` is
 * no string.
 */
export function textAt(tree: JsonTree, step: Step, node: NodeId): string | undefined {
  if (node === NONE || !tree.isString(node)) return undefined;
  const site = siteAt(step, node);
  return (site && foldTemplate(site.template)) ?? tree.string(node);
}
