import {
  type AccessExpr,
  type CallExpr,
  collectReferences,
  type Expr,
  takesNames,
  templateExprs,
} from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel } from '../../flow/model.ts';
import { inputIn } from '../../flow/names/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { NodeId } from '../../json/tree.ts';
import { type Span, touches } from '../../text/span.ts';

/** What stands at a place of an expression: the name of a function, a name that it is given, a property behind a call. */
export type NameInExpression =
  | { readonly kind: 'function'; readonly call: CallExpr; readonly span: Span }
  | { readonly kind: 'argument'; readonly call: CallExpr; readonly name: string; readonly span: Span }
  /** An input of the trigger, by its key. */
  | { readonly kind: 'input'; readonly name: string; readonly span: Span }
  /** `path`: all keys from the call on, up to this one. */
  | {
      readonly kind: 'property';
      readonly call: CallExpr;
      readonly path: readonly string[];
      readonly span: Span;
    };

/**
 * The name at an offset of the file, in the expressions of a string or of a property name; `span` of the file, without quotes. Of an
 * expression that does not parse, what was read before the fault.
 */
export function nameInExpression(
  flow: FlowModel,
  node: NodeId,
  offset: number,
): NameInExpression | undefined {
  const site = siteAt(flow, node, offset);
  if (site === undefined) return undefined;
  const inFile = (span: Span): Span => spanOfPlace(flow.tree, { node, part: sitePart(site, span) });
  const isAt = (span: Span): boolean => touches(inFile(span), offset);
  for (const root of templateExprs(site.template)) {
    for (let at: Expr | undefined = root; at !== undefined && isAt(at.span); at = partAt(at, isAt)) {
      const found = nameIn(at, isAt);
      if (found !== undefined) return { ...found, span: inFile(found.span) };
    }
  }
  return undefined;
}

/** What an expression is made of, the part that stands there. */
function partAt(expr: Expr, isAt: (span: Span) => boolean): Expr | undefined {
  if (expr.kind === 'call') return expr.args.find((arg) => isAt(arg.span));
  if (expr.kind !== 'access') return undefined;
  return isAt(expr.target.span) ? expr.target : expr.key;
}

/** The string or property name with expressions around an offset. */
export function siteAt(flow: FlowModel, node: NodeId, offset: number): ExpressionSite | undefined {
  const { tree } = flow;
  const inKey = tree.hasKey(node) && touches(tree.keySpan(node), offset);
  if (!inKey && !(tree.isString(node) && touches(tree.valueSpan(node), offset))) return undefined;
  const sites = stepAt(flow, node)?.expressions ?? flow.expressions;
  return sites.find((site) => site.node === node && site.inKey === inKey);
}

/** Spans in the decoded string. */
function nameIn(expr: Expr, isAt: (span: Span) => boolean): NameInExpression | undefined {
  if (expr.kind === 'access') return propertyIn(expr, isAt);
  if (expr.kind !== 'call') return undefined;
  if (isAt(expr.nameSpan)) return { kind: 'function', call: expr, span: expr.nameSpan };
  const [first] = expr.args;
  if (first?.kind !== 'string' || !takesNames(expr.lowerName)) return undefined;
  const span = inQuotes(first.span);
  return isAt(span) ? { kind: 'argument', call: expr, name: first.value, span } : undefined;
}

function propertyIn(access: AccessExpr, isAt: (span: Span) => boolean): NameInExpression | undefined {
  const { key, dot } = access;
  if (key.kind !== 'string') return undefined;
  const span = dot ? key.span : inQuotes(key.span);
  if (!isAt(span)) return undefined;
  const path: string[] = [];
  let at: Expr = access;
  for (; at.kind === 'access'; at = at.target) {
    if (at.key.kind !== 'string') return undefined;
    path.unshift(at.key.value);
  }
  if (at.kind !== 'call') return undefined;
  if (at.lowerName.startsWith('trigger')) return inputAt(access, isAt);
  return { kind: 'property', call: at, path, span };
}

function inputAt(access: AccessExpr, isAt: (span: Span) => boolean): NameInExpression | undefined {
  const [reference] = collectReferences(access);
  const input = reference?.kind === 'trigger' ? inputIn(reference) : undefined;
  return input !== undefined && isAt(input.span)
    ? { kind: 'input', name: input.name, span: input.span }
    : undefined;
}

function inQuotes({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}
