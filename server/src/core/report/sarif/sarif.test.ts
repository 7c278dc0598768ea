import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { FAKE_RULES, fakeAnalyzer } from '../../../../../test/cli/support/fakeAnalyzer.ts';
import { findingsIn, inputOf, PLANTED } from '../../../../../test/cli/support/reportInput.ts';
import { sarifProblems } from '../../../../../test/cli/support/sarifSchema.ts';
import type { ReportFinding } from '../reportInput.ts';
import { MOST_LOCATIONS, MOST_RESULTS, toSarif } from './toSarif.ts';

const RULES = { rules: FAKE_RULES, rulePage: (id: string) => fakeAnalyzer().rulePage(id) };
const TEXT = `{\r\n  "flow": 1,\r\n  "s": "${PLANTED}",\r\n  "t": { "leak": true }\r\n}`;

function sarif(items: readonly ReportFinding[], problems = inputOf([]).problems): Log {
  return JSON.parse(toSarif(inputOf(items, problems), RULES)) as Log;
}

describe('toSarif', () => {
  it('is valid under the schema, with and without findings', () => {
    const problems = [{ file: 'a ü.json', message: 'This cannot be read.' }];
    expect(sarifProblems(sarif(findingsIn(TEXT, '../x/a b#ü.json'), problems))).toEqual([]);
    expect(sarifProblems(sarif([]))).toEqual([]);
    expect(sarifProblems({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
  });

  it('gives exact regions, by line and by offset', () => {
    const [secret, leak] = sarif(findingsIn(TEXT)).runs[0]!.results!;
    const region = leak!.locations![0]!.physicalLocation!.region!;
    expect(region).toEqual({
      startLine: 4,
      startColumn: 18,
      endLine: 4,
      endColumn: 22,
      charOffset: TEXT.indexOf('true'),
      charLength: 4,
    });
    const { charOffset = 0, charLength = 0 } = secret!.locations![0]!.physicalLocation!.region!;
    expect(TEXT.slice(charOffset, charOffset + charLength)).toBe(PLANTED);
  });

  it('does not count a byte order mark', () => {
    const [plain] = sarif(findingsIn('{"flow":1,"leak":true}')).runs[0]!.results!;
    const [marked] = sarif(findingsIn('\uFEFF{"flow":1,"leak":true}')).runs[0]!.results!;
    expect(marked!.locations).toEqual(plain!.locations);
    expect(marked!.fixes).toEqual(plain!.fixes);
  });

  it('describes the rules that found something', () => {
    const { driver } = sarif(findingsIn(TEXT)).runs[0]!.tool;
    expect(driver.rules!.map((rule) => rule.id)).toEqual(['fake-secret', 'fake-leak']);
    const [secret, leak] = driver.rules!;
    expect(secret).toMatchObject({
      name: 'FakeSecret',
      shortDescription: { text: 'What fake-secret finds' },
      fullDescription: { text: 'The first paragraph about fake-secret.' },
      helpUri: 'vscode://lockkeeper.lockkeeper/rules/fake-secret',
      defaultConfiguration: { level: 'error' },
      properties: {
        tags: ['security', 'secrets', 'external/cwe/cwe-798'],
        'security-severity': '8.0',
        precision: 'high',
      },
    });
    expect(leak!.properties).toMatchObject({ precision: 'medium', 'security-severity': '5.5' });
    expect(leak!.help!.markdown).toContain('```json');
    expect(leak!.help!.text).not.toMatch(/[`#]/);
    for (const result of sarif(findingsIn(TEXT)).runs[0]!.results!)
      expect(driver.rules![result.ruleIndex!]!.id).toBe(result.ruleId);
  });

  it('carries fingerprint, related places and the safe fix', () => {
    const leak = sarif(findingsIn(TEXT)).runs[0]!.results![1]!;
    expect(leak.partialFingerprints).toEqual({ 'lockkeeper/v1': expect.stringMatching(/^fake-leak:/) });
    expect(leak.relatedLocations).toMatchObject([{ message: { text: 'It begins here.' } }]);
    const [change] = leak.fixes![0]!.artifactChanges;
    const { deletedRegion, insertedContent } = change!.replacements[0]!;
    expect(insertedContent).toEqual({ text: 'false' });
    expect(deletedRegion).toMatchObject({ charOffset: TEXT.indexOf('true'), charLength: 4 });
  });

  it('encodes paths as URI references', () => {
    const uriOf = (file: string) =>
      sarif(findingsIn(TEXT, file)).runs[0]!.results![0]!.locations![0]!.physicalLocation!.artifactLocation;
    expect(uriOf('Workflows/a b#ü%.json')).toEqual({
      uri: 'Workflows/a%20b%23%C3%BC%25.json',
      uriBaseId: '%SRCROOT%',
    });
    expect(uriOf('D:/x y/a.json')).toEqual({ uri: 'file:///D:/x%20y/a.json' });
  });

  it('maps info and hint to note', () => {
    const [item] = findingsIn(TEXT);
    const levels = (['error', 'warning', 'info', 'hint'] as const).map(
      (severity) => sarif([{ ...item!, severity }]).runs[0]!.results![0]!.level,
    );
    expect(levels).toEqual(['error', 'warning', 'note', 'note']);
  });

  it('tells problems as notifications', () => {
    const [invocation] = sarif([], [{ file: 'b.json', message: 'This is not a file.' }]).runs[0]!
      .invocations!;
    expect(invocation).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'warning', message: { text: 'This is not a file.' } }],
    });
  });

  it('holds no secret', () => {
    expect(toSarif(inputOf(findingsIn(TEXT)), RULES)).not.toContain(PLANTED);
  });

  it('shows each way of a secret step by step, once', () => {
    const [item] = findingsIn(TEXT);
    const at = (message: string, onPaths?: readonly number[]) => ({
      ...item!,
      message,
      ...(onPaths && { onPaths }),
    });
    const related = [
      at('comes from A', [0, 2]),
      at('comes from B', [1]),
      at('passes C', [0, 1, 2]),
      at('uses it'),
    ];
    const log = sarif([{ ...item!, related }]);
    const { codeFlows } = log.runs[0]!.results![0]!;
    const told = codeFlows!.map(({ threadFlows }) =>
      threadFlows[0]!.locations.map(({ location }) => location!.message!.text),
    );
    const { message } = item!;
    expect(told).toEqual([
      ['comes from A', 'passes C', message],
      ['comes from B', 'passes C', message],
    ]);
    expect(sarifProblems(log)).toEqual([]);
    expect(sarif([{ ...item!, related: [at('uses it')] }]).runs[0]!.results![0]).not.toHaveProperty(
      'codeFlows',
    );
  });

  it('tells what is fixed as absent, without a repair', () => {
    const items = findingsIn(TEXT);
    const input = { ...inputOf([{ ...items[0]!, baseline: 'new' }]), base: 'main', fixed: [items[1]!] };
    const log = JSON.parse(toSarif(input, RULES)) as Log;
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0]!.results!.map((one) => [one.baselineState, one.fixes !== undefined])).toEqual([
      ['new', false],
      ['absent', false],
    ]);
    expect(log.runs[0]!.tool.driver.rules!.map((rule) => rule.id)).toEqual(['fake-secret', 'fake-leak']);
  });

  it('names the category of a run', () => {
    const log = JSON.parse(toSarif(inputOf([]), { ...RULES, category: 'flows/orders' })) as Log;
    expect(log.runs[0]!.automationDetails).toEqual({ id: 'flows/orders/' });
    expect(sarifProblems(log)).toEqual([]);
    expect(sarif([]).runs[0]).not.toHaveProperty('automationDetails');
  });

  it('keeps the limits of GitHub, the most severe results first, and says so', () => {
    const [item] = findingsIn(TEXT);
    const related = Array.from({ length: MOST_LOCATIONS + 5 }, (_, index) => ({
      ...item!,
      message: `Place ${index}`,
    }));
    const [one] = sarif([{ ...item!, related }]).runs[0]!.results!;
    expect(one!.relatedLocations).toHaveLength(MOST_LOCATIONS);
    const infos = Array.from({ length: MOST_RESULTS }, () => ({
      ...item!,
      related: [],
      severity: 'info' as const,
    }));
    const [run] = sarif([...infos, { ...item!, file: 'last.json' }]).runs;
    expect(run!.results).toHaveLength(MOST_RESULTS);
    expect(run!.results!.at(-1)!.level).toBe('error');
    expect(run!.invocations![0]!.toolExecutionNotifications![0]!.message.text).toBe(
      '1 result of the lowest severity is left out: a run holds 25000 at most.',
    );
  });
});
