/** What the text around a secret needs of it: in a URL, a form, JSON or XML a value is encoded, or it ends where it should not. */
import type { Expr, Template } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { JsonQuotes } from '../../json/quotes.ts';
import type { NodeId } from '../../json/tree.ts';
import { endsInQuery, runBefore } from '../../secrets/names.ts';
import type { Span } from '../../text/span.ts';
import { literalText } from '../flow/replaceText.ts';
import { regionsAt } from '../flow/textRegions.ts';

/** How a value is encoded where it stands. */
export type Encoding = 'url' | 'form' | 'json' | 'xml';

/** What a literal means, and how the text around it wants it. */
export interface WrittenValue {
  /** Decoded: the secret itself. */
  readonly value: string;
  readonly encoding: Encoding | undefined;
}

interface Place {
  readonly node: NodeId;
  /** Of the decoded string. */
  readonly span: Span;
  readonly secret: boolean;
  readonly step: Step;
}

/**
 * The value of a literal; undefined where there is none (as `literalText`). A secret within a text is told without the encoding
 * of that text; what is more than one value of it (`a=1&b=2`, a path) counts as it stands, and so do plain texts.
 */
export function writtenValue(flow: FlowModel, { node, span, secret, step }: Place): WrittenValue | undefined {
  const written = literalText(flow.tree, node, span);
  if (written === undefined || !secret) return written === undefined ? undefined : plain(written);
  const text = flow.tree.string(node);
  // A whole string has no text around it.
  if ((span.start === 0 && span.end === text.length) || span.start > LONGEST) return plain(written);
  const before = textBefore(flow, node, span);
  if (before === undefined) return plain(written);
  const encoding = encodingAt(flow, { node, step }, before, text.slice(span.end), written);
  const value = encoding && decoded(written, encoding);
  return value === undefined ? plain(written) : { value, encoding };
}

/**
 * True for a secret that a text has between quotes, such as a script or a statement, which no encoding protects: a value with such a
 * quote in it ends there. Quotes of an expression are none of these.
 */
export function isQuoted(
  flow: FlowModel,
  { node, span, secret, encoding }: Omit<Place, 'step'> & { readonly encoding?: Encoding | undefined },
): boolean {
  if (!secret || encoding !== undefined) return false;
  const text = flow.tree.string(node);
  const quote = text[span.start - 1];
  if ((quote !== "'" && quote !== '"') || text[span.end] !== quote) return false;
  const { template } = regionsAt(flow.tree, node);
  if (template.kind === 'literal') return true;
  if (template.kind !== 'interpolation') return false;
  return template.parts.some(
    (part) => part.kind === 'text' && part.span.start < span.start && span.end < part.span.end,
  );
}

/** What stands behind more text than this is taken as it stands: one look costs as much as the text before it. */
export const LONGEST = 20_000;

const plain = (value: string): WrittenValue => ({ value, encoding: undefined });

/** The expression that yields a value, as the text around it wants it. */
export function encodedExpression(expression: string, encoding: Encoding | undefined, value: string): string {
  switch (encoding) {
    case 'url':
    case 'form':
      return `encodeUriComponent(${expression})`;
    case 'json': {
      const quoted = `replace(replace(${expression}, '\\', '\\\\'), '"', '\\"')`;
      // The language has no escapes for line breaks; few secrets have any.
      return LINE_BREAKS.reduce(
        (inner, [unit, code, escaped]) =>
          value.includes(unit) ? `replace(${inner}, decodeUriComponent('${code}'), '${escaped}')` : inner,
        quoted,
      );
    }
    case 'xml':
      return `replace(replace(replace(replace(${expression}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')`;
    default:
      return expression;
  }
}

const LINE_BREAKS = [
  ['\r', '%0D', '\\r'],
  ['\n', '%0A', '\\n'],
  ['\t', '%09', '\\t'],
] as const;

/** Stands for what is computed. */
const COMPUTED = '\u0000';

/**
 * The text that a string has before a span of it, expressions as one unit each. Undefined inside of a function other than
 * `concat`, which may make anything of it.
 */
export function textBefore({ tree }: FlowModel, node: NodeId, span: Span): string | undefined {
  return textIn(tree.string(node), regionsAt(tree, node).template, span);
}

