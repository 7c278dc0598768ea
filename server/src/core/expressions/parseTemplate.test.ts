import { describe, expect, it } from 'vitest';
import type { Expr, Template } from './ast.ts';
import { mayHoldExpression, parseTemplate, printExpr, templateExprs } from './index.ts';

/** A template in a short form: literals as strings, expressions printed, holes between braces. */
function short(template: Template): unknown {
  if (template.kind === 'literal') return template.value;
  if (template.kind === 'expression') return { expression: printExpr(template.expr) };
  return template.parts.map((part) => (part.kind === 'text' ? part.value : { hole: printExpr(part.expr) }));
}

function only(text: string): Expr {
  const template = parseTemplate(text);
  expect(template.problems).toEqual([]);
  if (template.kind !== 'expression') throw new Error(`${template.kind} is not an expression`);
  return template.expr;
}

describe('text that is not an expression', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['@', '@'],
    [' @body()', ' @body()'],
    ['someone@contoso.example', 'someone@contoso.example'],
    ['trailing @', 'trailing @'],
    ['item/owner@odata.bind', 'item/owner@odata.bind'],
    ['items(body())', 'items(body())'],
    ['a } b { c', 'a } b { c'],
    ["it's", "it's"],
    ['@@', '@'],
    ['@@odata.type', '@odata.type'],
    ['@@@x', '@@x'],
    ['@@{a()}', '@{a()}'],
    ['@@x @{a()}', '@x @{a()}'],
    ['x@@y', 'x@@y'],
    ['x@@{y}', 'x@{y}'],
    ['x@@@{y}', 'x@@{y}'],
    ['a @@{b} c @@{d}', 'a @{b} c @{d}'],
  ])('%j stands for %j', (text, value) => {
    expect(parseTemplate(text)).toEqual({ kind: 'literal', value, problems: [] });
  });
});

describe('whole-string expressions', () => {
  it.each([
    ['@body()', 'body()'],
    ["@body('A')", "body('A')"],
    ["@ body('A')", "body('A')"],
    ["@\njoin(\n\tsplit('a', ',') ,\r\n 'b'\n)\n", "join(split('a',','),'b')"],
    ['@body\u00a0(\u00a0)\u00a0', 'body()'],
    ['@body()\u2003[\u30000\u2028]', 'body()[0]'],
    ["@body('Get_user''s_manager')", "body('Get_user''s_manager')"],
    ["@''", "''"],
    ["@''''", "''''"],
    ["@'}@{x'", "'}@{x'"],
    ['@0', '0'],
    ['@-1', '-1'],
    ['@+1', '1'],
    ['@1.5', '1.5'],
    ['@1.', '1'],
    ['@-2.5e3', '-2500'],
    ['@2E-3', '0.002'],
    ['@1e+2', '100'],
    ['@true', 'true'],
    ['@False', 'false'],
    ['@NULL', 'null'],
    ['@equals(TRUE,Null,fAlSe)', 'equals(true,null,false)'],
    ["@body('A')?['b']", "body('A')?['b']"],
    ["@body('A')?.b", "body('A')?.b"],
    ["@body('A')['b']", "body('A')['b']"],
    ["@body('A') . b ? . c ? [ 'd' ]", "body('A').b?.c?['d']"],
    ["@triggerOutputs().headers['X-MS-APIM-Tokens']", "triggerOutputs().headers['X-MS-APIM-Tokens']"],
    ['@body()[0][-1]', 'body()[0][-1]'],
    ["@body()[if(true,'a','b')]?[outputs('C')['d']]", "body()[if(true,'a','b')]?[outputs('C')['d']]"],
    ["@body()?['@odata.type']", "body()?['@odata.type']"],
    ['@f-g/h:i$()', 'f-g/h:i$()'],
    ['@größe()', 'größe()'],
    ["@concat('a',concat(concat(),'b'),body()?['c'])", "concat('a',concat(concat(),'b'),body()?['c'])"],
  ])('%j', (text, printed) => {
    const template = parseTemplate(text);
    expect(template.problems).toEqual([]);
    expect(short(template)).toEqual({ expression: printed });
  });

  it('places every node by its exact span', () => {
    const text = "@ Body('it''s')?['b'].c[ -1.5 ]";
    const minus = only(text);
    const cut = (expr: Expr): string => text.slice(expr.span.start, expr.span.end);
    if (minus.kind !== 'access') throw new Error(minus.kind);
    expect(cut(minus)).toBe("Body('it''s')?['b'].c[ -1.5 ]");
    expect(minus.key).toEqual({ kind: 'number', value: -1.5, span: { start: 25, end: 29 } });
    const dot = minus.target;
    if (dot.kind !== 'access') throw new Error(dot.kind);
    expect([cut(dot), cut(dot.key), dot.dot, dot.safe]).toEqual(["Body('it''s')?['b'].c", 'c', true, false]);
    const bracket = dot.target;
    if (bracket.kind !== 'access') throw new Error(bracket.kind);
    expect([cut(bracket), cut(bracket.key), bracket.dot, bracket.safe]).toEqual([
      "Body('it''s')?['b']",
      "'b'",
      false,
      true,
    ]);
    expect(bracket.target).toEqual({
      kind: 'call',
      name: 'Body',
      lowerName: 'body',
      nameSpan: { start: 2, end: 6 },
      args: [{ kind: 'string', value: "it's", span: { start: 7, end: 14 } }],
      span: { start: 2, end: 15 },
    });
  });
});

