import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../parseTemplate.ts';
import { problemsOfCalls } from './problems.ts';

/** `kind name`, of an argument with what stands there. */
const problems = (text: string) =>
  problemsOfCalls(parseTemplate(text)).map((problem) => {
    const about = 'argument' in problem ? ` ${problem.parameter.name}` : '';
    const close = problem.kind === 'type' && problem.close ? ' close' : '';
    return `${problem.kind} ${problem.call.name}${about}${close}`;
  });

describe('problems of calls', () => {
  it.each([
    ["@concat(foo(1), 'a')", ['unknown foo']],
    ["@constructor('a')", ['unknown constructor']],
    ['@substring(variables(1))', ['count substring', 'type variables variableName']],
    ['@length(5, 6)', ['count length']],
    ["@add('a', 1)", ['type add summand1']],
    ["@add('5', 1)", ['type add summand1 close']],
    ['@length(5)', ['type length collection']],
    ["@split(5, ',')", ['type split text']],
    ["@substring('a', 'b')", ['type substring startIndex']],
    ["@if('x', 1, 2)", ['type if expression']],
    ["@if('True', 1, 2)", ['type if expression close']],
    ["@not('x')", ['type not expression']],
    ["@and(true, 'x', 1)", ['type and expression2', 'type and expression2']],
    ["@addDays(utcNow(), 'a')", ['type addDays days']],
    ['@addDays(utcNow(), 1.5)', ['type addDays days close']],
    ["@join('a;b', ';')", ['type join collection']],
    ["a @{int('abc')} b @{bar()}", ['value int value', 'unknown bar']],
    ["@float('abc')", ['value float value']],
    ["@bool('yes')", ['value bool value']],
    ["@json('abc')", ['value json value']],
    ["@addToTime(utcNow(), 1, 'Months')", ['value addToTime timeUnit']],
    ["@utcNow('YYYY')", ['dateFormat utcNow format']],
    [
      "@convertTimeZone(utcNow(), 'UTC', 'W. Europe Standard Time', 'mm/DD')",
      ['dateFormat convertTimeZone format'],
    ],
    ["@outputs(foo())?[bar('x')]", ['unknown foo', 'unknown bar']],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([
    '@createArray()',
    '@div(5, 0)',
    "@encodeURIComponent('a', 'b', 'c')",
    "@coalesce('a')",
    "@int('42')",
    "@int('#{Count}#')",
    "@float('NaN')",
    "@bool('TRUE')",
    `@json('{"a": 1}')`,
    "@json('null')",
    "@concat(1, true, null, 'a')",
    '@if(null, 1, 2)',
    '@length(null)',
    "@addToTime(utcNow(), 1, 'month')",
    "@ADDDAYS(UtcNow(), -1, 'yyyy-MM-dd')",
    "@formatNumber(5, 'hh')",
    "@formatTimeSpan('1.02:03', 'hh\\:mm', 'en')",
    "@less('a', 1)",
    "@skip('abc', 1)",
    '@max(1.5, 2)',
    '@foo(',
  ])('nothing in %s', (text) => {
    expect(problems(text)).toEqual([]);
  });
});
