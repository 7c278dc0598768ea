import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import type { Expr, Template } from './ast.ts';
import {
  collectReferences,
  MAX_EXPRESSION_DEPTH,
  mayHoldExpression,
  parseTemplate,
  printExpr,
  templateExprs,
  visitExpr,
} from './index.ts';

const span = { start: 0, end: 0 };
const name = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,11}$/)
  .filter((text) => !/^(true|false|null)$/i.test(text));
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '{', '}', '@', ']', ')', '\n', 'a') }),
);
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0);

const { expr } = fc.letrec<{ expr: Expr; call: Expr; access: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    text.map((value): Expr => ({ kind: 'string', value, span })),
    number.map((value): Expr => ({ kind: 'number', value: value === 0 ? 0 : value, span })),
    fc.boolean().map((value): Expr => ({ kind: 'boolean', value, span })),
    fc.constant<Expr>({ kind: 'null', span }),
    tie('call'),
    tie('access'),
  ),
  call: fc.tuple(name, fc.array(tie('expr'), { maxLength: 4 })).map(
    ([called, args]): Expr => ({
      kind: 'call',
      name: called,
      lowerName: called.toLowerCase(),
      nameSpan: span,
      args,
      span,
    }),
  ),
  access: fc
    .tuple(
      fc.oneof({ maxDepth: 5 }, tie('call'), tie('access')),
      fc.boolean(),
      fc.boolean(),
      name,
      tie('expr'),
    )
    .map(([target, safe, dot, property, computed]): Expr => {
      const key: Expr = dot ? { kind: 'string', value: property, span } : computed;
      return { kind: 'access', target, key, safe, dot, span };
    }),
}));

/** The same tree with every span set to nothing. */
function withoutSpans(value: Expr): Expr {
  return JSON.parse(JSON.stringify(value), (key, inner) =>
    key === 'span' || key === 'nameSpan' ? span : inner,
  );
}

/** Every span lies in the text; children lie in their parents; problems are never empty. */
function checkSpans(source: string, template: Template): void {
  for (const problem of template.problems) {
    expect(problem.span.start).toBeGreaterThanOrEqual(0);
    expect(problem.span.end).toBeGreaterThan(problem.span.start);
    expect(problem.span.end).toBeLessThanOrEqual(source.length);
  }
  if (template.kind === 'interpolation') {
    let at = 0;
    for (const part of template.parts) {
      expect(part.span.start).toBe(at);
      at = part.span.end;
    }
    expect(at).toBe(source.length);
  }
  for (const root of templateExprs(template)) {
    visitExpr(root, (node) => {
      const { start, end } = node.span;
      expect(0 <= start && start <= end && end <= source.length).toBe(true);
      const children =
        node.kind === 'call' ? node.args : node.kind === 'access' ? [node.target, node.key] : [];
      for (const child of children) expect(start <= child.span.start && child.span.end <= end).toBe(true);
      if (node.kind === 'call') expect(source.slice(node.nameSpan.start, node.nameSpan.end)).toBe(node.name);
    });
  }
}

describe('properties', () => {
  it('an expression printed and read again is the same', () => {
    fc.assert(
      fc.property(expr, (tree) => {
        const source = `@${printExpr(tree)}`;
        const template = parseTemplate(source);
        expect(template.problems).toEqual([]);
        if (template.kind !== 'expression') throw new Error(template.kind);
        expect(withoutSpans(template.expr)).toEqual(withoutSpans(tree));
        expect(printExpr(template.expr)).toBe(source.slice(1));
        checkSpans(source, template);
      }),
      { numRuns: 400 },
    );
  });

  it('holes and text between them come back as they were', () => {
    const plain = fc.string().filter((value) => !value.includes('@'));
    fc.assert(
      fc.property(plain, fc.array(fc.tuple(expr, plain), { minLength: 1, maxLength: 4 }), (before, rest) => {
        const source = before + rest.map(([tree, after]) => `@{${printExpr(tree)}}${after}`).join('');
        const template = parseTemplate(source);
        expect(template.problems).toEqual([]);
        expect(templateExprs(template).map(printExpr)).toEqual(rest.map(([tree]) => printExpr(tree)));
        checkSpans(source, template);
      }),
      { numRuns: 200 },
    );
  });

  it('damaged text never throws, and every span stays inside it', () => {
    const junk = fc.string({ unit: fc.constantFrom(...'@{}()[]\'?.,"a1-e \u00a0\u200b𝄞') });
    const damaged = fc
      .tuple(expr, fc.nat(), fc.nat(), junk, fc.constantFrom('@', '@{', 'x @{', ''))
      .map(([tree, at, drop, insert, start]) => {
        const whole = start + printExpr(tree) + (start.endsWith('{') ? '} y' : '');
        const cut = at % (whole.length + 1);
        return whole.slice(0, cut) + insert + whole.slice(cut + (drop % 4));
      });
    fc.assert(
      fc.property(fc.oneof(damaged, junk, fc.string({ unit: 'binary' })), (source) => {
        const template = parseTemplate(source);
        checkSpans(source, template);
        expect(template.problems.length).toBeLessThanOrEqual(1);
        for (const root of templateExprs(template)) {
          printExpr(root);
          collectReferences(root);
        }
        if (!mayHoldExpression(source))
          expect(template).toEqual({ kind: 'literal', value: source, problems: [] });
      }),
      { numRuns: 1500 },
    );
  });
});

