import { encodeString } from '../json/escapes.ts';
import { parseJson } from '../json/parse.ts';
import { escapeToken, withNames } from '../json/pointer.ts';
import type { JsonTree } from '../json/tree.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { worthScanning, worthScanningIn } from '../secrets/detect/secretValue.ts';
import { secretSpans } from '../secrets/detect/withoutSecrets.ts';
import { eachXmlText, meaningOf, spanInText } from '../solution/xml/texts.ts';
import { bareLetters } from '../text/bareLetters.ts';
import type { Span } from '../text/span.ts';
import { TextSet } from '../text/textSet.ts';
import { quotedForms } from '../text/writtenForms.ts';
import type { Analysis, SolutionAnalysis } from '../workspace/analysis.ts';

const MASK = '*';

/** What must not be shown of one file. Spans are sorted and do not overlap. */
export interface Secrets {
  readonly spans: readonly Span[];
  /** Secret texts that stand in keys, as they would appear in a JSON pointer. */
  readonly inPointers: readonly string[];
}

export const NO_SECRETS: Secrets = { spans: [], inPointers: [] };

/**
 * What findings of the category `secrets` flag. Use an analysis in which no rule of that category is switched off.
 * `metas` maps rule ids to their metadata.
 */
export function secretsOf(analysis: Analysis, metas: ReadonlyMap<string, RuleMeta>): Secrets {
  const spans: Span[] = [];
  const inPointers: string[] = [];
  const { text } = analysis.document;
  // What the config leaves out is no less secret for it.
  for (const finding of [...analysis.findings, ...analysis.ignored.map((one) => one.finding)]) {
    if (metas.get(finding.ruleId)?.category !== 'secrets') continue;
    const { start, end } = finding.place.span;
    // Quotes stay visible: the shape of the line is no secret.
    const quoted = end - start >= 2 && text[start] === '"' && text[end - 1] === '"';
    const span = quoted ? { start: start + 1, end: end - 1 } : { start, end };
    if (span.end <= span.start) continue;
    spans.push(span);
    const { part } = finding.place;
    if (part === 'key' || part === 'property' || (typeof part === 'object' && 'inKey' in part))
      inPointers.push(pointerText(text.slice(span.start, span.end)));
  }
  byForm(analysis.document.tree, spans);
  again(text, spans);
  return { spans: merge(spans), inPointers };
}

/** Shorter texts occur everywhere. */
const LEAST_AGAIN = 12;

/**
 * Wherever else the text under a span stands: the name of a step is repeated by all that refer to it, and a JSON or a query in a string
 * holds the same secret with escapes of its own.
 */
function again(text: string, spans: Span[]): void {
  const written = new Set<string>();
  const bare = new Set<string>();
  for (const raw of new Set(spans.map(({ start, end }) => text.slice(start, end)))) {
    const value = decoded(raw);
    if (value.length < LEAST_AGAIN) continue;
    written.add(raw);
    for (const form of quotedForms(value)) {
      written.add(encodeString(form));
      bare.add(bareLetters(form).text);
    }
  }
  for (const span of new TextSet(written).find(text)) spans.push(span);
  if (bare.size === 0) return;
  const whole = bareLetters(text);
  if (whole.text === text) return;
  for (const span of new TextSet(bare).find(whole.text)) spans.push(whole.spanOf(span));
}

/** Secrets by their own form in all keys and strings, also where no rule looks: an excerpt may show any of them. */
function byForm(tree: JsonTree, spans: Span[]): void {
  const { text } = tree;
  for (let node = 0; node < tree.count; node++) {
    if (tree.keyIsCoded(node))
      for (const span of secretSpans(tree.key(node))) spans.push(tree.spanInKey(node, span));
    if (tree.valueIsCoded(node) && worthScanningIn(text, tree.start(node) + 1, tree.end(node) - 1))
      for (const span of secretSpans(tree.string(node))) spans.push(tree.spanInString(node, span));
  }
}

/** These flag the name or the type of what ought to hold a secret, not a value. */
const NO_VALUE: ReadonlySet<string> = new Set(['environment-variable-should-be-secret']);

/**
 * The same for a file beside the flows, over all solutions that it takes part in. A finding names the first secret of a value;
 * the rest of that value may hold more of them and is not shown either.
 */
