import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { FAKE_RULES, fakeAnalyzer } from '../../../../../test/cli/support/fakeAnalyzer.ts';
import { findingsIn, inputOf, PLANTED } from '../../../../../test/cli/support/reportInput.ts';
import { sarifProblems } from '../../../../../test/cli/support/sarifSchema.ts';
import type { ReportFinding } from '../reportInput.ts';
import { toSarif } from './toSarif.ts';

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
});
