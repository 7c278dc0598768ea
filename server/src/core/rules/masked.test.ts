import { expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { callWith } from '../../../../test/harness/flowBuilder.ts';
import { solutionFilesOf } from '../../../../test/harness/repairs.ts';
import { FLOW_URI, solutionWith } from '../../../../test/harness/solutionFlows.ts';
import type { Fix, RuleFix } from '../finding.ts';
import { MAX_TITLE } from '../text/shortTitle.ts';
import { maskedFixes } from './masked.ts';

/** A fix that tells which of its parts were worked out. */
function lazyFix(asked: string[], note: string): RuleFix {
  return {
    kind: 'key-vault',
    title: `Read "${FAKES.jwt}" from Azure Key Vault`,
    disposition: 'review',
    get edits() {
      asked.push('edits');
      return [];
    },
    get others() {
      asked.push('others');
      return [];
    },
    get note() {
      asked.push('note');
      return note;
    },
    get refused() {
      asked.push('refused');
      return undefined;
    },
  };
}

const toldOne = (fix: RuleFix): Fix => maskedFixes([fix], 'file:///flow.json')[0]!;

it('works out nothing but the title', () => {
  const asked: string[] = [];
  const told = toldOne(lazyFix(asked, 'A note.'));
  expect(told.title).not.toContain(FAKES.jwt);
  expect(told.disposition).toBe('review');
  expect(asked).toEqual([]);
  expect([told.others, told.changes, told.refused]).toEqual(['also', [], undefined]);
  expect(asked).toEqual(['edits', 'others', 'refused']);
});

it('works out its changes once', () => {
  const asked: string[] = [];
  const told = toldOne(lazyFix(asked, 'A note.'));
  expect(told.changes).toBe(told.changes);
  expect(asked).toEqual(['edits', 'others']);
});

it('masks the note when it is asked for', () => {
  const asked: string[] = [];
  const told = toldOne(lazyFix(asked, `Takes ${FAKES.jwt}.`));
  expect(told.note).toMatch(/^Takes /);
  expect(told.note).not.toContain(FAKES.jwt);
  expect(new Set(asked)).toEqual(new Set(['note']));
});

it('has only the parts that the fix has', () => {
  const told = toldOne({ kind: 'use-https', title: 'Do it', disposition: 'safe', edits: [] });
  expect(Object.keys(told).sort()).toEqual(['changes', 'disposition', 'kind', 'title']);
});

it('is what a list of repairs gets: no file of the solution is read for it', () => {
  const { workspace } = solutionWith({ actions: { Call: callWith(FAKES.hex32!) } });
  const files = solutionFilesOf(workspace);
  const model = files.solutionOf(FLOW_URI)!;
  let reads = 0;
  const textOf = model.textOf.bind(model);
  Object.assign(model, {
    textOf: (uri: string) => {
      reads++;
      return textOf(uri);
    },
  });
  const analysis = check(workspace.get(FLOW_URI)!, { uri: FLOW_URI, solutionModel: model });
  const finding = analysis.findings.find((one) => one.ruleId === 'hardcoded-secret');
  reads = 0;
  const fixes = analysis.fixesFor(finding!);
  expect(fixes.map((fix) => fix.title).length).toBeGreaterThan(1);
  expect(reads).toBe(0);
  expect(fixes.flatMap((fix) => fix.changes).length).toBeGreaterThan(1);
  expect(reads).toBeGreaterThan(0);
});

it('gives no two repairs of one list the same title', () => {
  const cut = (name: string): RuleFix => ({
    kind: 'use-reference',
    title: `Use the connection reference "${name}"`,
    disposition: 'review',
    edits: [],
  });
  const middle = 'x'.repeat(100);
  const titles = maskedFixes(
    [cut(`a${middle}a${middle}`), cut(`a${middle}b${middle}`)],
    'file:///flow.json',
  ).map((fix) => fix.title);
  expect(new Set(titles).size).toBe(2);
  expect(titles[1]).toBe(`${titles[0]} (2)`);
  expect(titles[0]!.length).toBeLessThanOrEqual(MAX_TITLE);
});
