import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { readFixture } from '../../../../../test/harness/markers.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { applyEdits } from '../../index.ts';

ruleSuite(import.meta.dirname);

it.each(['reject-http-action.jsonc', 'reject-other-callers.jsonc'])(
  'use https: %s gets one letter a finding, and nothing else',
  (name) => {
    const path = join(import.meta.dirname, 'fixtures', name);
    const { source } = readFixture(readFileSync(path, 'utf8'));
    const analysis = check(source);
    const own = analysis.findings.filter((one) => one.ruleId === 'insecure-url');
    expect(own.length).toBeGreaterThan(2);
    const fixes = own.map((finding) => analysis.fixesFor(finding));
    for (const [fix, ...others] of fixes) {
      expect(others).toEqual([]);
      expect(fix).toMatchObject({ title: 'Use https', disposition: 'review' });
      expect(fix?.note).toContain('https');
      expect(fix?.edits.map((edit) => edit.newText)).toEqual([expect.stringMatching(/^s$/i)]);
    }
    const all = fixes.flatMap(([fix]) => fix!.edits);
    const fixed = applyEdits(source, all);
    expect(fixed.length).toBe(source.length + own.length);
    expect(check(fixed).findings.filter((one) => one.ruleId === 'insecure-url')).toEqual([]);
    expect(analysis.fixAll()).toEqual([]);
    for (const { span } of all) {
      expect(source.slice(span.start - 4, span.start)).toMatch(/^http$/i);
      expect(source.slice(span.start)).toMatch(/^:(?:\/|\\u002f)\//);
    }
  },
);
