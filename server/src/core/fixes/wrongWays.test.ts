// A flow as somebody writes it who knows the language by ear, wrong in ten ways: the repairs alone make it what was meant.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import type { FlowFinding } from '../finding.ts';
import type { Analysis } from '../index.ts';
import { ruleById } from '../rules/index.ts';
import { applyEdits } from '../text/textEdit.ts';

const FILE = 'Workflows/Ordersummary-0A1B2C3D-1111-2222-3333-444455556660.json';
const read = (folder: 'wrong' | 'right'): string =>
  readFileSync(path.join(import.meta.dirname, '../../../../test/vscode/flows', folder, FILE), 'utf8');

const TEN_WAYS = [
  'expression-in-key',
  'item-out-of-scope',
  'run-after-invalid-status',
  'run-after-unknown',
  'unknown-action-reference',
  'unknown-function',
  'unknown-trigger-input',
  'unknown-type',
  'unknown-variable',
  'variable-self-reference',
];

const ofIntegrity = (analysis: Analysis): readonly FlowFinding[] =>
  analysis.findings.filter(({ ruleId }) => ruleById(ruleId)?.meta.category === 'integrity');

describe('a flow that is wrong in ten ways', () => {
  const wrong = read('wrong');

  it('has one finding for each, with a repair', () => {
    const analysis = check(wrong);
    expect(
      ofIntegrity(analysis)
        .map(({ ruleId }) => ruleId)
        .sort(),
    ).toEqual(TEN_WAYS);
    const without = ofIntegrity(analysis).filter((one) => analysis.fixesFor(one).length === 0);
    expect(without.map(({ message }) => message)).toEqual([]);
  });

  it('is what was meant after the first repair of each, in any order', () => {
    for (const pick of [0, -1]) {
      let text = wrong;
      const titles: string[] = [];
      for (let round = 0; round < 2 * TEN_WAYS.length; round++) {
        const analysis = check(text);
        const finding = ofIntegrity(analysis).at(pick);
        if (finding === undefined) break;
        const [fix] = analysis.fixesFor(finding);
        expect(fix, finding.message).toBeDefined();
        titles.push(fix!.title);
        text = applyEdits(text, editsOf(fix!, analysis.document.uri));
      }
      expect(titles).toHaveLength(TEN_WAYS.length);
      expect(text).toBe(read('right'));
      expect(check(text).findings).toEqual([]);
    }
  });
});
