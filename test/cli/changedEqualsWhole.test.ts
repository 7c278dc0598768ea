// `check --changed` over generated solutions: whatever was touched, it tells what a run over everything tells of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IS_WHOLE } from '../harness/part.ts';
import { expectSameAsWhole } from './support/changed.ts';
import { CHANGES, filesOf, rounds, tellUpwards, type World, writeWorld } from './support/generated.ts';
import { commit, git, HAS_GIT, repositoryWith } from './support/repository.ts';

const ROUNDS = 6;

describe.skipIf(!HAS_GIT)('what was touched in generated solutions', () => {
  it.each(IS_WHOLE ? [1, 2] : [1])(
    'is told of as in a run over everything (seed %i)',
    async (seed) => {
      const cwd = await repositoryWith({ '.gitattributes': '* -text\n' });
      let there: Record<string, string> = {};
      let found = 0;
      const kinds = new Set<string>();
      for (const { plans, changes } of fc.sample(rounds, { seed, numRuns: ROUNDS })) {
        const base = filesOf(plans);
        git(cwd, 'checkout', '--quiet', 'main');
        await writeWorld(cwd, there, base);
        commit(cwd);
        git(cwd, 'checkout', '--quiet', '-B', 'work');
        const world: World = { plans: [...plans], files: { ...base }, told: new Set(), titles: new Map() };
        // Configurations last: they hold for the files that are there then.
        const order = Object.keys(CHANGES);
        for (const { kind, at, plan } of [...changes].sort(
          (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
        ))
          CHANGES[kind]!(world, at, plan);
        // Calls that an edit has added or taken away count as they are in the end.
        for (const { kind, at } of changes)
          if (['edited', 'renamed', 'removed', 'turned off'].includes(kind)) tellUpwards(world, at);
        await writeWorld(cwd, base, world.files);
        if (changes.length === 2) commit(cwd);
        for (const { kind } of changes) kinds.add(kind);
        try {
          found += await expectSameAsWhole(cwd, world.told);
        } catch (error) {
          console.log(JSON.stringify(changes));
          throw error;
        }
        git(cwd, 'add', '--all');
        git(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'work');
        there = base;
      }
      expect(found).toBeGreaterThan(ROUNDS);
      expect(kinds.size).toBeGreaterThan(5);
    },
    120_000,
  );
});
