import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { parseJson } from './parse.ts';
import { NONE } from './tree.ts';

describe('depth', () => {
  it.each([10_000, 200_000])('%i levels', (depth) => {
    const text = `${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`;
    const tree = parseJson(text);
    expect(tree.problems).toEqual([]);
    expect(tree.count).toBe(depth + 1);
    expect(tree.path(tree.count - 1)).toHaveLength(depth);
    expect(tree.after(0)).toBe(tree.count);
  });

  it('brackets that are never closed', () => {
    const tree = parseJson('['.repeat(200_000));
    expect(tree.count).toBe(200_000);
    expect(tree.end(0)).toBe(200_000);
    expect(tree.problems).toHaveLength(1);
  });

  it('brackets that nothing opened, and wrong ones over a deep stack', () => {
    expect(parseJson(']'.repeat(200_000)).problems.length).toBeGreaterThan(0);
    expectLinear((size) => parseJson(`${'['.repeat(size)}${'}'.repeat(size)}`), 5_000);
  });
});

describe('size', () => {
  const file = (bytes: number): string => {
    const step =
      '"Step_0000000":{"type":"Http","inputs":{"uri":"https://api.contoso.example/@{variables(\'x\')}"},"runAfter":{}}';
    const steps: string[] = [];
    for (let index = 0; index * (step.length + 1) < bytes; index++) {
      steps.push(step.replace('0000000', String(index).padStart(7, '0')));
    }
    return `{${steps.join(',')}}`;
  };

  it.each([
    ['256 KB', 256 * 1024],
    ['20 MB', 20 * 1024 * 1024],
  ])('%s on one line', (_, bytes) => {
    const text = file(bytes);
    const tree = parseJson(text);
    expect(tree.problems).toEqual([]);
    expect(tree.duplicates).toEqual([]);
    const last = tree.children(tree.root).at(-1)!;
    expect(tree.stringAt(last, 'type')).toBe('Http');
    expect(tree.end(tree.root)).toBe(text.length);
    expect(tree.child(tree.root, 'Step_0000001')).not.toBe(NONE);
  });

  it('one string of 20 MB', () => {
    const value = 'x'.repeat(20 * 1024 * 1024);
    const tree = parseJson(`{"a":"${value}"}`);
    expect(tree.string(tree.child(tree.root, 'a')).length).toBe(value.length);
  });

  it('much damage', () => {
    const damage = (size: number): string => '{"a": x,, '.repeat(size);
    expectLinear((size) => parseJson(damage(size)), 5_000);
    const text = damage(200 * 1024);
    const tree = parseJson(text);
    expect(tree.problems.length).toBeGreaterThan(0);
    expect(tree.end(0)).toBe(text.length);
  });
});
