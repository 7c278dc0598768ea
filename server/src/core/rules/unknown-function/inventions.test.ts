import { describe, expect, it } from 'vitest';
import {
  findFunction,
  functionList,
  parseTemplate,
  problemsOfCall,
  templateExprs,
  visitExpr,
} from '../../expressions/index.ts';
import { inventionOf, inventions } from './inventions.ts';

describe('inventions', () => {
  it('are no functions, and name functions that are there', () => {
    expect(inventions.size).toBeGreaterThan(150);
    for (const [name, { same }] of inventions) {
      expect(findFunction(name), name).toBeUndefined();
      expect(name).toBe(name.toLowerCase());
      if (same !== undefined)
        expect(
          functionList.map((one) => one.name),
          name,
        ).toContain(same);
    }
  });

  it('advise calls that are right', () => {
    for (const { use } of inventions.values()) {
      for (const [call] of use?.matchAll(/\b\w+\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+\)/g) ??
        []) {
        // Words stand for values.
        const text = call.replace(/(?<=[(,]\s?)[a-z]+(?=[,)])/g, 'item()');
        const template = parseTemplate(`@${text}`);
        expect(template.problems, call).toEqual([]);
        for (const expr of templateExprs(template))
          visitExpr(expr, (node) => {
            if (node.kind === 'call') expect(problemsOfCall(node), call).toEqual([]);
          });
      }
    }
  });

  it('are found by lower-case name', () => {
    expect(inventionOf('now')?.same).toBe('utcNow');
    expect(inventionOf('filter')?.use).toContain('Filter array');
    expect(inventionOf('constructor')).toBeUndefined();
  });
});
