import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { hasCorpus, skipNote } from '../corpus/load.ts';
import { Broken, type Driver, describeFailure, type Failure, runCase, type Timed } from './driver.ts';
import { CORPUS_DRIVERS, DRIVERS } from './drivers.ts';

const HELP = `npm run fuzz [-- --seconds N] [--seed N] [--cases N] [--only NAME,NAME]

Damages files at random and repairs them: nothing may throw, take over a second, write into what does not parse, or change
a file again the second time. Names: json, expressions, solutions, corpus-json, corpus-expressions.
Then the tests of which npm test runs a part run whole: not where a seed, cases or names are given; alone with --only tests.
`;
/** Milliseconds for one thing that a user waits for. */
const LIMIT = 1000;
/** Failures of one kind are told once; so many kinds are enough to work on. */
const MOST_TOLD = 10;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const timed: Timed = (what, work) => {
  const from = performance.now();
  const result = work();
  const took = performance.now() - from;
  if (took > LIMIT) throw new Broken(`${what} takes ${(took / 1000).toFixed(1)} s`);
  return result;
};

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    cases: { type: 'string' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

function chosen(): readonly Driver[] {
  const all = hasCorpus ? [...DRIVERS, ...CORPUS_DRIVERS] : DRIVERS;
  const names = values.only?.split(',');
  return names === undefined ? all : all.filter((one) => names.includes(one.name));
}

async function main(): Promise<number> {
  if (values.help) {
    say(HELP);
    return 0;
  }
  const drivers = chosen();
  const [seed, seconds] = [Number(values.seed ?? Date.now() % 1_000_000_000), Number(values.seconds)];
  const cases = values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases);
  if (drivers.length === 0 || [seed, seconds, cases].some(Number.isNaN)) {
    process.stderr.write(HELP);
    return 1;
  }
  if (!hasCorpus) say(`Flows of the corpus: none${skipNote}`);
  say(`Seed ${seed}`);
  const until = performance.now() + seconds * 1000;
  const counts = new Map<string, number>();
  const told = new Map<string, Failure>();
  for (let at = 0; at < cases && (cases < Number.POSITIVE_INFINITY || performance.now() < until); at++) {
    for (const driver of drivers) {
      counts.set(driver.name, (counts.get(driver.name) ?? 0) + 1);
      const failure = await runCase(driver, seed + at, timed);
      if (failure === undefined) continue;
      const kind = `${driver.name} ${failure.message
        .split('\n')[0]
        ?.replace(/[0-9.]+/g, '#')
        .slice(0, 60)}`;
      if (told.has(kind)) continue;
      told.set(kind, failure);
      const file = path.resolve(import.meta.dirname, `${driver.name}-${failure.seed}.json`);
      writeFileSync(file, JSON.stringify(failure, undefined, 2));
      say(
        `\nFAILED ${describeFailure(failure)}\nThe files as damaged: ${path.relative(process.cwd(), file)}`,
      );
    }
    if (told.size >= MOST_TOLD) break;
  }
  for (const [name, count] of counts) say(`${name}: ${count} cases`);
  say(told.size === 0 ? 'Everything held.' : `${told.size} kinds of failure.`);
  return told.size === 0 ? 0 : 1;
}

process.exitCode = await main();