describe('interpolation', () => {
  it.each([
    ['@{a()}', [{ hole: 'a()' }]],
    ['@{a()} text', [{ hole: 'a()' }, ' text']],
    ['text @{a()}', ['text ', { hole: 'a()' }]],
    ['@{a()}@{b()}', [{ hole: 'a()' }, { hole: 'b()' }]],
    ["x @{concat('}', '@{', '{')} y", ['x ', { hole: "concat('}','@{','{')" }, ' y']],
    ["@{concat('it''s }')}", [{ hole: "concat('it''s }')" }]],
    ['@{\n a()\t}\n', [{ hole: 'a()' }, '\n']],
    ["it's @{a()}, isn't it", ["it's ", { hole: 'a()' }, ", isn't it"]],
    ['me@x.example, @{a()}', ['me@x.example, ', { hole: 'a()' }]],
    ['x@@{no} @{a()} @@{no}', ['x@{no} ', { hole: 'a()' }, ' @{no}']],
    ['@{a()}@@{no}', [{ hole: 'a()' }, '@{no}']],
    ['@{a()} @b() }', [{ hole: 'a()' }, ' @b() }']],
    ["@{outputs('Compose_-_@')}odata.type", [{ hole: "outputs('Compose_-_@')" }, 'odata.type']],
    ["_api/items(@{body('A')?['Id']})/x", ['_api/items(', { hole: "body('A')?['Id']" }, ')/x']],
    ["@{'text'} @{1} @{null}", [{ hole: "'text'" }, ' ', { hole: '1' }, ' ', { hole: 'null' }]],
  ])('%j', (text, parts) => {
    const template = parseTemplate(text);
    expect(template.kind).toBe('interpolation');
    expect(template.problems).toEqual([]);
    expect(short(template)).toEqual(parts);
    expect(templateExprs(template).map(printExpr)).toEqual(
      (parts as (string | { hole: string })[]).flatMap((part) =>
        typeof part === 'string' ? [] : [part.hole],
      ),
    );
  });

  it('covers the text by its parts without a gap', () => {
    const text = "a@@{x}b@{ body('A') }@{c()}d";
    const template = parseTemplate(text);
    if (template.kind !== 'interpolation') throw new Error(template.kind);
    expect(template.parts.map((part) => text.slice(part.span.start, part.span.end))).toEqual([
      'a@@{x}b',
      "@{ body('A') }",
      '@{c()}',
      'd',
    ]);
    expect(templateExprs(template).map((expr) => text.slice(expr.span.start, expr.span.end))).toEqual([
      "body('A')",
      'c()',
    ]);
  });

  it('goes on with the holes behind a damaged one', () => {
    const template = parseTemplate("@{a(} mid @{b('x')} @{c(]} end");
    expect(template.problems).toHaveLength(1);
    expect(short(template)).toEqual([
      { hole: 'a()' },
      ' mid ',
      { hole: "b('x')" },
      ' ',
      { hole: 'c()' },
      ' end',
    ]);
  });
});

describe('mayHoldExpression', () => {
  it.each([
    ['', false],
    ['@', false],
    ['a@b', false],
    [' @a()', false],
    ['{@}', false],
    ['@a', true],
    ['@@', true],
    ['a@{b}', true],
    ['a@@{b}', true],
  ])('%j: %j', (text, expected) => {
    expect(mayHoldExpression(text)).toBe(expected);
  });
});
