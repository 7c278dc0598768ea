import type { Span } from '../text/span.ts';
import type { AccessExpr, CallExpr, Expr, ExpressionProblem } from './ast.ts';
import {
  COMMA,
  DOT,
  END,
  LEFT_BRACKET,
  LEFT_PAREN,
  Lexer,
  NAME,
  NUMBER,
  QUESTION,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PAREN,
  STRING,
} from './lexer.ts';
import {
  argumentsNotClosed,
  bracketNotClosed,
  emptyExpression,
  holeNotClosed,
  nameWithoutCall,
  noPropertyAfterDot,
  noStepAfterQuestion,
  noValue,
  TOO_DEEP,
  trailingText,
  type ValuePlace,
} from './messages.ts';

/**
 * The height up to which an expression is read, counting calls, brackets and accesses; deeper text is
 * answered with a problem.
 * No tree, also of damaged text, is higher than twice this, so whoever walks a tree may recurse.
 */
export const MAX_EXPRESSION_DEPTH = 300;

/**
 * Parses expressions inside one decoded string. Knows one problem per string, the first: what follows it is
 * usually its echo.
 * After a problem the tree so far is kept, with an `error` node where the text stopped making sense.
 */
export class ExpressionParser {
  private readonly lexer: Lexer;
  /** The first problem met so far. */
  problem: ExpressionProblem | undefined;
  /** True from a problem to the end of the expression: nothing more is consumed. */
  private failed = false;
  /** Open calls and brackets. */
  private depth = 0;
  /** Height of the tree parsed last. */
  private height = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
  }

  /** Parses from `offset` to the end of the string: an expression and nothing behind it. */
  parseWhole(offset: number): Expr {
    this.restart(offset);
    const expr = this.parseExpr('whole');
    if (!this.failed && this.lexer.kind !== END) this.fail(trailingText(this.lexer));
    return expr;
  }

  /**
   * Parses a hole whose content begins at `offset`.
   * @returns `end`: the offset behind the closing brace, or -1 when the parse failed before one.
   */
  parseHole(offset: number): { expr: Expr; end: number } {
    this.restart(offset);
    const expr = this.parseExpr('hole');
    if (this.failed) return { expr, end: -1 };
    if (this.lexer.kind === RIGHT_BRACE) return { expr, end: this.lexer.end };
    this.fail(holeNotClosed(this.lexer));
    return { expr, end: -1 };
  }

  private restart(offset: number): void {
    this.failed = false;
    this.depth = 0;
    this.lexer.moveTo(offset);
  }

  private fail(message: string): void {
    this.failed = true;
    if (this.problem !== undefined) return;
    const lexer = this.lexer;
    const length = lexer.text.length;
    const span =
      lexer.start < length ? { start: lexer.start, end: lexer.end } : { start: length - 1, end: length };
    this.problem = { message, span };
  }

  private error(message: string): Expr {
    this.fail(message);
    this.height = 1;
    return { kind: 'error', span: { start: this.lexer.start, end: this.lexer.end } };
  }

  private tokenSpan(): Span {
    return { start: this.lexer.start, end: this.lexer.end };
  }

  private parseExpr(place: ValuePlace): Expr {
    const lexer = this.lexer;
    switch (lexer.kind) {
      case STRING: {
        const expr: Expr = { kind: 'string', value: lexer.stringValue, span: this.tokenSpan() };
        lexer.next();
        this.height = 1;
        return expr;
      }
      case NUMBER: {
        const expr: Expr = { kind: 'number', value: Number(lexer.source), span: this.tokenSpan() };
        lexer.next();
        this.height = 1;
        return expr;
      }
      case NAME:
        return this.parseName(place);
      default: {
        const empty = lexer.kind === END || lexer.kind === RIGHT_BRACE;
        if (empty && (place === 'whole' || place === 'hole')) return this.error(emptyExpression(place));
        return this.error(noValue(lexer, place));
      }
    }
  }

  private parseName(place: ValuePlace): Expr {
    const lexer = this.lexer;
    const name = lexer.source;
    const nameSpan = this.tokenSpan();
    const lowerName = name.toLowerCase();
    if (lowerName === 'true' || lowerName === 'false' || lowerName === 'null') {
      lexer.next();
      this.height = 1;
      if (lowerName === 'null') return { kind: 'null', span: nameSpan };
      return { kind: 'boolean', value: lowerName === 'true', span: nameSpan };
    }
    lexer.next();
    if (lexer.kind !== LEFT_PAREN) {
      // The name is the culprit, not what follows it.
      lexer.moveTo(nameSpan.start);
      return this.error(nameWithoutCall(name, place));
    }
    return this.parseAccess(this.parseCall(name, lowerName, nameSpan));
  }

  private parseCall(name: string, lowerName: string, nameSpan: Span): CallExpr {
    const lexer = this.lexer;
    const args: Expr[] = [];
    let height = 0;
    if (this.depth >= MAX_EXPRESSION_DEPTH) this.fail(TOO_DEEP);
    this.depth++;
    if (!this.failed) lexer.next();
    if (!this.failed && lexer.kind !== RIGHT_PAREN) {
      for (;;) {
        args.push(this.parseExpr(args.length === 0 ? 'argument' : 'afterComma'));
        if (this.height > height) height = this.height;
        if (this.failed || lexer.kind === RIGHT_PAREN) break;
        if (lexer.kind !== COMMA) {
          this.fail(argumentsNotClosed(lexer, lowerName));
          break;
        }
        lexer.next();
      }
    }
    this.depth--;
    this.height = height + 1;
    if (!this.failed && this.height > MAX_EXPRESSION_DEPTH) this.fail(TOO_DEEP);
    const end = lexer.end;
    if (!this.failed) lexer.next();
    return { kind: 'call', name, lowerName, nameSpan, args, span: { start: nameSpan.start, end } };
  }

  /**
   * `['key']`, `.key`, `[0]` and their null-safe forms, as many as follow. Only calls take them, as on
   * the platform.
   */
  private parseAccess(call: CallExpr): Expr {
    const lexer = this.lexer;
    let target: Expr = call;
    while (!this.failed) {
      const safe = lexer.kind === QUESTION;
      if (safe) lexer.next();
      if (lexer.kind === LEFT_BRACKET) {
        target = this.parseBrackets(target, safe);
      } else if (lexer.kind === DOT) {
        target = this.parseDot(target, safe);
      } else {
        if (safe) target = this.unfinished(target, this.error(noStepAfterQuestion(lexer)), true, false);
        return target;
      }
      if (!this.failed && this.height > MAX_EXPRESSION_DEPTH) this.fail(TOO_DEEP);
    }
    return target;
  }

  private parseBrackets(target: Expr, safe: boolean): Expr {
    const lexer = this.lexer;
    const targetHeight = this.height;
    if (this.depth >= MAX_EXPRESSION_DEPTH) return this.unfinished(target, this.error(TOO_DEEP), safe, false);
    this.depth++;
    lexer.next();
    const key = this.parseExpr('brackets');
    this.depth--;
    this.height = Math.max(targetHeight, this.height) + 1;
    if (!this.failed && lexer.kind !== RIGHT_BRACKET) this.fail(bracketNotClosed(lexer));
    if (this.failed) return this.unfinished(target, key, safe, false);
    const end = lexer.end;
    lexer.next();
    return { kind: 'access', target, key, safe, dot: false, span: { start: target.span.start, end } };
  }

  private parseDot(target: Expr, safe: boolean): Expr {
    const lexer = this.lexer;
    const height = this.height + 1;
    lexer.next();
    if (lexer.kind !== NAME)
      return this.unfinished(target, this.error(noPropertyAfterDot(lexer)), safe, true);
    const key: Expr = { kind: 'string', value: lexer.source, span: this.tokenSpan() };
    lexer.next();
    this.height = height;
    return {
      kind: 'access',
      target,
      key,
      safe,
      dot: true,
      span: { start: target.span.start, end: key.span.end },
    };
  }

  /** An access that stops at a problem; reaches over the token that is wrong. */
  private unfinished(target: Expr, key: Expr, safe: boolean, dot: boolean): AccessExpr {
    return {
      kind: 'access',
      target,
      key,
      safe,
      dot,
      span: { start: target.span.start, end: this.lexer.end },
    };
  }
}
