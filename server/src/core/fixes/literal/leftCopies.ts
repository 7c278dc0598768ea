import type { FlowModel } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import type { NodeId } from '../../json/tree.ts';
import { decodeBase64 } from '../../secrets/detect/formats/jwt.ts';
import { bareLetters } from '../../text/bareLetters.ts';
import type { Span } from '../../text/span.ts';
import { quotedForms } from '../../text/writtenForms.ts';
import { wordsIn } from './occurrences.ts';
import type { Literal } from './types.ts';

/** Of shorter texts, only what stands as a word of its own is sure to be a copy. */
const SURE = 8;
/** More places than this are counted. */
const MAX_PLACES = 4;

/**
 * Where a secret still stands in the file when a repair has replaced the given literals: in names, in longer words, in what
 * is not evaluated, or encoded. As the end of a sentence, `"Call" and the parameter "Key"`; undefined when no copy is left.
 */
export function leftCopies(flow: FlowModel, replaced: readonly Literal[]): string | undefined {
  const [first] = replaced;
  if (first === undefined || !first.secret) return undefined;
  const { tree } = flow;
  const forms = formsOf(first.value);
  const taken = new Map<NodeId, Span[]>();
  for (const { node, span } of replaced) taken.set(node, [...(taken.get(node) ?? []), span]);
  const places = new Map<string, number>();
  const add = (place: string): void => {
    places.set(place, (places.get(place) ?? 0) + 1);
  };
  for (let node = tree.root; node < tree.after(tree.root); node++) {
    if (tree.hasKey(node) && holds(tree.key(node), forms))
      add(`a name in ${placeOf(flow, tree.parent(node))}`);
    if (!tree.isString(node)) continue;
    const text = without(tree.string(node), taken.get(node));
    if (holds(text, forms)) add(placeOf(flow, node));
    else if (holdsCoded(text, first.value)) add(`${placeOf(flow, node)} (in base64)`);
  }
  if (places.size === 0) return undefined;
  const shown = [...places.keys()].map((one) =>
    forms.reduce((text, form) => text.replaceAll(form, '…'), one),
  );
  const listed = shown.length > MAX_PLACES ? shown.slice(0, MAX_PLACES - 1) : shown;
  if (listed.length < shown.length) listed.push(`${shown.length - listed.length} more places`);
  return listed.length < 2 ? listed.join('') : `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)}`;
}

/** The value as it may stand in a text: plain, in a URL, in JSON or XML text, in a quoted text of an expression. */
function formsOf(value: string): string[] {
  return [...new Set([...quotedForms(value), value.replaceAll('@{', '@@{')])];
}

/** Also where a text in the string, such as JSON or a URL, writes characters by number. */
function holds(text: string, forms: readonly string[]): boolean {
  const bare = bareLetters(text).text;
  return forms.some((form) =>
    form.length < SURE
      ? wordsIn(text, form).length > 0
      : text.includes(form) || (bare !== text && bare.includes(bareLetters(form).text)),
  );
}

const CODED = /[\w+/-]{11,}/g;
/** Longer runs are pictures and files. */
const MAX_CODED = 600;

/** In base64, such as the `user:password` of Basic authentication. */
function holdsCoded(text: string, value: string): boolean {
  if (value.length < SURE) return false;
  for (const [run] of text.matchAll(CODED))
    if (run.length <= MAX_CODED && decodeBase64(run)?.includes(value)) return true;
  return false;
}

/** The text with a gap in place of each span. */
function without(text: string, spans: readonly Span[] = []): string {
  let left = text;
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start))
    left = `${left.slice(0, start)}\0${left.slice(end)}`;
  return left;
}

function placeOf(flow: FlowModel, node: NodeId): string {
  const step = stepAt(flow, node);
  if (step !== undefined) return `"${step.name}"`;
  const { tree } = flow;
  const parameter = flow.parameters.find((one) => node >= one.node && node < tree.after(one.node));
  return parameter === undefined ? 'the file' : `the parameter "${parameter.name}"`;
}
