import type { Span } from '../../text/span.ts';

/** Types of the language server protocol, so that every theme has a colour for them. */
export const TOKEN_TYPES = [
  ...(['function', 'parameter', 'variable', 'property', 'class', 'enumMember'] as const),
  ...(['string', 'number', 'keyword', 'operator', 'macro'] as const),
];
export const TOKEN_MODIFIERS = ['declaration', 'readonly'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** A word of a flow that has a meaning of its own. */
export interface SemanticToken {
  /** Within one line. */
  readonly span: Span;
  /** `class`: the name of a step; `macro`: what marks an expression; `enumMember`: a status of a step. */
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}
