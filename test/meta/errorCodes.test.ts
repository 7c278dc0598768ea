// docs/error-codes.md: what the service says, and which rule says it before.
import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/core/rules/index.ts';
import { pageOf } from '../../server/src/core/rules/pages.ts';
import { read } from './sources.ts';

const page = read('docs/error-codes.md');
const linked = new Set([...page.matchAll(/\[([a-z-]+)\]\(([^)]+)\)/g)].map(([, id]) => id!));
/** What a page of a rule quotes: `> InvalidTemplate: "…"`. */
const quotes = RULES.map(({ meta: { id } }) => ({ id, lines: pageOf(id)!.match(/^> .+$/gm) ?? [] }));

describe('the table of errors', () => {
  it('leads to pages of rules that are there', () => {
    const ids = RULES.map(({ meta }) => meta.id);
    expect([...linked].filter((id) => !ids.includes(id)).sort()).toEqual([]);
    for (const [, id, address] of page.matchAll(/\[([a-z-]+)\]\(([^)]+)\)/g))
      expect(address).toBe(`../server/src/core/rules/${id}/README.md`);
  });

  it('names each rule whose page quotes the service', () => {
    const missing = quotes.filter(({ id, lines }) => lines.length > 0 && !linked.has(id));
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(quotes.filter(({ lines }) => lines.length > 0).length).toBeGreaterThan(5);
  });

  it('has each code that a page of a rule quotes', () => {
    const codes = quotes.flatMap(({ lines }) =>
      lines.flatMap((line) => /^> ((?:[A-Z][a-z]+){2,})(?::|$)/.exec(line)?.[1] ?? []),
    );
    expect(codes.length).toBeGreaterThan(2);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  it('names each rule of category integrity that finds errors', () => {
    const missing = RULES.filter(
      ({ meta }) => meta.category === 'integrity' && meta.severity === 'error' && !linked.has(meta.id),
    );
    expect(missing.map(({ meta }) => meta.id)).toEqual([]);
  });

  it('has no row without an answer', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
    expect(rows.length).toBeGreaterThan(50);
    const empty = rows.filter((row) => row.split(' | ').at(-1)!.replace(/\|$/, '').trim() === '');
    expect(empty).toEqual([]);
  });
});
