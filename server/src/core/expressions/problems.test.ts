import { describe, expect, it } from 'vitest';
import type { Expr } from './ast.ts';
import { parseTemplate, printExpr, templateExprs, visitExpr } from './index.ts';

// The marks ⟦ and ⟧ stand round the span of the problem; they are not part of the text.
const CASES: [marked: string, message: string][] = [
  // nothing there
  ['@⟦ ⟧', 'expected an expression after "@"'],
  ['@{⟦}⟧', 'expected an expression between "@{" and "}"'],
  ['a @{ ⟦}⟧ b', 'expected an expression between "@{" and "}"'],
  ['@⟦{⟧', 'expected an expression between "@{" and "}"'],
  ['@⟦(⟧a())', 'expected an expression after "@"'],
  ['@{⟦(⟧a())}', 'expected an expression after "@{"'],
  ['@⟦,⟧', 'expected an expression after "@"'],
  ['@⟦?⟧', 'expected an expression after "@"'],
  // text that the platform takes for an expression
  ['@⟦mention⟧', 'expected a function call after "@"; text that starts with "@" is written with "@@"'],
  ['@⟦odata⟧.type', 'expected a function call after "@"; text that starts with "@" is written with "@@"'],
  [
    '@⟦mention⟧ and more',
    'expected a function call after "@"; text that starts with "@" is written with "@@"',
  ],
  ['@⟦triggerbody⟧', 'expected "(" after "triggerBody"'],
  ["@⟦triggerBody⟧['a']", 'expected "(" after "triggerBody"'],
  ['hello @{⟦name⟧}', 'expected "(" after this name; text stands in single quotes'],
  ['@concat(⟦hello⟧)', 'expected "(" after this name; text stands in single quotes'],
  ["@body('A')?[⟦value⟧]", 'expected "(" after this name; text stands in single quotes'],
  // arguments
  ["@concat('a'⟦ ⟧", 'expected ")" to close the arguments of "concat"'],
  ["@concat('a⟦'⟧", 'expected ")" to close the arguments of "concat"'],
  ['@concat⟦(⟧', 'expected a value or ")" after "("'],
  ["@{concat('a'⟦}⟧", 'expected ")" to close the arguments of "concat"'],
  ["x @{toUpper(concat('a')⟦}⟧ y", 'expected ")" to close the arguments of "toUpper"'],
  ["@myFunction('a'⟦]⟧", 'expected "," or ")" in the arguments'],
  ["@concat('a' ⟦'b'⟧)", 'expected "," or ")" in the arguments of "concat"'],
  ["@concat('a' ⟦b⟧)", 'expected "," or ")" in the arguments of "concat"'],
  ["@concat('a',⟦)⟧", 'expected a value after the comma'],
  ["@concat('a',⟦,⟧'b')", 'expected a value after the comma'],
  ["@concat('a'⟦,⟧", 'expected a value after the comma'],
  ['@concat(⟦,⟧)', 'expected a value or ")" after "("'],
  [
    "@body('Get_user'⟦s_manager⟧')",
    'expected "," or ")" in the arguments of "body"; an apostrophe inside a text is written twice',
  ],
  ["@body('A')?['it'⟦s⟧']", 'expected "]" to close "["; an apostrophe inside a text is written twice'],
  // what follows a value
  [
    "@body('A')⟦)⟧",
    'the expression ends before this; to join it with text, write the expression as "@{...}"',
  ],
  ['@a() ⟦text⟧', 'the expression ends before this; to join it with text, write the expression as "@{...}"'],
  [
    '@a() ⟦@⟧{b()}',
    'the expression ends before this; to join it with text, write the expression as "@{...}"',
  ],
  ['@a()⟦}⟧', 'the expression ends before this; to join it with text, write the expression as "@{...}"'],
  ["@'a'⟦[⟧0]", 'the expression ends before this; to join it with text, write the expression as "@{...}"'],
  ['@{a() ⟦b⟧}', 'expected "}" to close "@{"'],
  ['@{a()⟦)⟧}', 'expected "}" to close "@{"'],
  ['text @{a(⟦)⟧', 'expected "}" to close "@{"'],
  ['@{a() ⟦@⟧{b()}', 'expected "}" to close "@{"'],
  // accesses
  ["@body('A')⟦?⟧", 'expected "[" or "." after "?"'],
  ["@body('A')?⟦'b'⟧", 'expected "[" or "." after "?"'],
  ["@body('A')?⟦?⟧['b']", 'expected "[" or "." after "?"'],
  ["@body('A')⟦.⟧", 'expected a property name after "."'],
  ["@body('A').⟦'b'⟧", 'expected a property name after "."'],
  ["@body('A').⟦[⟧'b']", 'expected a property name after "."'],
  ["@body('A')[⟦]⟧", 'expected a property name in single quotes, or a position, after "["'],
  ["@body('A')⟦[⟧", 'expected a property name in single quotes, or a position, after "["'],
  ["@body('A')['b'⟦)⟧", 'expected "]" to close "["'],
  ["@body('A')['b⟦'⟧", 'expected "]" to close "["'],
  ["@concat(body('A')['b'⟦,⟧ 'c')", 'expected "]" to close "["'],
  // quotes
  ["@concat(⟦'abc)⟧", 'the text that begins here is not closed: a single quote is missing'],
  ["@⟦'⟧", 'the text that begins here is not closed: a single quote is missing'],
  ["@⟦'it''s⟧", 'the text that begins here is not closed: a single quote is missing'],
  ["@body('A')?[⟦'b]⟧", 'the text that begins here is not closed: a single quote is missing'],
  ["a @{body(⟦'A)} b⟧", 'the text that begins here is not closed: a single quote is missing'],
  ['@concat(⟦"a"⟧)', 'text stands in single quotes, not in double quotes'],
  ['@concat(⟦‘a’⟧)', 'text stands in straight single quotes, not in curly quotes'],
  ['@⟦\u200bbody⟧', 'an invisible character stands here: remove it'],
  // habits from other languages
  ['@equals(⟦@⟧variables(1),2)', 'an expression has "@" only at its start: remove this one'],
  ['@json(⟦{⟧})', 'expressions have no braces of their own: remove "{" or put it in single quotes'],
  ['@a() ⟦+⟧ b()', 'expressions have no operators: use a function such as "add", "equals" or "and"'],
  ['@{a() ⟦==⟧ 1}', 'expressions have no operators: use a function such as "add", "equals" or "and"'],
  ['@if(a() ⟦&&⟧ b(),1,2)', 'expressions have no operators: use a function such as "add", "equals" or "and"'],
  // numbers
  ['@⟦12abc⟧', 'this is not a number; text stands in single quotes'],
  ['@add(⟦1e⟧,2)', 'this is not a number; text stands in single quotes'],
  ['@add(⟦-x⟧,2)', 'this is not a number; text stands in single quotes'],
];

