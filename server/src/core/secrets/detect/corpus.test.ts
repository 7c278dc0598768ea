import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder as corpus, hasCorpus, skipNote } from '../../../../../test/corpus/folder.mjs';
import { parseTemplate, templateExprs, visitExpr } from '../../expressions/index.ts';
import { findSecrets } from './secretValue.ts';

interface Hit {
  readonly file: string;
  readonly pointer: string;
  readonly kind: string;
  readonly label: string;
  readonly confidence: string;
}

function* dataFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* dataFiles(full);
    else if (/\.(?:json|xml)$/i.test(entry.name)) yield full;
  }
}

/** Every literal text of a decoded string: the string, the parts around `@{}`, the quoted literals of expressions. */
function literals(text: string): string[] {
  const template = parseTemplate(text);
  if (template.kind === 'literal') return [template.value];
  const found: string[] = [];
  if (template.kind === 'interpolation') {
    for (const part of template.parts) if (part.kind === 'text') found.push(part.value);
  }
  for (const expr of templateExprs(template)) {
    visitExpr(expr, (one) => {
      if (one.kind === 'string') found.push(one.value);
    });
  }
  return found;
}

function scan(file: string, hits: Hit[]): number {
  const text = readFileSync(path.join(corpus, file), 'utf8').replace(/^\uFEFF/, '');
  let strings = 0;
  const look = (literal: string, names: readonly string[], pointer: string) => {
    strings++;
    // Only places and kinds are kept: no value of the corpus is printed.
    for (const { kind, label, confidence } of findSecrets(literal, { names }))
      hits.push({ file, pointer, kind, label, confidence });
  };
  const walk = (value: unknown, names: readonly string[]): void => {
    if (typeof value === 'string') {
      for (const literal of literals(value)) look(literal, names, `/${names.join('/')}`);
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...names, String(index)]);
    } else if (typeof value === 'object' && value !== null) {
      const named = (value as { name?: unknown }).name;
      for (const [key, item] of Object.entries(value)) {
        look(key, [], `/${names.join('/')} key`);
        walk(item, key === 'value' && typeof named === 'string' ? [...names, named, key] : [...names, key]);
      }
    }
  };
  if (/\.xml$/i.test(file)) look(text, [], '');
  else {
    try {
      walk(JSON.parse(text), []);
    } catch {
      look(text, [], '');
    }
  }
  return strings;
}

/** The table "Replaced values" of the corpus' own README: file, what, how often. */
function promised(): { file: string; what: string; times: number }[] {
  const readme = readFileSync(path.join(corpus, 'README.md'), 'utf8');
  return [...readme.matchAll(/^\| `([^`]+)` \| ([^|]+) \| (\d+) \|$/gm)].map((row) => ({
    file: row[1]!,
    what: row[2]!.trim(),
    times: Number(row[3]),
  }));
}

const LABELS: Readonly<Record<string, RegExp>> = {
  'AI service key (32 hex)': /^service key/,
  'SAS/trigger signature': /^(?:shared access signature|flow or Logic App trigger URL)/,
  'Entra client secret (old shape)': /^Entra client secret/,
};

describe.skipIf(!hasCorpus)(`the corpus${skipNote}`, () => {
  const hits: Hit[] = [];
  let strings = 0;
  for (const full of existsSync(corpus) ? dataFiles(corpus) : [])
    strings += scan(path.relative(corpus, full), hits);

  it('finds every credential that its README lists', () => {
    const rows = promised();
    expect(rows.length).toBeGreaterThan(5);
    for (const { file, what, times } of rows) {
      const label = LABELS[what];
      expect(label, `a label for "${what}"`).toBeDefined();
      expect(
        hits.filter((hit) => hit.file === file && label?.test(hit.label)).length,
        `${what} in ${file}`,
      ).toBe(times);
    }
  });

  it('finds nothing else: all matches were read by eye once', () => {
    expect(strings).toBeGreaterThan(100_000);
    const listed = new Set(promised().map((row) => row.file));
    expect(hits.filter((hit) => !listed.has(hit.file))).toEqual([]);
    const counts: Record<string, number> = {};
    for (const hit of hits) {
      const what = `${hit.kind}: ${hit.label} (${hit.confidence})`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'named-value: Entra client secret (high)': 1,
      'named-value: service key (32 hexadecimal digits) (medium)': 6,
      'signed-url: flow or Logic App trigger URL (high)': 1,
      'signed-url: shared access signature (SAS) (high)': 2,
    });
  });
});
