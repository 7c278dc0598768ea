// The solutions of the corpus: what the rules about files beside the flows find there, and whether their repairs hold.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_CONFIG,
  type Finding,
  SolutionFiles,
  type SolutionModel,
} from '../../server/src/core/index.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { analyzer } from '../harness/check.ts';
import { corpusFolder, hasCorpus, skipNote } from './load.ts';

/** Rules that were read finding by finding here. */
const RULES = [
  'environment-variable-should-be-secret',
  'secret-in-deployment-settings',
  'secret-in-environment-variable',
  'secret-in-text',
];

type Texts = ReadonlyMap<string, string>;

function load(texts: Texts): readonly SolutionModel[] {
  const files = new SolutionFiles();
  for (const [uri, text] of texts) files.set(uri, text);
  return files.solutions();
}

function findingsOf(solution: SolutionModel) {
  const analysis = analyzer.checkSolution(solution, { config: DEFAULT_CONFIG });
  expect(analysis.failures).toEqual([]);
  return analysis;
}

const identityOf = ({ ruleId, fingerprint }: Finding): string => `${ruleId} ${fingerprint}`;

describe.skipIf(!hasCorpus)(`solutions of the corpus${skipNote}`, { timeout: 120_000 }, () => {
  const texts = new Map<string, string>();
  if (hasCorpus) {
    for (const name of readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(corpusFolder, name);
      const uri = pathToFileURL(file).href;
      if (SolutionFiles.wants(uri))
        texts.set(uri, SolutionFiles.needsText(uri) ? readFileSync(file, 'utf8') : '');
    }
  }

  it('are as clean as they were when each finding was read', () => {
    const found = load(texts).flatMap((solution) =>
      findingsOf(solution)
        .findings.filter((one) => RULES.includes(one.ruleId))
        .map((one) => `${one.ruleId}: ${one.place.uri.split('/').slice(-2).join('/')}`),
    );
    expect(found.sort()).toEqual([
      'environment-variable-should-be-secret: admin_AuditLogsClientSecret/environmentvariabledefinition.xml',
      'environment-variable-should-be-secret: admin_CommandCenterClientSecret/environmentvariabledefinition.xml',
      // The signature that the corpus names.
      'secret-in-text: PowerPlatformGitHubALM_1_0_0_72_managed.zip.unzipped/customizations.xml',
    ]);
  });

  it('are repaired without a new finding', () => {
    let cases = 0;
    for (const solution of load(texts)) {
      const before = findingsOf(solution);
      const mine = before.findings.filter((one) => RULES.includes(one.ruleId));
      if (mine.length === 0) continue;
      const known = new Set(before.findings.map(identityOf));
      for (const finding of mine) {
        for (const fix of before.fixesFor(finding)) {
          cases++;
          const changed = new Map(texts);
          for (const change of fix.changes) {
            if ('create' in change) changed.set(change.uri, change.create);
            else if ('delete' in change) changed.delete(change.uri);
            else changed.set(change.uri, applyEdits(texts.get(change.uri)!, change.edits));
          }
          const after = load(changed).find((one) => one.id === solution.id)!;
          const left = findingsOf(after).findings.map(identityOf);
          expect(left).not.toContain(identityOf(finding));
          expect(left.filter((one) => !known.has(one))).toEqual([]);
        }
      }
    }
    // A third one stands in a managed export, which is repaired where it was exported from.
    expect(cases).toBe(2);
  });
});
