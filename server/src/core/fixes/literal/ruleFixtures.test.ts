// Every repair of every fixture of the rules about literals, in all forms of the file, in an unpacked solution.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { flowCases } from '../../../../../test/harness/flowCases.ts';
import {
  checkIn,
  expectNothingWritten,
  holdRepair,
  repairedBy,
  STILL_TRUE,
  solutionFilesOf,
  takesLiteralOut,
} from '../../../../../test/harness/repairs.ts';
import { FLOW_URI, solutionWith } from '../../../../../test/harness/solutionFlows.ts';

const RULES = [
  'hardcoded-secret',
  'http-authentication-literal',
  'signed-url',
  'credentials-in-url',
  'secret-in-parameter-default',
  'hardcoded-environment-url',
  'hardcoded-email',
  'hardcoded-id',
];

const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'as written': (text) => text,
  'one line': (text) => JSON.stringify(JSON.parse(text)),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
};

const folder = join(import.meta.dirname, '../../rules');
let cases = 0;

describe.each(RULES)('repairs of %s', (rule) => {
  const rejected = flowCases(join(folder, rule, 'fixtures')).filter(({ name }) => name.startsWith('reject-'));
  it.each(rejected)('$name', ({ source }) => {
    for (const change of Object.values(VARIANTS)) {
      const { workspace } = solutionWith(change(source));
      const files = solutionFilesOf(workspace);
      const analysis = checkIn(workspace, FLOW_URI, files);
      for (const finding of analysis.findings) {
        if (!RULES.includes(finding.ruleId)) continue;
        for (const fix of analysis.fixesFor(finding)) {
          if (!takesLiteralOut(fix)) continue;
          const { fresh } = holdRepair(workspace, files, analysis, repairedBy(finding), fix);
          expect(
            fresh.filter((ruleId) => !STILL_TRUE.has(ruleId)),
            `${finding.message} ${fix.title}`,
          ).toEqual([]);
          if (fix.settle) for (const secret of Object.values(FAKES)) expectNothingWritten(fix, secret);
          cases++;
        }
      }
    }
  });
});

it('there were repairs to hold', () => {
  process.stdout.write(`repairs of rule fixtures: ${cases} cases\n`);
  expect(cases).toBeGreaterThan(200);
});
