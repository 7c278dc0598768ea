import { parseTemplate } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import { regionOffsets, textRegions } from '../flow/textRegions.ts';
import { isEvaluated, type Literal } from './literal.ts';

/** Shorter texts stand in too many places that mean something else. */
const SHORTEST = 6;

/**
 * The same text in the inputs and conditions of the flow's steps, in document order, wherever it can be replaced; the given
 * one included.
 */
export function sameLiterals(flow: FlowModel, literal: Literal): Literal[] {
  const found = everySame(flow, literal);
  return found.some((one) => one.node === literal.node) ? found : [literal];
}

/** The given literals of one value, and the same text wherever else it can be replaced. */
export function withSame(flow: FlowModel, literals: readonly Literal[]): Literal[] {
  const [first] = literals;
  if (first === undefined) return [];
  const taken = new Set(literals.map((one) => one.node));
  return [...literals, ...everySame(flow, first).filter((one) => !taken.has(one.node))];
}

function everySame(flow: FlowModel, literal: Literal): Literal[] {
  const found: Literal[] = [];
  if (literal.value.length < SHORTEST) return found;
  for (const step of flow.actions) collect(flow, step, literal, found);
  return found;
}

function collect(flow: FlowModel, step: Step, literal: Literal, found: Literal[]): void {
  const { tree } = flow;
  for (const root of [step.inputs, step.control]) {
    if (root === NONE) continue;
    for (let node = root; node < tree.after(root); node++) {
      if (!tree.isString(node)) continue;
      const span = onlyOccurrence(tree.string(node), literal.value);
      if (span === undefined || !isEvaluated(flow, step, node)) continue;
      found.push({ ...literal, node, span, step });
    }
  }
}

/** Where the value stands in a string; undefined when it does not, or more than once: such a string takes several edits. */
function onlyOccurrence(text: string, value: string): Span | undefined {
  // Escapes double a unit; without the longest piece that none can stand in, there is nothing to look for.
  const piece = value.split(/['@]/).reduce((a, b) => (b.length > a.length ? b : a), '');
  if (!text.includes(piece)) return undefined;
  const template = parseTemplate(text);
  if (template.problems.length > 0) return undefined;
  let found: Span | undefined;
  for (const region of textRegions(text, template)) {
    const at = region.value.indexOf(value);
    if (at === -1) continue;
    if (found !== undefined || region.value.indexOf(value, at + 1) !== -1) return undefined;
    if (isPartOfWord(region.value, at, at + value.length)) return undefined;
    const offsets = regionOffsets(text, region);
    found = { start: offsets[at]!, end: offsets[at + value.length]! };
  }
  return found;
}

/** `contoso.example` in `contoso.example.net` or `my-contoso.example` is another name. */
function isPartOfWord(text: string, start: number, end: number): boolean {
  const word = /[\p{L}\p{N}_-]/u;
  if (word.test(text[start - 1] ?? ' ') || word.test(text[end] ?? ' ')) return true;
  return text[end] === '.' && word.test(text[end + 1] ?? ' ');
}
