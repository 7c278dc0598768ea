// Every credential that the corpus' own README lists and that stands in a flow is found. No value appears here or in the output.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder, countedNote, isCounted } from './load.ts';
import { corpusRun } from './run.ts';

interface Planted {
  readonly file: string;
  readonly what: string;
  readonly times: number;
}

/** The table "Replaced values". */
function plantedCredentials(): Planted[] {
  const readme = readFileSync(path.join(corpusFolder, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([^`]+)` \| ([^|]+) \| (\d+) \|$/gm)];
  return rows
    .map((row) => ({ file: row[1]!, what: row[2]!.trim(), times: Number(row[3]) }))
    .filter(({ times }) => times > 0 && times < 1000);
}

/** Which rules may own each kind; parameters that repeat an environment variable's value have a rule of their own. */
const OWNERS: readonly (readonly [what: RegExp, rules: readonly string[]])[] = [
  [
    /service key|client secret/i,
    ['hardcoded-secret', 'http-authentication-literal', 'secret-in-parameter-default'],
  ],
  [/signature/i, ['signed-url', 'secret-in-parameter-default']],
];

describe.skipIf(!isCounted)(`credentials known to stand in the corpus${countedNote}`, () => {
  const planted = isCounted ? plantedCredentials() : [];
  const inFlows = planted.filter(({ file }) => file.endsWith('.json'));
  const run = corpusRun('default');

  it('lists some, and those outside of flows are the solution files', () => {
    expect(inFlows.length).toBeGreaterThanOrEqual(8);
    const others = planted.filter((one) => !inFlows.includes(one)).map(({ file }) => path.basename(file));
    expect([...new Set(others)]).toEqual(['customizations.xml']);
  });

  for (const { file, what, times } of inFlows) {
    it(`${what}: ${file}`, () => {
      const rules = OWNERS.find(([pattern]) => pattern.test(what))?.[1];
      expect(rules, `say in this test which rule finds a ${what}`).toBeDefined();
      const findings = run.checked.find((one) => one.file.name === file)?.analysis.findings ?? [];
      const owned = findings.filter(
        ({ ruleId, severity }) => severity === 'error' && rules!.includes(ruleId),
      );
      const found = owned.map(({ ruleId }) => ruleId);
      expect(found.length, `errors of ${rules!.join(', ')} in this file`).toBeGreaterThanOrEqual(times);
    });
  }
});
