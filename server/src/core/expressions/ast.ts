import type { Span } from '../text/span.ts';

/**
 * What one decoded JSON string (or key) means in the workflow definition language.
 * All offsets count UTF-16 code units of the decoded string; `JsonTree.spanInString` maps them to the file.
 */
export type Template =
  /** No expression: the text itself (`@@` at the start stands for one `@`). */
  | { readonly kind: 'literal'; readonly value: string; readonly problems: readonly ExpressionProblem[] }
  /** `@f(x)`: the whole string is one expression and keeps its type. */
  | { readonly kind: 'expression'; readonly expr: Expr; readonly problems: readonly ExpressionProblem[] }
  /** Text with at least one `@{...}`: the result is a string. */
  | {
      readonly kind: 'interpolation';
      readonly parts: readonly TemplatePart[];
      readonly problems: readonly ExpressionProblem[];
    };

export type TemplatePart =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  /** `span` covers `@{` to `}`. */
  | { readonly kind: 'hole'; readonly expr: Expr; readonly span: Span };

export interface ExpressionProblem {
  /** Plain English, no trailing full stop, e.g. `expected ")" after the arguments of "concat"`. */
  readonly message: string;
  readonly span: Span;
}

export type Expr =
  | StringExpr
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | CallExpr
  | AccessExpr
  /** Stands where the text does not parse. */
  | { readonly kind: 'error'; readonly span: Span };

/** A quoted text; `value` is without the quotes, and with `''` as one. */
export interface StringExpr {
  readonly kind: 'string';
  readonly value: string;
  readonly span: Span;
}

export interface CallExpr {
  readonly kind: 'call';
  /** As written. */
  readonly name: string;
  /** Lower-cased, for comparison. */
  readonly lowerName: string;
  readonly nameSpan: Span;
  readonly args: readonly Expr[];
  readonly span: Span;
}

/** `target['key']`, `target?['key']`, `target.key`, `target?.key`, `target[0]`. */
export interface AccessExpr {
  readonly kind: 'access';
  readonly target: Expr;
  /** For the dot form a string literal node. */
  readonly key: Expr;
  readonly safe: boolean;
  readonly dot: boolean;
  readonly span: Span;
}
