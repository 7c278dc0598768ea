import { describe, expect, it } from 'vitest';
import { check, expectMasked } from '../../../../../test/harness/check.ts';
import { expandFakes } from '../../../../../test/harness/fakes.ts';
import { flow } from '../../../../../test/lsp/fixtures.ts';
import type { FlowFinding } from '../../finding.ts';
import type { MarkedEdit } from '../../text/composeEdits.ts';
import { groupRepairs, partsOf, type RepairedFinding, repairedIn, repairLines } from './index.ts';

const found = (ruleId: string, name: string, at: number, ...steps: string[]): RepairedFinding => ({
  ...{ ruleId, name, steps, at },
  uri: `file:///${name}.json`,
});
const edit = (start: number, ...marks: string[]): MarkedEdit => ({
  ...{ span: { start, end: start + 1 }, newText: '' },
  marks,
});

describe('rows of repairs', () => {
  it('stand by rule, then flow, then step in the order of the file', () => {
    const groups = groupRepairs([
      found('b', 'Orders', 7, 'Send it'),
      found('a', 'Orders', 9, 'Send it'),
      found('a', 'Orders', 2, 'Get it', 'Send it'),
      found('a', 'Bills', 1),
    ]);
    expect(repairLines(groups)).toEqual([
      'a: 3 findings',
      '  Bills: 1 finding',
      '  Orders: 2 findings',
      '    Get it',
      '    Send it',
      'b: 1 finding',
      '  Orders: 1 finding',
      '    Send it',
    ]);
  });

  it('keep flows of one name apart', () => {
    const groups = groupRepairs([
      found('a', 'Orders', 1),
      { ...found('a', 'Orders', 1), uri: 'file:///other' },
    ]);
    expect(groups[0]?.flows.map(({ findings }) => findings)).toEqual([1, 1]);
  });

  it('hold no secret that is part of a name', () => {
    const name = expandFakes('Get_{{githubToken}}');
    const analysis = check(flow({ reads: [name] }));
    const repaired: FlowFinding[] = [];
    analysis.fixAll(undefined, { onRepaired: (one) => repaired.push(one) });
    const lines = repairLines(groupRepairs(repairedIn(analysis, repaired)));
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^ {4}Get /);
    expectMasked(lines.join('\n'));
  });
});

describe('what fix-all repaired', () => {
  it('are the findings that are gone, and the edits say for which rule', () => {
    const analysis = check(flow({ reads: ['Get_secret', 'Get_other'] }));
    const repaired: FlowFinding[] = [];
    const edits = analysis.fixAll(undefined, { onRepaired: (one) => repaired.push(one) });
    expect(repaired).toEqual(analysis.findings.filter(({ fix }) => fix === 'safe'));
    expect(edits.map(({ marks }) => marks)).toEqual(edits.map(() => ['secret-read-unsecured']));
    const one: FlowFinding[] = [];
    analysis.fixAll((finding) => finding === repaired[0], { onRepaired: (finding) => one.push(finding) });
    expect(one).toEqual(repaired.slice(0, 1));
  });
});

describe('parts of a repair', () => {
  const uri = 'file:///Orders.json';

  it('are one for each rule, and one for rules that share an edit', () => {
    const files = [
      { uri, edits: [edit(1, 'a'), edit(3, 'b', 'c'), edit(5, 'c'), edit(7, 'a')] },
      { uri: 'file:///Bills.json', edits: [edit(2, 'b')] },
    ];
    const { parts, ofEdits } = partsOf(files, [
      found('a', 'Orders', 1, 'Get it'),
      found('b', 'Orders', 3, 'Send it'),
      found('c', 'Orders', 5, 'Send it'),
      found('b', 'Bills', 2, 'Pay'),
    ]);
    expect([...ofEdits.values()]).toEqual([['a', 'b c', 'b c', 'a'], ['b']]);
    expect([...parts.values()]).toEqual([
      { ruleIds: ['a'], label: 'a: 1 finding', description: 'Orders: Get it' },
      { ruleIds: ['b', 'c'], label: 'b, c: 2 findings', description: 'Orders: Send it' },
      { ruleIds: ['b'], label: 'b: 1 finding', description: 'Bills: Pay' },
    ]);
  });

  it('count a finding that the repair of another one cured', () => {
    const edits = [edit(10, 'a'), edit(50, 'b')];
    const { parts } = partsOf([{ uri, edits }], [found('c', 'Orders', 45), found('a', 'Orders', 10)]);
    expect([...parts.values()].map(({ label }) => label)).toEqual(['a: 1 finding', 'b: 1 finding']);
  });

  it('say of many flows and steps how many more there are', () => {
    const all = Array.from({ length: 9 }, (_, index) =>
      found('a', `Flow ${index}`, 1, ...Array.from({ length: 6 }, (_none, step) => `S${step}`)),
    );
    const { parts } = partsOf([{ uri: all[0]!.uri, edits: [edit(1, 'a')] }], all);
    const { description } = parts.get('a')!;
    expect(description.split('; ')).toEqual([
      ...[0, 1, 2, 3].map((flowNumber) => `Flow ${flowNumber}: S0, S1, S2, S3, 2 steps more`),
      '5 files more',
    ]);
  });
});
