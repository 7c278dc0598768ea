// `check --changed` over a git repository made from real solutions: what it tells is what a run over everything tells.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectSameAsWhole, report } from '../cli/support/changed.ts';
import { commit, git, HAS_GIT, repositoryWith } from '../cli/support/repository.ts';
import { corpusFolder, hasCorpus, skipNote } from './load.ts';

/** Repositories with solutions whose flows call each other. */
const TAKEN = ['mightora__Power-Platform-DevOps-Extension'];
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const EVERY = 3;

describe.skipIf(!hasCorpus || !HAS_GIT)(`what was touched of real flows${skipNote}`, () => {
  it('is told of as in a run over everything', async () => {
    const cwd = await repositoryWith({ '.gitattributes': '* -text\n' });
    for (const name of TAKEN) cpSync(join(corpusFolder, name), join(cwd, name), { recursive: true });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    const whole = await report(cwd, []);
    const flows = new Map(
      readdirSync(cwd, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => /\.json$/i.test(name) && !name.startsWith('.git/'))
        .map((name) => [name, readFileSync(join(cwd, name), 'utf8')]),
    );
    const found = new Set(whole.findings.map(({ file }) => file));
    const told = new Set(
      [...flows.keys()].filter((name) => found.has(name)).filter((_, at) => at % EVERY === 0),
    );
    for (const name of told) writeFileSync(join(cwd, name), `${flows.get(name)}\n`);
    for (const name of told) {
      // Callers are added while the set is walked through.
      const id = (/-([^/]*)\.json$/i.test(name) ? name : '').match(
        new RegExp(`${ID.source}(?=\\.json$)`, 'i'),
      )?.[0];
      if (id === undefined) continue;
      for (const [caller, text] of flows)
        if (new RegExp(`"workflowReferenceName"\\s*:\\s*"${id}"`, 'i').test(text)) told.add(caller);
    }
    expect(told.size).toBeGreaterThan(3);
    expect(await expectSameAsWhole(cwd, told)).toBeGreaterThan(told.size);
  }, 120_000);
});
