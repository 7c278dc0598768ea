import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzer } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  applyChanges,
  checkFiles,
  type Files,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';
import { DEFAULT_CONFIG, type Fix, type FlowTexts, SolutionFiles } from '../../index.ts';
import { SolutionIndex } from '../../solution/overview/solutionIndex.ts';

ruleSuite(import.meta.dirname);

const ID = 'connection-reference-duplicate';
const fixtures = join(import.meta.dirname, 'fixtures');
const filesOf = (name: string): Files =>
  readSolutionFixture(readFileSync(join(fixtures, `${name}.solution`), 'utf8')).files;
/** Without its settings file. */
const bareFilesOf = (name: string): Files =>
  Object.fromEntries(Object.entries(filesOf(name)).filter(([path]) => !path.startsWith('config/')));
const findingIn = (files: Files) => checkFiles(files).findings.find(({ finding }) => finding.ruleId === ID);

describe('one reference for all', () => {
  it.each(['reject-unpacked', 'reject-unzipped', 'reject-three'])(
    'changes what the repair names, and nothing else: %s',
    (name) => {
      const after = expectRepair(fixtures, name, ID);
      expect(findingIn(after), 'nothing is left to merge').toBeUndefined();
    },
  );

  it('keeps the one that more flows use, else the first', () => {
    const titleIn = (name: string) => {
      const found = findingIn(bareFilesOf(name))!;
      return found.analysis.fixesFor(found.finding)[0]?.title;
    };
    expect(titleIn('reject-unpacked')).toBe('Use "Orders again" in all flows and remove "Orders"');
    expect(titleIn('reject-unzipped')).toBe('Use "Orders" in all flows and remove "Orders again"');
    expect(titleIn('reject-three')).toBe('Use "Orders" in all flows and remove the 2 others');
  });

  it('keeps the one that alone has a connection in a settings file', () => {
    const files = filesOf('reject-unpacked');
    const path = 'config/deploymentSettings.json';
    const given = /"ConnectionId": "1{4}\w+"/;
    const text = files[path]!.replace(given, '"ConnectionId": ""').replace(
      '"ConnectionId": ""',
      '"ConnectionId": "9999"',
    );
    const found = findingIn({ ...files, [path]: text })!;
    expect(found.finding.hint).toContain('"abc_sharedsharepointonline_1a2b3"');
    expect(found.analysis.fixesFor(found.finding)[0]?.title).toMatch(/^Use "Orders" .* "Orders again"$/);
  });

  it.each(['reject-app', 'reject-set-in-turn'])(
    'is not offered where something would be lost: %s',
    (name) => {
      const found = findingIn(filesOf(name))!;
      expect(found.finding.fix).toBeNull();
      expect(found.analysis.fixesFor(found.finding)).toEqual([]);
    },
  );
});

it('leaves settings of other forms, and says so', () => {
  const settingsOf = (name: string) => [
    { Name: `connectionreference.${name}`, Value: '9999', Data: 'shared_sharepointonline' },
    { Name: `connectionreference.user.${name}`, Value: 'flows@contoso.com' },
  ];
  const names = ['abc_sharedsharepointonline_1a2b3', 'abc_sharedsharepointonline_4c5d6'];
  const text = JSON.stringify([{ UserSettings: names.flatMap(settingsOf) }], undefined, 2);
  const files = { ...bareFilesOf('reject-unpacked'), 'config/userSettings.json': text };
  const found = findingIn(files)!;
  const fix = found.analysis.fixesFor(found.finding)[0]!;
  expect(fix.note).toContain('entries in "userSettings.json"');
  expect(fix.changes.map(({ uri }) => uri)).not.toContain('file:///repo/config/userSettings.json');
  expect(findingIn(applyChanges(files, fix.changes))).toBeUndefined();
});

describe('the texts of the flows', () => {
  const root = 'file:///repo/';
  const remind = `${root}src/Workflows/Remind-0A172C3D-1111-2222-3333-444455556666.json`;
  const files = bareFilesOf('reject-three');
  const all = new SolutionFiles();
  const view = new SolutionIndex();
  const texts = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    const uri = root + path;
    if (!SolutionFiles.wants(uri)) continue;
    all.set(uri, text);
    if (SolutionFiles.needsText(uri)) continue;
    texts.set(uri, text);
    view.update(uri, analyzer.check({ uri, text }, { config: DEFAULT_CONFIG }).summary);
  }
  const analysis = analyzer.checkSolution(all.solutions()[0]!, { config: DEFAULT_CONFIG, solution: view });
  const finding = analysis.findings.find(({ ruleId }) => ruleId === ID)!;
  const fixWith = (given?: FlowTexts): Fix => analysis.fixesFor(finding, given)[0]!;

  it('are asked for: those of the flows that change', () => {
    const fix = fixWith();
    expect(fix.changes).toEqual([]);
    expect(fix.reads?.map((uri) => uri.slice(root.length).split('-')[0])).toEqual([
      'src/Workflows/Archive',
      'src/Workflows/Remind',
    ]);
    expect(fixWith(texts).reads).toBeUndefined();
    expect(fixWith(texts).changes).toHaveLength(3);
    expect(fixWith(texts).note).toContain(
      '"Archive" and "Remind" will use "abc_sharedsharepointonline_1a2b3"',
    );
  });

  const text = texts.get(remind)!;
  const other = text.replace('7e8f9', '1a2b3');
  const both = text.replace(
    '"connectionReferences": {',
    `"connectionReferences": { "second": { "runtimeSource": "embedded",
      "connection": { "connectionReferenceLogicalName": "abc_sharedsharepointonline_1a2b3" },
      "api": { "name": "shared_sharepointonline" } },`,
  );
  it.each([
    ['cannot be read', null],
    ['is damaged', text.slice(0, -3)],
    ['uses another one by now', other],
    ['uses both by now', both],
  ])('refuse all of it when one %s', (_, now) => {
    const fix = fixWith(new Map<string, string | null>([...texts, [remind, now]]));
    expect(fix.changes).toEqual([]);
    expect(fix.refused).toBe('"Remind" cannot take the change, so nothing is changed.');
  });

  it('may write the name with escapes and in another case', () => {
    const odd = text.replace('abc_sharedsharepointonline_7e8f9', 'ABC\\u005fsharedsharepointonline_7E8F9');
    const fix = fixWith(new Map([...texts, [remind, odd]]));
    const change = fix.changes.find(({ uri }) => uri === remind)!;
    const [edit] = 'edits' in change ? change.edits : [];
    expect(odd.slice(edit!.span.start, edit!.span.end)).toBe('ABC\\u005fsharedsharepointonline_7E8F9');
    expect(edit!.newText).toBe('abc_sharedsharepointonline_1a2b3');
  });
});