export function secretsInSolutionFile(
  analyses: Iterable<SolutionAnalysis>,
  uri: string,
  metas: ReadonlyMap<string, RuleMeta>,
): Secrets {
  const spans: Span[] = [];
  let text: string | undefined;
  for (const { solution, findings, ignored } of analyses) {
    for (const { ruleId, place, related } of [...findings, ...ignored.map((one) => one.finding)]) {
      if (metas.get(ruleId)?.category !== 'secrets' || NO_VALUE.has(ruleId)) continue;
      for (const one of [place, ...related]) {
        if (one.uri !== uri || one.span.end <= one.span.start) continue;
        spans.push(one.span);
        text ??= solution.textOf(uri);
      }
    }
  }
  text ??= textIn(analyses, uri);
  if (text === undefined) return NO_SECRETS;
  const endOf = valueEnds(text, uri, spans);
  const whole = spans.map((span) => ({ start: span.start, end: endOf(span) }));
  if (/\.json$/i.test(uri)) byForm(parseJson(text), whole);
  else if (/\.xml$/i.test(uri)) inXml(text, whole);
  else whole.push(...secretSpans(text));
  return { spans: merge(whole), inPointers: [] };
}

function textIn(analyses: Iterable<SolutionAnalysis>, uri: string): string | undefined {
  for (const { solution } of analyses) {
    const text = solution.textOf(uri);
    if (text !== undefined) return text;
  }
  return undefined;
}

function inXml(text: string, spans: Span[]): void {
  eachXmlText(text, LEAST_AGAIN, (one) => {
    const { start, end } = one.span;
    if (/[&<]/.test(text.slice(start, end)) || worthScanningIn(text, start, end))
      for (const span of secretSpans(meaningOf(text, one))) spans.push(spanInText(text, one, span));
  });
}

/** Where the value ends in which a span begins. */
function valueEnds(text: string, uri: string, spans: readonly Span[]): (span: Span) => number {
  if (/\.json$/i.test(uri)) {
    const tree = parseJson(text);
    return ({ start, end }) => {
      const node = tree.nodeAt(start);
      return tree.isString(node) ? Math.max(end, tree.valueSpan(node).end - 1) : end;
    };
  }
  const ends = new Map<Span, number>();
  if (/\.xml$/i.test(uri)) {
    const sorted = [...spans].sort((a, b) => a.start - b.start);
    // Texts come in the order of the file, spans as well.
    let next = 0;
    eachXmlText(text, 1, ({ span: { start, end } }) => {
      while (next < sorted.length && sorted[next]!.start < start) next++;
      for (; next < sorted.length && sorted[next]!.start < end; next++) ends.set(sorted[next]!, end);
    });
  }
  return (span) => Math.max(span.end, ends.get(span) ?? lineEnd(text, span.end));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** A raw text out of a JSON string as it stands in a pointer. */
function pointerText(raw: string): string {
  return escapeToken(decoded(raw));
}

/** What a raw text out of a JSON string means. */
function decoded(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    // No whole string: the raw text has to do.
    return raw;
  }
}

function merge(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}

/** Index of the first span that ends behind an offset; spans are sorted and do not overlap. */
function firstBehind(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `text.slice(start, end)` with everything under the secret spans replaced, character for character; white space stays. */
export function maskedSlice(text: string, start: number, end: number, secrets: Secrets): string {
  let result = '';
  let at = start;
  const { spans } = secrets;
  for (let index = firstBehind(spans, start); index < spans.length; index++) {
    const span = spans[index]!;
    if (span.start >= end) break;
    const from = Math.max(span.start, at);
    const to = Math.min(span.end, end);
    result += text.slice(at, from) + text.slice(from, to).replace(/\S/g, MASK);
    at = to;
  }
  return result + text.slice(at, end);
}

/** A name with three stars for each secret that it holds by its own form: in the globs of a config they stand for any text. */
export function starred(name: string): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of secretSpans(name)) {
    shown += `${name.slice(at, start)}***`;
    at = end;
  }
  return shown + name.slice(at);
}

/** What was made of secrets for the search: they are asked once a finding. */
const searched = new WeakMap<object, TextSet>();

function searchFor(key: object, texts: () => Iterable<string>): TextSet {
  let set = searched.get(key);
  if (set === undefined) {
    set = new TextSet(texts());
    searched.set(key, set);
  }
  return set;
}

/** A pointer without the secrets that stand in keys. */
export function maskedPointer(pointer: string, { inPointers }: Secrets): string {
  let result = pointer;
  const found = inPointers.length === 0 ? [] : searchFor(inPointers, () => inPointers).find(pointer);
  for (const { start, end } of merge(found).reverse())
    result = `${result.slice(0, start)}***${result.slice(end)}`;
  if (!worthScanning(result)) return result;
  return withNames(result, starred);
}

/** True when a new text repeats a secret of the old one. */
export function repeatsSecret(newText: string, text: string, { spans }: Secrets): boolean {
  if (newText === '' || spans.length === 0) return false;
  return searchFor(spans, () => spans.map(({ start, end }) => bareLetters(text.slice(start, end)).text)).isIn(
    bareLetters(newText).text,
  );
}