function unmark(marked: string): { text: string; span: { start: number; end: number } } {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  return { text: marked.replace('⟦', '').replace('⟧', ''), span: { start, end } };
}

describe('problems', () => {
  it.each(CASES)('%s', (marked, message) => {
    const { text, span } = unmark(marked);
    expect(parseTemplate(text).problems).toEqual([{ message, span }]);
  });

  it('leaves an error node where the text stops making sense, and keeps what was read before', () => {
    const kinds = (text: string): string[] => {
      const found: string[] = [];
      for (const expr of templateExprs(parseTemplate(text))) {
        visitExpr(expr, (node) => {
          found.push(node.kind === 'call' ? node.name : node.kind);
        });
      }
      return found;
    };
    expect(kinds('@mention')).toEqual(['error']);
    expect(kinds("@concat(body('A'), ")).toEqual(['concat', 'body', 'string', 'error']);
    expect(kinds("@outputs('A')?['")).toEqual(['access', 'outputs', 'string', 'error']);
    expect(kinds("@outputs('A')?")).toEqual(['access', 'outputs', 'string', 'error']);
    expect(kinds("@outputs('A').")).toEqual(['access', 'outputs', 'string', 'error']);
    expect(kinds("@concat('a' 'b')")).toEqual(['concat', 'string']);
  });

  it('lets an unfinished node reach to the end, so that a cursor there is inside it', () => {
    const text = "x @{concat(outputs('A')?['bo";
    const [expr] = templateExprs(parseTemplate(text)) as [Expr];
    expect(expr.span).toEqual({ start: 4, end: text.length });
    expect(printExpr(expr)).toBe("concat(outputs('A')?[])");
  });

  it('repeats no text of the file', () => {
    const planted = `Zq9${'x'}Planted`;
    for (const [marked] of CASES) {
      const { text } = unmark(marked);
      for (let at = 1; at <= text.length; at++) {
        const damaged = text.slice(0, at) + planted + text.slice(at);
        for (const { message } of parseTemplate(damaged).problems)
          expect(message).not.toContain(planted.slice(0, 4));
      }
    }
  });
});
