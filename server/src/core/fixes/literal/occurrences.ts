import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import { replaceText } from '../flow/replaceText.ts';
import type { Literal } from './literal.ts';

/** Shorter texts stand in too many places that mean something else. */
const SHORTEST = 6;

/** The same text in the inputs of the flow's steps, in document order, wherever it can be replaced; the given one included. */
export function sameLiterals(flow: FlowModel, literal: Literal): Literal[] {
  if (literal.value.length < SHORTEST) return [literal];
  const found: Literal[] = [];
  for (const step of flow.actions) collect(flow, step, literal, found);
  return found.some((one) => one.node === literal.node) ? found : [literal];
}

function collect(flow: FlowModel, step: Step, literal: Literal, found: Literal[]): void {
  const { tree } = flow;
  for (const root of [step.inputs, step.control]) {
    if (root === NONE) continue;
    for (let node = root; node < tree.after(root); node++) {
      if (!tree.isString(node)) continue;
      const text = tree.string(node);
      const start = text.indexOf(literal.value);
      // Several in one string cannot be replaced one by one; the string is left out.
      if (start === -1 || text.indexOf(literal.value, start + 1) !== -1) continue;
      const span = { start, end: start + literal.value.length };
      if (isPartOfWord(text, span.start, span.end)) continue;
      if (replaceText(tree, node, span, "parameters('x')") === undefined) continue;
      found.push({ ...literal, node, span, step });
    }
  }
}

function isPartOfWord(text: string, start: number, end: number): boolean {
  const word = /[\p{L}\p{N}_-]/u;
  return word.test(text[start - 1] ?? ' ') || word.test(text[end] ?? ' ');
}
