import { COMPARISONS } from '../../expressions/comparisons.ts';
import { type JsonTree, Kind, NONE, type NodeId } from '../../json/tree.ts';

/** A condition as the designer writes it: groups of comparisons, each of which may be turned around. */
export type Condition =
  | {
      readonly kind: 'group';
      readonly word: 'All of' | 'Any of' | 'Not';
      readonly parts: readonly Condition[];
    }
  | { readonly kind: 'comparison'; readonly left: NodeId; readonly word: string; readonly right: NodeId }
  | { readonly kind: 'other'; readonly node: NodeId };

/** Reads the object form of a condition. `levels`: how deep groups are followed; what lies deeper is `other`. */
export function readCondition(tree: JsonTree, node: NodeId, levels = 32): Condition {
  const only = onlyProperty(tree, node);
  if (only === NONE || levels === 0) return { kind: 'other', node };
  const operator = tree.key(only).toLowerCase();
  if ((operator === 'and' || operator === 'or') && tree.isArray(only)) {
    const parts = tree.children(only).map((part) => readCondition(tree, part, levels - 1));
    return { kind: 'group', word: operator === 'and' ? 'All of' : 'Any of', parts };
  }
  if (operator !== 'not') return comparisonIn(tree, only, 'words') ?? { kind: 'other', node };
  const opposite = comparisonIn(tree, onlyProperty(tree, only), 'opposite');
  return opposite ?? { kind: 'group', word: 'Not', parts: [readCondition(tree, only, levels - 1)] };
}

/** A comparison of two values; undefined for anything else. */
function comparisonIn(tree: JsonTree, node: NodeId, words: 'words' | 'opposite'): Condition | undefined {
  if (node === NONE || !tree.isArray(node)) return undefined;
  const comparison = COMPARISONS.get(tree.key(node).toLowerCase());
  const [left, right, ...more] = tree.children(node);
  if (comparison === undefined || left === undefined || right === undefined || more.length > 0)
    return undefined;
  return { kind: 'comparison', left, word: comparison[words], right };
}

function onlyProperty(tree: JsonTree, node: NodeId): NodeId {
  if (tree.kind(node) !== Kind.Object) return NONE;
  const first = tree.firstChild(node);
  return first === NONE || tree.nextSibling(first) !== NONE ? NONE : first;
}
