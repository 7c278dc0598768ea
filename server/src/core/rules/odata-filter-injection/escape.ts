import { type Context, endsInQuotes, textOf, wrapEdits } from '../../callers/index.ts';
import { type CallExpr, type Expr, visitExpr } from '../../expressions/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FilterValue } from './filters.ts';

/** The service decodes these before it reads the filter: a quote comes back. */
const DECODED = new Set(['encodeuricomponent', 'uricomponent']);

const ODATA: Context = { neutral: doublesQuotes, decoded: DECODED };
const FETCH_XML: Context = { neutral: (call) => replaces(call, ["'", '"', '<', '&']) };

/** What makes a value harmless where it stands in a filter. */
export function neutralIn({ language, quoted, piece }: FilterValue): Context {
  if (language === 'FetchXML') return FETCH_XML;
  return quoted ? ODATA : { neutral: quotedWithin(piece.expr), decoded: DECODED };
}

/**
 * Doubled quotes help between quotes only: outside of them a value needs no quote to add a condition. So a call of the
 * expression itself counts where a `concat` puts it between quotes; what other steps prepared may have brought its own.
 */
function quotedWithin(root: Expr): (call: CallExpr) => boolean {
  const outside = new Set<CallExpr>();
  visitExpr(root, (expr) => {
    if (expr.kind === 'call' && doublesQuotes(expr)) outside.add(expr);
  });
  visitExpr(root, (expr) => {
    if (outside.size === 0 || expr.kind !== 'call' || expr.lowerName !== 'concat') return;
    let inQuotes = false;
    for (const arg of expr.args) {
      if (arg.kind === 'string') inQuotes = inQuotes !== endsInQuotes(arg.value);
      else if (inQuotes) {
        visitExpr(arg, (inner) => {
          if (inner.kind === 'call') outside.delete(inner);
        });
      }
    }
  });
  return (call) => doublesQuotes(call) && !outside.has(call);
}

function doublesQuotes(call: CallExpr): boolean {
  return replaces(call, ["'", '%27']);
}

function replaces(call: CallExpr, texts: readonly string[]): boolean {
  const old = call.args[1];
  return call.lowerName === 'replace' && old?.kind === 'string' && texts.includes(old.value);
}

/** False when the expression brings text of its own that escaping would change. */
function mayEscape(expr: Expr): boolean {
  let plain = true;
  visitExpr(expr, (one) => {
    if (one.kind !== 'call' || !ADDS_TEXT.has(one.lowerName)) return;
    if (one.args.some((arg) => arg.kind === 'string' && /['"<>&]/.test(arg.value))) plain = false;
  });
  return plain;
}

const ADDS_TEXT = new Set(['concat', 'if', 'coalesce', 'join', 'createarray', 'union', 'replace']);

const XML_ENTITIES: readonly (readonly [string, string])[] = [
  // The ampersand first, or the others' would be escaped again.
  ["'&'", "'&amp;'"],
  ["'<'", "'&lt;'"],
  ["'>'", "'&gt;'"],
  ["'\"'", "'&quot;'"],
  ["''''", "'&apos;'"],
];

/** True where escaping the value changes nothing but what it may mean. */
export function isEscapable({ piece, node, escapable }: FilterValue): boolean {
  return escapable && piece.node === node && mayEscape(piece.expr);
}

/** Edits that escape the value where it stands; empty where that cannot be written without changing more. */
export function escapeEdits(flow: FlowModel, value: FilterValue): readonly TextEdit[] {
  if (!isEscapable(value)) return [];
  const { piece, node, language } = value;
  // Encoding for the address stays outermost.
  let expr = piece.expr;
  while (
    language === 'OData' &&
    expr.kind === 'call' &&
    DECODED.has(expr.lowerName) &&
    expr.args.length === 1
  )
    expr = expr.args[0]!;
  const { tree } = flow;
  const [open, close] = textOf(flow, expr);
  if (language === 'OData') return wrapEdits(tree, node, expr, `replace(${open}`, `${close}, '''', '''''')`);
  const calls = XML_ENTITIES.map(([old, entity]) => `, ${old}, ${entity})`).join('');
  return wrapEdits(tree, node, expr, `${'replace('.repeat(XML_ENTITIES.length)}${open}`, `${close}${calls}`);
}
