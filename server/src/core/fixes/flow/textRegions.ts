import {
  parseTemplate,
  type Template,
  takesNames,
  templateExprs,
  visitExpr,
} from '../../expressions/index.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';

/** A piece of a decoded string that stands for itself: what it means, and where each of its units is written. */
export interface TextRegion {
  /**
   * `text`: plain text, whole or between the holes of an interpolation; `marked`: a whole string that begins with `@@`, in
   * which nothing is evaluated; `quoted`: the inside of a quoted text that is a value of an expression.
   */
  readonly kind: 'text' | 'marked' | 'quoted';
  /** In the decoded string, quotes left out. */
  readonly span: Span;
  /** What it means: escapes resolved (`''`, `@@{`, a leading `@@`). */
  readonly value: string;
  /** Quoted: it is an argument of `concat`, which takes further arguments beside it. */
  readonly inConcat: boolean;
}

/** All regions of a string, in document order. Property names and names of steps are none. */
export function textRegions(text: string, template: Template): TextRegion[] {
  const whole = { start: 0, end: text.length };
  if (template.kind === 'literal') {
    const kind = text.startsWith('@@') ? 'marked' : 'text';
    return [{ kind, span: whole, value: template.value, inConcat: false }];
  }
  const regions: TextRegion[] = [];
  if (template.kind === 'interpolation') {
    for (const part of template.parts) {
      if (part.kind === 'text')
        regions.push({ kind: 'text', span: part.span, value: part.value, inConcat: false });
    }
  }
  for (const root of templateExprs(template)) {
    visitExpr(root, (expr) => {
      if (expr.kind === 'call' && takesNames(expr.lowerName)) return false;
      const values = expr.kind === 'call' ? expr.args : expr === root ? [expr] : [];
      const inConcat = expr.kind === 'call' && expr.lowerName === 'concat';
      for (const value of values) {
        if (value.kind !== 'string') continue;
        const span = { start: value.span.start + 1, end: value.span.end - 1 };
        regions.push({ kind: 'quoted', span, value: value.value, inConcat });
      }
      return true;
    });
  }
  return regions.sort((a, b) => a.span.start - b.span.start);
}

/**
 * Where each unit of the region's value begins in the decoded string; one more entry for the end. Of an escape, which takes
 * two units for one, only the first is an answer.
 */
export function regionOffsets(text: string, region: TextRegion): number[] {
  const { kind, span, value } = region;
  const offsets: number[] = [];
  let at = span.start;
  if (kind === 'marked') at++;
  for (let index = 0; index < value.length; index++) {
    // The second `@` of a mark and the first unit of its text are one: the mark goes with what it marks.
    offsets.push(kind === 'marked' && index === 0 ? span.start : at);
    const doubled =
      kind === 'quoted' ? text.startsWith("''", at) : kind === 'text' && text.startsWith('@@{', at);
    at += doubled ? 2 : 1;
  }
  offsets.push(span.end);
  return offsets;
}

/** The regions of one string value, ready to be asked for many spans. */
export class StringRegions {
  /** Decoded. */
  readonly text: string;
  readonly template: Template;
  /** None in a string whose expressions do not parse. */
  readonly #regions: readonly TextRegion[];
  readonly #offsets = new Map<TextRegion, readonly number[]>();

  constructor(text: string) {
    const template = parseTemplate(text);
    this.text = text;
    this.template = template;
    this.#regions = template.problems.length > 0 ? [] : textRegions(text, template);
  }

  /** The region that holds a span of the decoded string, and the span in its value. Undefined across borders of regions. */
  find(span: Span): { readonly region: TextRegion; readonly inside: Span } | undefined {
    const region =
      this.#regions[lastAtMost(this.#regions.length, (at) => this.#regions[at]!.span.start, span.start)];
    const inside = region && this.#inside(region, span);
    return region === undefined || inside === undefined ? undefined : { region, inside };
  }

  /** Undefined when the span lies elsewhere or cuts an escape. */
  #inside(region: TextRegion, span: Span): Span | undefined {
    if (span.start < region.span.start || span.end > region.span.end) return undefined;
    let offsets = this.#offsets.get(region);
    if (offsets === undefined) {
      offsets = regionOffsets(this.text, region);
      this.#offsets.set(region, offsets);
    }
    const start = indexOf(offsets, span.start);
    const end = indexOf(offsets, span.end);
    return start === -1 || end === -1 || end <= start ? undefined : { start, end };
  }
}

/** Index of the last of `count` ascending numbers that is at most `most`; -1 when none is. */
function lastAtMost(count: number, valueAt: (index: number) => number, most: number): number {
  let low = -1;
  let high = count;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) <= most) low = middle;
    else high = middle;
  }
  return low;
}

function indexOf(sorted: readonly number[], value: number): number {
  const at = lastAtMost(sorted.length, (index) => sorted[index]!, value);
  return sorted[at] === value ? at : -1;
}

/** A longer string is not read anew for every finding in it. */
const LONG = 1000;
/** The long string of a file that was asked for last: findings come one after another. */
const lastLong = new WeakMap<JsonTree, { readonly node: NodeId; readonly regions: StringRegions }>();

/** The regions of a string value. */
export function regionsAt(tree: JsonTree, node: NodeId): StringRegions {
  if (tree.end(node) - tree.start(node) < LONG) return new StringRegions(tree.string(node));
  let known = lastLong.get(tree);
  if (known?.node !== node) {
    known = { node, regions: new StringRegions(tree.string(node)) };
    lastLong.set(tree, known);
  }
  return known.regions;
}
