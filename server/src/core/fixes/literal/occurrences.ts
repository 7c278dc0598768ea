import { parseTemplate } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import { writtenForms } from '../../text/writtenForms.ts';
import { regionOffsets, textRegions } from '../flow/textRegions.ts';
import { isEvaluated } from './literal.ts';
import { writtenValue } from './surroundings.ts';
import type { Literal } from './types.ts';

/** Shorter texts stand in too many places that mean something else. */
const SHORTEST = 6;
const SHORTEST_SECRET = 8;

/**
 * The same text in the inputs and conditions of the flow's steps, in document order, wherever it can be replaced; the given
 * one included.
 */
export function sameLiterals(flow: FlowModel, literal: Literal): Literal[] {
  return withSame(flow, [literal]);
}

/** The given literals of one value, and the same text wherever else it can be replaced. */
export function withSame(flow: FlowModel, literals: readonly Literal[]): Literal[] {
  const [first] = literals;
  if (first === undefined) return [];
  const given = new Map<number, Literal[]>();
  for (const one of literals) given.set(one.node, [...(given.get(one.node) ?? []), one]);
  const isGiven = ({ node, span }: Literal): boolean =>
    given.get(node)?.some((one) => span.start < one.span.end && one.span.start < span.end) === true;
  const more = everySame(flow, first).filter((one) => !isGiven(one));
  return [...literals, ...more].sort((a, b) => a.node - b.node || a.span.start - b.span.start);
}

function everySame(flow: FlowModel, literal: Literal): Literal[] {
  const found: Literal[] = [];
  if (literal.value.length < (literal.secret ? SHORTEST_SECRET : SHORTEST)) return found;
  const forms = literal.secret ? writtenForms(literal.value) : [literal.value];
  for (const step of flow.actions) collect(flow, step, literal, forms, found);
  return found;
}

function collect(
  flow: FlowModel,
  step: Step,
  literal: Literal,
  forms: readonly string[],
  found: Literal[],
): void {
  const { tree } = flow;
  for (const root of [step.inputs, step.control]) {
    if (root === NONE) continue;
    for (let node = root; node < tree.after(root); node++) {
      if (!tree.isString(node)) continue;
      const spans = forms.flatMap((form) => occurrencesIn(tree.string(node), form));
      if (spans.length === 0 || !isEvaluated(flow, step, node)) continue;
      for (const span of spans) {
        const place = { ...literal, node, span, step };
        const written = writtenValue(flow, place);
        // Its encoded form is the secret only where the text around it wants that.
        if (written?.value === literal.value && !found.some((one) => isWithin(one, place)))
          found.push({ ...place, ...written });
      }
    }
  }
}

/** The encoded form may hold the plain one. */
function isWithin(one: Literal, { node, span }: Literal): boolean {
  return one.node === node && span.start < one.span.end && one.span.start < span.end;
}

/** Where the value stands in a string as a word of its own, in what is taken as text. */
function occurrencesIn(text: string, value: string): Span[] {
  // Escapes double a unit; without the longest piece that none can stand in, there is nothing to look for.
  const piece = value.split(/['@]/).reduce((a, b) => (b.length > a.length ? b : a), '');
  if (!text.includes(piece)) return [];
  const template = parseTemplate(text);
  if (template.problems.length > 0) return [];
  return textRegions(text, template).flatMap((region) => {
    const starts = wordsIn(region.value, value);
    if (starts.length === 0) return [];
    const offsets = regionOffsets(text, region);
    return starts.map((at) => ({ start: offsets[at]!, end: offsets[at + value.length]! }));
  });
}

/** Where `value` begins in a text, as a word of its own; those that overlap the one before are left out. */
export function wordsIn(text: string, value: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(value); at !== -1; ) {
    const isWord = !isPartOfWord(text, at, at + value.length);
    if (isWord) starts.push(at);
    at = text.indexOf(value, at + (isWord ? value.length : 1));
  }
  return starts;
}

/** `contoso.example` in `contoso.example.net` or `my-contoso.example` is another name. */
function isPartOfWord(text: string, start: number, end: number): boolean {
  const word = /[\p{L}\p{N}_-]/u;
  if (word.test(text[start - 1] ?? ' ') || word.test(text[end] ?? ' ')) return true;
  return text[end] === '.' && word.test(text[end + 1] ?? ' ');
}
