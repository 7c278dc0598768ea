import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { corpusFiles } from '../corpus/load.ts';
import { flowCases } from '../harness/flowCases.ts';
import { readSolutionFixture } from '../harness/solutionFixture.ts';
import type { Driver, Material } from './driver.ts';
import { holdFlow } from './flows.ts';
import { damage, damageExpression, type Mutation, mutated } from './mutations.ts';
import { holdSolution } from './solutions.ts';

const RULES = path.resolve(import.meta.dirname, '../../server/src/core/rules');
/** Larger flows of the corpus take long for what they add. */
const LARGEST = 60_000;

const folders = (): readonly { readonly rule: string; readonly folder: string }[] =>
  readdirSync(RULES).map((rule) => ({ rule, folder: path.join(RULES, rule, 'fixtures') }));

function once<T>(make: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

const fixtureFlows = once((): readonly Material[] =>
  folders().flatMap(({ rule, folder }) =>
    flowCases(folder).map(({ name, source }) => ({ name: `${rule}/${name}`, files: { '': source } })),
  ),
);
const corpusFlows = once((): readonly Material[] =>
  corpusFiles()
    .filter(({ text }) => text.length < LARGEST && text.includes('workflowdefinition.json'))
    .map(({ name, text }) => ({ name, files: { '': text } })),
);
const solutions = once((): readonly Material[] =>
  folders().flatMap(({ rule, folder }) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => name.endsWith('.solution'))
      .sort()
      .map((name) => {
        const { files } = readSolutionFixture(readFileSync(path.join(folder, name), 'utf8'));
        return { name: `${rule}/${name}`, files };
      }),
  ),
);

const damagedJson: Pick<Driver, 'mutations' | 'hold'> = {
  mutations(random, files) {
    const made: Mutation[] = [];
    for (let count = 1 + random.below(3); count > 0; count--)
      made.push(damage(random, '', mutated(files, made)[''] ?? ''));
    return made;
  },
  hold: (files, timed) => holdFlow(files[''] ?? '', timed),
};

const damagedExpressions: Pick<Driver, 'mutations' | 'hold'> = {
  mutations(random, files) {
    const made: Mutation[] = [];
    for (let count = 1 + random.below(3); count > 0; count--) {
      const one = damageExpression(random, '', mutated(files, made)[''] ?? '');
      if (one !== undefined) made.push(one);
    }
    return made;
  },
  hold: damagedJson.hold,
};

/** Of the project's own fixtures, and of the corpus when it is there. */
export const DRIVERS: readonly Driver[] = [
  { name: 'json', materials: fixtureFlows, ...damagedJson },
  { name: 'expressions', materials: fixtureFlows, ...damagedExpressions },
  {
    name: 'solutions',
    materials: solutions,
    mutations(random, files) {
      const made: Mutation[] = [];
      const paths = Object.keys(files);
      for (let count = 1 + random.below(3); count > 0; count--) {
        const file = random.of(paths);
        made.push(damage(random, file, mutated(files, made)[file] ?? ''));
      }
      return made;
    },
    hold: holdSolution,
  },
];

export const CORPUS_DRIVERS: readonly Driver[] = [
  { name: 'corpus-json', materials: corpusFlows, ...damagedJson },
  { name: 'corpus-expressions', materials: corpusFlows, ...damagedExpressions },
];
