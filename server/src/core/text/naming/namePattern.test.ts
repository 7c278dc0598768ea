import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { compileNamePattern, type NamePattern } from './namePattern.ts';

function pattern(text: string): NamePattern {
  const compiled = compileNamePattern(text);
  if (typeof compiled === 'string') throw new Error(compiled);
  return compiled;
}

describe('a pattern for names', () => {
  it.each([
    ['pascal', 'GetItems Get URLOf2 Ärger 取得', 'getItems Get_items 2nd get-items'],
    ['camel', 'getItems get orderNo2 取得', 'GetItems get_items'],
    ['snake', 'get_items get a_2', 'Get_items get__items _get get-items'],
    ['upper-snake', 'GET_ITEMS GET A_2', 'Get_items get'],
    ['kebab', 'get-items get', 'get_items Get-items'],
    [
      'sentence',
      'Get_items Get GetItems Scope_-_Try 📋_Flow 2nd_try Send_an_email_(V2)',
      'get_items Get__items Get_',
    ],
    ['title', 'Get_Items Scope_-_Try (Draft) 2nd', 'Get_items get_Items'],
    ['<CAMEL>', 'getItems', 'GetItems'],
    ['var<pascal>', 'varTotal', 'var varTOTAL_2 total Vartotal vartotal'],
    ['<snake>_flow', 'a_b_flow', '_flow A_flow'],
    ['abc_*', 'abc_ abc_x/y', 'abc Abc_x'],
    ['{str,int}[A-Z]*', 'strName intCount', 'objName strname'],
    ['camel | str?', 'total strX', 'Total'],
  ])('%s', (text, fits, others) => {
    const { fits: test } = pattern(text);
    for (const name of fits.split(' ')) expect([name, test(name)]).toEqual([name, true]);
    for (const name of others.split(' ')) expect([name, test(name)]).toEqual([name, false]);
  });

  it.each([
    ['sentence', 'get items', 'Get_items'],
    ['sentence', 'Get  items ', 'Get_items'],
    ['title', 'Get_items', 'Get_Items'],
    ['pascal', 'get_items (2)', 'GetItems2'],
    ['pascal', 'GET_ITEMS', 'GetItems'],
    ['camel', 'HTTP answer', 'httpAnswer'],
    ['camel', 'Get_items', 'getItems'],
    ['snake', 'getHTTPAnswer2', 'get_http_answer2'],
    ['kebab', 'Get_items', 'get-items'],
    ['upper-snake', 'getItems', 'GET_ITEMS'],
    ['var<pascal>', 'Var_total', 'varTotal'],
    ['var<pascal>', 'total', 'varTotal'],
    ['abc_*|snake', 'getItems', 'get_items'],
    ['abc_*', 'getItems', undefined],
    ['camel', '---', undefined],
    ['camel', '2nd', undefined],
  ])('%s makes of %j: %j', (text, name, fitted) => {
    expect(pattern(text).fitted(name)).toBe(fitted);
  });

  it.each([
    ['pasacl', 'is neither a preset'],
    ['', 'has an empty form'],
    ['camel|', 'has an empty form'],
    ['var<pasacl>', 'has "<" without one of the presets'],
    ['var<pascal', 'has "<" without one of the presets'],
    ['*<pascal>', 'has wildcards beside a preset'],
    ['a'.repeat(301), 'is longer than 300 characters'],
    ['camel|'.repeat(21), 'has more than 20 forms'],
  ])('%j is none', (text, problem) => {
    expect(compileNamePattern(text)).toContain(problem);
  });

  it('takes no name to pieces that is beyond all limits, and stays linear', () => {
    expect(pattern('pascal').fits('A'.repeat(201))).toBe(false);
    expect(pattern('pascal').fitted('a'.repeat(201))).toBeUndefined();
    const hostile = pattern(`${'*a'.repeat(100)}|${'[ab]*'.repeat(15)}`);
    expectLinear((size) => {
      for (let at = 0; at < 50; at++) hostile.fits('a'.repeat(size));
      pattern('sentence').fitted('A_'.repeat(size));
    }, 1000);
  });
});