function textIn(text: string, template: Template, span: Span): string | undefined {
  const holds = ({ start, end }: Span): boolean => start <= span.start && span.end <= end;
  if (template.kind === 'literal') return text.slice(0, span.start);
  let before = '';
  let at: Expr | undefined = template.kind === 'expression' ? template.expr : undefined;
  if (template.kind === 'interpolation') {
    for (const part of template.parts) {
      if (part.kind === 'text' && holds(part.span)) return before + text.slice(part.span.start, span.start);
      if (part.kind === 'hole' && holds(part.expr.span)) {
        at = part.expr;
        break;
      }
      before += part.kind === 'text' ? part.value : COMPUTED;
    }
  }
  while (at?.kind === 'call' && at.lowerName === 'concat') {
    let inner: Expr | undefined;
    for (const arg of at.args) {
      inner = holds(arg.span) ? arg : undefined;
      if (inner !== undefined) break;
      before += arg.kind === 'string' ? arg.value : COMPUTED;
    }
    at = inner;
  }
  return at?.kind === 'string' ? before + text.slice(at.span.start + 1, span.start) : undefined;
}

const ADDRESS = /^[a-z][a-z0-9+.-]{0,20}:\/\//i;

function encodingAt(
  flow: FlowModel,
  { node, step }: Pick<Place, 'node' | 'step'>,
  before: string,
  after: string,
  written: string,
): Encoding | undefined {
  const run = runBefore(before);
  if (ADDRESS.test(run) || endsInQuery(run)) return isUrlValue(run, after, written) ? 'url' : undefined;
  const pair = run.slice(run.lastIndexOf('&') + 1);
  if (/^[^=]+=/.test(pair) && !/[&#]/.test(written)) {
    const percent = /%[0-9a-f]{2}/i.test(written) && /^[\w.+-]+=/.test(before);
    if (percent || isForm(flow, step, node)) return 'form';
  }
  const start = before.trimStart()[0];
  if (start === '{' || start === '[') {
    const quotes = new JsonQuotes();
    quotes.read(before);
    return quotes.inside ? 'json' : undefined;
  }
  const inData = before.lastIndexOf('<![CDATA[') > before.lastIndexOf(']]>');
  return start === '<' && !inData ? 'xml' : undefined;
}

/** One value of the query, one segment of the path, or a name or password before the host. */
function isUrlValue(run: string, after: string, written: string): boolean {
  const rest = run.replace(ADDRESS, '');
  const inQuery = /[?#]/.test(rest) || !ADDRESS.test(run);
  // A whole `name=value` would lose its sign.
  if (inQuery) return !/[&#]/.test(written) && !(/[?&]$/.test(run) && /^[\w.-]+=/.test(written));
  if (/[/?#]/.test(written)) return false;
  return rest.includes('/') || /^[^/?#\s]{0,300}@/.test(after);
}

function isForm({ tree }: FlowModel, { inputs }: Step, node: NodeId): boolean {
  if (tree.parent(node) !== inputs || !tree.keyIs(node, 'body')) return false;
  const headers = tree.child(inputs, 'headers');
  return tree
    .children(headers)
    .some(
      (one) =>
        tree.key(one).toLowerCase() === 'content-type' &&
        /^\s*application\/x-www-form-urlencoded/i.test(tree.string(one)),
    );
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The value without its encoding; undefined when it is not written in one. */
function decoded(written: string, encoding: Encoding): string | undefined {
  try {
    switch (encoding) {
      case 'url':
        return decodeURIComponent(written);
      case 'form':
        return decodeURIComponent(written.replaceAll('+', ' '));
      case 'json': {
        const value: unknown = JSON.parse(`"${written}"`);
        return typeof value === 'string' ? value : undefined;
      }
      default:
        return written.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (all, digits, hex, name) => {
          if (name !== undefined) return ENTITIES.get(name) ?? all;
          return String.fromCodePoint(Number.parseInt(digits ?? hex, digits === undefined ? 16 : 10));
        });
    }
  } catch {
    // A percent sign or a backslash that begins no escape, or a number that is no character: taken as it stands.
    return encoding === 'url' || encoding === 'form' ? written : undefined;
  }
}
