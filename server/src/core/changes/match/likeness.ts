import type { Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { FlowView } from '../flow/view.ts';

/** Words of a step that are looked at; long texts of two steps that are one begin alike. */
const MOST_WORDS = 400;
const LONGEST_TEXT = 4000;

/** A bag of words: how often each occurs. */
export interface Bag {
  readonly words: ReadonlyMap<string, number>;
  readonly size: number;
}

/** @param most Words that count, from the first on. */
export function bagOf(words: Iterable<string>, most = MOST_WORDS): Bag {
  const counts = new Map<string, number>();
  let size = 0;
  for (const word of words) {
    if (size >= most) break;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    size++;
  }
  return { words: counts, size };
}

/** Share of the words that two bags have in common, of 1; two empty ones are alike. */
export function alike(a: Bag, b: Bag): number {
  if (a.size + b.size === 0) return 1;
  const [small, large] = a.words.size <= b.words.size ? [a, b] : [b, a];
  let common = 0;
  for (const [word, count] of small.words) common += Math.min(count, large.words.get(word) ?? 0);
  return (2 * common) / (a.size + b.size);
}

/** The words of a name: `Send_an_email_2` has four. */
export function nameBag(name: string): Bag {
  return bagOf(
    name
      .toLowerCase()
      .slice(0, LONGEST_TEXT)
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}

/** What a step works with, as words: keys and values of its inputs, its condition or its list. */
export function contentBag(view: FlowView, step: Step): Bag {
  if (step.lowerType.endsWith('variable')) return variableBag(view, step);
  return bagOf(wordsBelow(view, [step.inputs, step.control]));
}

/** Which variable it is, and its value: steps of variables have all else in common. */
function variableBag(view: FlowView, { inputs }: Step): Bag {
  const { tree } = view;
  const list = tree.child(inputs, 'variables');
  const one = tree.isArray(list) ? tree.firstChild(list) : inputs;
  const name = view.text(tree.child(one, 'name')).toLowerCase();
  return bagOf([name, ...wordsBelow(view, [tree.child(one, 'value')])]);
}

function* wordsBelow(view: FlowView, roots: readonly NodeId[]): Iterable<string> {
  const { tree } = view;
  for (const root of roots) {
    if (root === NONE) continue;
    for (let node = root; node < tree.after(root); node++) {
      // Which connector and operation it is, both have in common.
      if (tree.parent(node) === root && (tree.keyIs(node, 'host') || tree.keyIs(node, 'authentication'))) {
        node = tree.after(node) - 1;
        continue;
      }
      if (tree.hasKey(node) && node !== root) yield view.key(node);
      if (tree.isString(node))
        yield* view
          .text(node)
          .slice(0, LONGEST_TEXT)
          .match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
      else if (tree.firstChild(node) === NONE)
        yield tree.text.slice(tree.start(node), Math.min(tree.end(node), tree.start(node) + LONGEST_TEXT));
    }
  }
}
