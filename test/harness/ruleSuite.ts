import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits, DEFAULT_CONFIG } from '../../server/src/core/index.ts';
import { ruleById } from '../../server/src/core/rules/index.ts';
import { actual, check, holdFixInvariants, ids } from './check.ts';
import { FAKES } from './fakes.ts';
import { formatExpected, readFixture } from './markers.ts';
import { fixtureConfig } from './ruleConfig.ts';

/** Every fixture also in the other shapes that flow files have. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'one line': (text) => JSON.stringify(JSON.parse(text)),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
  tabs: (text) => JSON.stringify(JSON.parse(text), undefined, '\t'),
};

const parse = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, ''));

/**
 * Runs the fixtures of one rule, all rules of the default profile on; a pedantic rule as if the config named it:
 * - `accept-*.jsonc`: no finding at all, and fix-all leaves the bytes alone;
 * - `reject-*.jsonc`: exactly the marked findings; with safe fixes, `<name>.fixed.json` is the text after fix-all
 *   (`UPDATE=1` writes it). Both also as one line, with CRLF, tabs and a byte order mark.
 * A `lockkeeper.config.json` beside them gives the policy they are checked with.
 * `.broken.jsonc` fixtures are no valid JSON and skip the variants that need parsing; `.unread.jsonc` ones are empty, and count
 * as files that could not be read.
 */
export function ruleSuite(folder: string): void {
  const ruleId = basename(folder);
  const fixtures = join(folder, 'fixtures');
  const names = readdirSync(fixtures)
    .filter((name) => name.endsWith('.jsonc'))
    .sort();

  const meta = ruleById(ruleId)?.meta;
  const config = fixtureConfig(
    fixtures,
    meta?.profile === 'pedantic' ? { ...DEFAULT_CONFIG, rules: { [ruleId]: meta.severity } } : DEFAULT_CONFIG,
  );

  describe(ruleId, () => {
    it('has accept and reject fixtures', () => {
      expect(names.some((name) => name.startsWith('accept-'))).toBe(true);
      expect(names.some((name) => name.startsWith('reject-'))).toBe(true);
    });
    for (const name of names) {
      const { source, expected } = readFixture(readFileSync(join(fixtures, name), 'utf8'));
      const unread = unreadFixture(name);
      const broken = name.includes('.broken.') || unread !== undefined;
      const options = { config, declaredAsFlow: name.includes('.declared.'), unread };
      it(name, () => {
        const analysis = check(source, options);
        expect(analysis.failures).toEqual([]);
        // Nothing can be marked in a text that nobody could read.
        if (unread === undefined) expect(actual(analysis)).toEqual(formatExpected(expected));
        if (name.startsWith('accept-')) {
          expect(expected).toEqual([]);
          expect(analysis.fixAll()).toEqual([]);
        } else {
          expect(ids(analysis)).toContain(ruleId);
        }
        for (const finding of analysis.findings) expectMasked(`${finding.message} ${finding.hint}`);
        holdFixInvariants(source, options);
        golden(
          join(fixtures, name.replace('.jsonc', '.fixed.json')),
          source,
          applyEdits(source, analysis.fixAll()),
        );
      });
      if (broken) continue;
      for (const [variant, change] of Object.entries(VARIANTS)) {
        it(`${name}, ${variant}`, () => {
          const text = change(source);
          const analysis = check(text, options);
          expect(ids(analysis)).toEqual(ids(check(source, options)));
          const fixed = applyEdits(text, analysis.fixAll());
          expect(parse(fixed)).toEqual(parse(applyEdits(source, check(source, options).fixAll())));
          holdFixInvariants(text, options);
        });
      }
    }
  });
}

/** Why a fixture counts as a file that could not be read; undefined for all others. */
export function unreadFixture(name: string): string | undefined {
  return name.includes('.unread.') ? 'permission denied' : undefined;
}

function golden(path: string, source: string, fixed: string): void {
  if (fixed === source) {
    expect(existsSync(path), `${path} is not needed: there is nothing to fix`).toBe(false);
    return;
  }
  // Goldens keep planted secrets by name.
  const text = collapse(fixed);
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

function collapse(text: string): string {
  let result = text;
  for (const [name, value] of Object.entries(FAKES)) result = result.replaceAll(value, `{{${name}}}`);
  return result;
}

/** No message or hint may repeat a planted secret, whole or in large part. */
export function expectMasked(text: string): void {
  for (const value of Object.values(FAKES)) {
    expect(text.includes(value.slice(0, 12)), 'a message repeats a secret').toBe(false);
  }
}
