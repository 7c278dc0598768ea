import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  applyChanges,
  checkFiles,
  type Files,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

const FIXTURES = join(import.meta.dirname, 'fixtures');
const files = (name: string): Files =>
  readSolutionFixture(readFileSync(join(FIXTURES, `${name}.solution`), 'utf8')).files;
const found = (of: Files) =>
  checkFiles(of).findings.filter(({ finding }) => finding.ruleId === 'flow-without-owner');
const entry = (flow: string, rest: object): object => ({ flow, ...rest });
const SEND = '1a1b2c3d-1111-2222-3333-444455556666';
const CANCEL = '2a1b2c3d-1111-2222-3333-444455556666';
const owners = (...flows: object[]): Files => ({
  ...files('reject-no-entry'),
  'flow-owners.json': JSON.stringify({ flows }),
});

describe('the repair', () => {
  it.each(['reject-empty-owner', 'reject-no-entry', 'reject-settings'])(
    'of %s is as the patch shows',
    (name) => {
      expectRepair(FIXTURES, name, 'flow-without-owner');
    },
  );

  it('says what it records', () => {
    const [one] = found(files('reject-no-entry'));
    expect(one!.analysis.fixesFor(one!.finding)).toMatchObject([
      { title: 'Record "svc-orders@contoso.example" as the owner', disposition: 'review' },
    ]);
  });

  it.each<[string, Files]>([
    ['one flow is owned', owners(entry(SEND, { owner: 'a@b.example' }))],
    [
      'the owner is one of another environment',
      owners(...[SEND, CANCEL].map((id) => entry(id, { owner: 'a@b.example', environment: 'Test' }))),
    ],
    [
      'a pipeline fills the owner in',
      owners(...[SEND, CANCEL].map((id) => entry(id, { owner: '#{owner}#' }))),
    ],
    ['an id says nothing to people', owners(...[SEND, CANCEL].map((id) => entry(id, { owner: SEND })))],
    [
      'the name fits in no title',
      owners(...[SEND, CANCEL].map((id) => entry(id, { owner: 'x'.repeat(90) }))),
    ],
    [
      'the name holds a control character',
      owners(...[SEND, CANCEL].map((id) => entry(id, { owner: 'a\tb' }))),
    ],
    ['owners differ', files('reject-different-owners')],
    ['the owners are in an inventory', files('reject-inventory')],
  ])('is not offered where %s', (_, of) => {
    const all = found(of);
    expect(all.length).toBeGreaterThan(0);
    for (const { analysis, finding } of all) {
      expect(finding.fix).toBeNull();
      expect(analysis.fixesFor(finding)).toEqual([]);
    }
  });

  it('offers each owner of several flows, those of the most first', () => {
    const before = files('reject-no-entry');
    const flows = Object.keys(before).filter((path) => /Workflows\/[^/]*\.json$/.test(path));
    const [first] = flows;
    const id = /[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/;
    const more: Record<string, string> = { ...before };
    const entries: object[] = [];
    for (const [at, owner] of [
      'a@b.example',
      'a@b.example',
      'a@b.example',
      'Team',
      'Team',
      'c@d.example',
    ].entries()) {
      const own = `${at + 4}A1B2C3D-1111-2222-3333-444455556666`;
      more[first!.replace(id, own)] = before[first!]!;
      entries.push(entry(own.toLowerCase(), { owner }));
    }
    more['flow-owners.json'] = JSON.stringify({ flows: entries });
    const [one] = found(more);
    const fixes = one!.analysis.fixesFor(one!.finding);
    expect(fixes.map(({ title }) => title)).toEqual([
      'Record "a@b.example" as the owner',
      'Record "Team" as the owner',
    ]);
    expect(fixes[1]!.note).toContain('2 of the 6 flows');
    const after = JSON.parse(applyChanges(more, fixes[1]!.changes)['flow-owners.json']!) as {
      flows: object[];
    };
    expect(after.flows.at(-1)).toMatchObject({ owner: 'Team' });
  });

  it('keeps the kind that the file states', () => {
    const before = owners(...[SEND, CANCEL].map((id) => entry(id, { owner: 'Order flows', kind: 'team' })));
    const [one] = found(before);
    const after = applyChanges(before, one!.analysis.fixesFor(one!.finding)[0]!.changes);
    const { flows } = JSON.parse(after['flow-owners.json']!) as { flows: object[] };
    expect(flows[2]).toMatchObject({ owner: 'Order flows', kind: 'team' });
    expect(found(after)).toEqual([]);
  });
});

describe('nothing is told', () => {
  it('while a file that names owners is damaged, which is told itself', () => {
    const of = files('reject-no-entry');
    const damaged = { ...of, 'flow-owners.json': of['flow-owners.json']!.slice(0, -4) };
    expect(checkFiles(damaged).findings.map(({ finding }) => finding.ruleId)).toEqual([
      'unreadable-solution-file',
    ]);
    const settings = files('reject-settings');
    const path = 'config/Test/customDeploymentSettings.json';
    expect(found({ ...settings, [path]: settings[path]!.slice(0, -3) })).toEqual([]);
  });

  it('when one entry of the file says nothing, of that entry alone', () => {
    const of = owners(entry(SEND, { owner: 'a@b.example', kind: 'robot' }));
    expect(
      checkFiles(of)
        .findings.map(({ finding }) => finding.ruleId)
        .sort(),
    ).toEqual(['flow-without-owner', 'flow-without-owner', 'unreadable-solution-file']);
  });
});

it('names the files that record owners, and no address', () => {
  for (const name of ['reject-settings', 'reject-inventory', 'reject-different-owners']) {
    const [one] = found(files(name));
    expect(one!.finding.why).toMatch(/^"[^"]+" names none:/);
    expect(`${one!.finding.message}${one!.finding.hint}${one!.finding.why}`).not.toContain('@');
  }
  expect(found(files('reject-settings'))[0]!.finding.why).toContain(
    '"customDeploymentSettings.json of Test"',
  );
});