describe('hostile text', () => {
  /** Of a piece, how often it stands there. */
  type Text = (many: number) => string;
  const DEEP = 100_000;
  const LONG = 100_000;
  const deep: [string, Text][] = [
    ['open parentheses', (many) => `@${'('.repeat(many)}`],
    ['open calls', (many) => `@${'a('.repeat(many)}`],
    ['closed calls', (many) => `@${'a('.repeat(many)}${')'.repeat(many)}`],
    ['open brackets', (many) => `@${'a()['.repeat(many)}`],
    ['closed brackets', (many) => `@${'a()['.repeat(many)}1${']'.repeat(many)}`],
    ['a long chain of accesses', (many) => `@a()${'[0]'.repeat(many)}`],
    ['a long chain of names', (many) => `@a()${'?.b'.repeat(many)}`],
    ['chains inside calls', () => `@${'a('.repeat(250)}a()${'[0]'.repeat(290)}${')'.repeat(250)}`],
    ['calls inside a hole', (many) => `x @{${'a('.repeat(many)}`],
    ['holes in holes', (many) => '@{'.repeat(many)],
    ['empty holes', (many) => 'x@{}'.repeat(many)],
    ['question marks', (many) => `@a()${'?'.repeat(many)}`],
  ];
  it.each(deep)('%s: answered with a problem, as a low tree, in linear time', (_, text) => {
    const source = text(DEEP);
    const template = parseTemplate(source);
    expect(template.problems).toHaveLength(1);
    checkSpansOfProblem(source, template);
    for (const root of templateExprs(template).slice(0, 3)) {
      expect(height(root)).toBeLessThanOrEqual(2 * MAX_EXPRESSION_DEPTH);
      printExpr(root);
    }
    expectLinear((many) => parseTemplate(text(many)), DEEP / 40);
  });

  const long: [string, Text][] = [
    ['text without an expression', (many) => 'a'.repeat(many)],
    ['single at signs', (many) => 'a@b '.repeat(many)],
    ['escaped holes', (many) => '@@{'.repeat(many)],
    ['escaped holes behind text', (many) => `x${'@@{'.repeat(many)}`],
    ['apostrophes', (many) => `@'${"''".repeat(many)}'`],
    ['a long text', (many) => `@concat('${'x'.repeat(many)}')`],
    ['many arguments', (many) => `@concat(${'1,'.repeat(many)}1)`],
    ['many holes', (many) => '@{a()} '.repeat(many)],
    ['white space', (many) => `@${' '.repeat(many)}a()`],
    ['a long name', (many) => `@${'n'.repeat(many)}()`],
    ['digits', (many) => `@${'9'.repeat(many)}`],
    ['unclosed texts in holes', (many) => "@{'} ".repeat(many)],
  ];
  it.each(long)('%s: read without a problem, in linear time', (_, text) => {
    const read = (source: string): Template => {
      const template = parseTemplate(source);
      for (const root of templateExprs(template).slice(0, 3)) collectReferences(root);
      return template;
    };
    expect(read(text(LONG)).problems).toEqual([]);
    expectLinear((many) => read(text(many)), LONG / 20);
  });

  it('depth at the limit is read', () => {
    const depth = MAX_EXPRESSION_DEPTH - 1;
    expect(parseTemplate(`@${'a('.repeat(depth)}1${')'.repeat(depth)}`).problems).toEqual([]);
  });

  function checkSpansOfProblem(source: string, template: Template): void {
    const [problem] = template.problems;
    expect(problem!.span.start >= 0 && problem!.span.start < problem!.span.end).toBe(true);
    expect(problem!.span.end).toBeLessThanOrEqual(source.length);
  }

  function height(root: Expr): number {
    if (root.kind === 'call') return 1 + root.args.reduce((most, arg) => Math.max(most, height(arg)), 0);
    if (root.kind === 'access') return 1 + Math.max(height(root.target), height(root.key));
    return 1;
  }
});
