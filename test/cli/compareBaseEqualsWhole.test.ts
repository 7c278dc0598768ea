// `check --compare-base` over generated solutions: it checks of the older version what differs, and tells what a check of all of it tells.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IS_WHOLE } from '../harness/part.ts';
import { expectSameAsWholeBase } from './support/compared.ts';
import { CHANGES, filesOf, rounds, type World, writeWorld } from './support/generated.ts';
import { commit, git, HAS_GIT, repositoryWith } from './support/repository.ts';

const ROUNDS = IS_WHOLE ? 12 : 4;

describe.skipIf(!HAS_GIT)('what is new in generated solutions', () => {
  it.each(IS_WHOLE ? [1, 2, 3] : [6])(
    'is told as by a check of all that was (seed %i)',
    async (seed) => {
      const cwd = await repositoryWith({ '.gitattributes': '* -text\n' });
      let there: Record<string, string> = {};
      let [found, differ] = [0, 0];
      const kinds = new Set<string>();
      for (const [round, { plans, changes }] of fc.sample(rounds, { seed, numRuns: ROUNDS }).entries()) {
        const first = filesOf(plans);
        const world: World = { plans: [...plans], files: { ...first }, told: new Set(), titles: new Map() };
        for (const { kind, at, plan } of changes) {
          kinds.add(kind);
          CHANGES[kind]!(world, at, plan);
        }
        // Backwards, what was taken away comes.
        const [before, now] = round % 2 === 0 ? [first, world.files] : [world.files, first];
        await writeWorld(cwd, there, before);
        commit(cwd);
        git(cwd, 'branch', '--quiet', '--force', 'before');
        await writeWorld(cwd, before, now);
        if (changes.length === 2) commit(cwd);
        try {
          const { all, differ: some } = await expectSameAsWholeBase(cwd, 'before');
          found += all;
          differ += some;
        } catch (error) {
          console.log(JSON.stringify({ round, changes }));
          throw error;
        }
        there = now;
      }
      expect(found).toBeGreaterThan(ROUNDS);
      expect(differ).toBeGreaterThan(ROUNDS);
      expect(kinds.size).toBeGreaterThan(4);
    },
    300_000,
  );
});
