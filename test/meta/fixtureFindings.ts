// Every fixture of every rule with its findings: what the tests about rules and their words look at.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Analysis, DEFAULT_CONFIG, type Finding, type Fix } from '../../server/src/core/index.ts';
import { check } from '../harness/check.ts';
import { flowCases } from '../harness/flowCases.ts';
import { fixtureConfig } from '../harness/ruleConfig.ts';
import { unreadFixture } from '../harness/ruleFixtures.ts';
import { checkFiles, readSolutionFixture } from '../harness/solutionFixture.ts';
import { neutralSolution } from '../harness/solutionFlows.ts';
import { exists, read, repoRoot } from './sources.ts';

export const FOLDER = 'server/src/core/rules';
const pedantic = { ...DEFAULT_CONFIG, profile: 'pedantic' } as const;

export interface Fixture {
  readonly rule: string;
  readonly name: string;
  readonly source: string;
  readonly analysis: Analysis;
}

/** A finding of any fixture, in a flow or in a file of a solution. */
export interface FixtureFinding {
  readonly rule: string;
  readonly name: string;
  readonly finding: Pick<Finding, 'ruleId' | 'message' | 'hint' | 'why' | 'fix' | 'confidence'>;
  readonly related: readonly string[];
  readonly fixes: readonly Pick<Fix, 'kind' | 'title' | 'disposition' | 'note'>[];
}

/** Every fixture of every rule, checked with all rules. */
export const fixtures: readonly Fixture[] = ruleFolders().flatMap((rule) => {
  const folder = path.join(repoRoot, FOLDER, rule, 'fixtures');
  return flowCases(folder).map(({ name, source, base }) => {
    const config = fixtureConfig(folder, pedantic);
    const declaredAsFlow = name.endsWith('.declared');
    // Repairs over several files need a solution around the flow.
    const unread = unreadFixture(name);
    const solutionModel = neutralSolution();
    const analysis = check(source, { config, declaredAsFlow, unread, base, solutionModel });
    return { rule, name, source, analysis };
  });
});

export const fixtureFindings: readonly FixtureFinding[] = [
  ...fixtures.flatMap(({ rule, name, analysis }) =>
    analysis.findings.map((finding) => ({
      rule,
      name,
      finding,
      related: finding.related.map((one) => one.message),
      fixes: analysis.fixesFor(finding),
    })),
  ),
  ...ruleFolders().flatMap((rule) =>
    solutionFixtures(rule).flatMap((name) => {
      const text = read(`${FOLDER}/${rule}/fixtures/${name}`);
      const config = fixtureConfig(path.join(repoRoot, FOLDER, rule, 'fixtures'), pedantic);
      return checkFiles(readSolutionFixture(text).files, config).findings.map(({ analysis, finding }) => ({
        rule,
        name,
        finding,
        related: finding.related.map((one) => one.message),
        fixes: analysis.fixesFor(finding),
      }));
    }),
  ),
];

export function solutionFixtures(rule: string): string[] {
  if (!exists(`${FOLDER}/${rule}/fixtures`)) return [];
  return readdirSync(path.join(repoRoot, FOLDER, rule, 'fixtures')).filter((name) =>
    name.endsWith('.solution'),
  );
}

export function ruleFolders(): string[] {
  return readdirSync(path.join(repoRoot, FOLDER))
    .filter((name) => statSync(path.join(repoRoot, FOLDER, name)).isDirectory())
    .sort();
}
