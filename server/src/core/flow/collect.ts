import { parsedText } from '../expressions/index.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';
import type { Step } from './model.ts';
import { ExpressionSite } from './model.ts';

/**
 * Parses the expressions in the keys and values below `node`, the subtrees in `skip` (document order) left out,
 * and appends them to `into`. Each node of a definition is visited once over all calls.
 */
export function collectOwnExpressions(
  tree: JsonTree,
  node: NodeId,
  skip: readonly NodeId[],
  step: Step | undefined,
  into: ExpressionSite[],
): void {
  const end = tree.after(node);
  let nextSkip = 0;
  for (let at = node; at < end; at++) {
    if (nextSkip < skip.length && skip[nextSkip] === at) {
      nextSkip++;
      at = tree.after(at) - 1;
      continue;
    }
    // The key of the step itself is a name, never an expression.
    if (at !== node && tree.keyHasAt(at)) addSite(tree.key(at), at, true, step, into);
    if (tree.valueHasAt(at)) addSite(tree.string(at), at, false, step, into);
  }
}

function addSite(
  text: string,
  node: NodeId,
  inKey: boolean,
  step: Step | undefined,
  into: ExpressionSite[],
): void {
  const parsed = parsedText(text);
  const { template } = parsed;
  if (template.kind === 'literal' && template.problems.length === 0) return;
  // OData annotations (`"@odata.id"`) are told of by rule expression-in-key: they are no expressions, but read as such.
  if (inKey && template.kind === 'expression' && template.problems.length > 0) return;
  into.push(new ExpressionSite(node, inKey, parsed, step));
}
