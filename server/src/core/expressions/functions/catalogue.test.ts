import { describe, expect, it } from 'vitest';
import { findFunction, functionList, passesArgument } from '../index.ts';

describe('the function table', () => {
  it('reads every line: names are unique without case, every function has a summary', () => {
    expect(functionList.length).toBe(138);
    expect(new Set(functionList.map((info) => info.name.toLowerCase())).size).toBe(functionList.length);
    for (const info of functionList) {
      expect(info.summary, info.name).toMatch(/^[A-Z].+\.$/);
      expect(info.minArgs, info.name).toBeLessThanOrEqual(info.maxArgs);
      expect(info.signature.startsWith(`${info.name}(`), info.name).toBe(true);
    }
  });

  it.each([
    ['utcnow', 0, 1],
    ['concat', 1, Number.POSITIVE_INFINITY],
    ['substring', 2, 3],
    ['if', 3, 3],
    ['triggerbody', 0, 0],
    ['createarray', 0, Number.POSITIVE_INFINITY],
    ['adddays', 2, 3],
  ])('%s takes %d to %d arguments', (name, min, max) => {
    const info = findFunction(name);
    expect([info?.minArgs, info?.maxArgs]).toEqual([min, max]);
  });

  it('has types that there are, and a result for every function', () => {
    const known = new Set('string number integer boolean array object binary xml any'.split(' '));
    for (const { name, parameters, result, typedSignature } of functionList) {
      expect(typedSignature.startsWith(`${name}(`), name).toBe(true);
      expect(result.length, name).toBeGreaterThan(0);
      for (const type of [...result, ...parameters.flatMap((one) => one.types)])
        expect(known.has(type), `${name}: ${type}`).toBe(true);
    }
  });

  it('reads names, marks and types of parameters', () => {
    const substring = findFunction('substring');
    expect(substring?.signature).toBe('substring(text, startIndex, length?)');
    expect(substring?.typedSignature).toBe('substring(text: string, startIndex: integer, length?: integer)');
    expect(substring?.parameters[2]).toEqual({ name: 'length', optional: true, types: ['integer'] });
    expect(findFunction('concat')?.parameters.map(({ name, types }) => [name, types])).toEqual([
      ['text1', []],
      ['text2', []],
    ]);
    expect(findFunction('union')?.result).toEqual(['array', 'object']);
  });

  it('finds by lower-case name only, and nothing for a stranger', () => {
    expect(findFunction('utcnow')?.name).toBe('utcNow');
    expect(findFunction('utcNow')).toBeUndefined();
    expect(findFunction('constructor')).toBeUndefined();
  });

  it('knows what lets a value through', () => {
    const carrying =
      'concat replace substring slice split join first last union xml xpath coalesce if json base64 ';
    const others =
      'base64ToString uriComponent string toLower setProperty createArray skip take int uriQuery';
    for (const name of (carrying + others).split(' ')) {
      expect(findFunction(name.toLowerCase())?.passes, name).toBe('value');
    }
    const blocking =
      'length empty equals greater lessOrEquals contains startsWith indexOf isInt not and or rand range ';
    const dates = 'guid utcNow formatDateTime addDays dayOfWeek ticks workflow listCallbackUrl';
    for (const name of (blocking + dates).split(' ')) {
      expect(findFunction(name.toLowerCase())?.passes, name).toBe('nothing');
    }
  });

  it('tells it per argument', () => {
    expect([0, 1, 2].map((index) => passesArgument('if', index))).toEqual([false, true, true]);
    expect([0, 1, 2].map((index) => passesArgument('replace', index))).toEqual([true, false, true]);
    expect([0, 1].map((index) => passesArgument('join', index))).toEqual([true, true]);
    expect([0, 1].map((index) => passesArgument('removeproperty', index))).toEqual([true, false]);
    expect(passesArgument('concat', 7)).toBe(true);
    expect(passesArgument('equals', 0)).toBe(false);
    expect(passesArgument('notafunction', 3)).toBe(true);
  });
});
