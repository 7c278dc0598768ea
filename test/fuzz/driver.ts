import { type Files, type Mutation, mutated } from './mutations.ts';
import { Random } from './random.ts';

/** Files before any damage. */
export interface Material {
  readonly name: string;
  readonly files: Files;
}

/** Runs one piece of work that a user waits for. */
export type Timed = <T>(what: string, work: () => T) => T;

/** What is fuzzed, and what has to hold. */
export interface Driver {
  readonly name: string;
  /** What may be damaged; read once. */
  materials(): readonly Material[];
  /** Empty where the files have nothing to damage. */
  mutations(random: Random, files: Files): readonly Mutation[];
  /** @throws when something does not hold. */
  hold(files: Files, timed: Timed): void | Promise<void>;
}

/** A case that failed, as small as removing damage makes it. */
export interface Failure {
  readonly driver: string;
  /** Of this one case. */
  readonly seed: number;
  readonly material: string;
  readonly mutations: readonly Mutation[];
  readonly files: Files;
  readonly message: string;
}

/** Thrown by `hold`. */
export class Broken extends Error {}

export function must(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Broken(message());
}

const AT_ONCE: Timed = (_, work) => work();

/** Runs the case of a seed; undefined when everything holds. */
export async function runCase(
  driver: Driver,
  seed: number,
  timed: Timed = AT_ONCE,
): Promise<Failure | undefined> {
  const random = new Random(seed);
  const material = random.of(driver.materials());
  const mutations = driver.mutations(random, material.files);
  const first = await failing(driver, material, mutations, timed);
  if (first === undefined) return undefined;
  const least = await smallest(driver, material, mutations, timed);
  const message = (await failing(driver, material, least, timed)) ?? first;
  const files = mutated(material.files, least);
  return { driver: driver.name, seed, material: material.name, mutations: least, files, message };
}

async function failing(
  driver: Driver,
  material: Material,
  mutations: readonly Mutation[],
  timed: Timed,
): Promise<string | undefined> {
  try {
    await driver.hold(mutated(material.files, mutations), timed);
    return undefined;
  } catch (error) {
    if (error instanceof Broken) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Leaves out damage, whole and in part, as long as the rest still fails. */
async function smallest(
  driver: Driver,
  material: Material,
  mutations: readonly Mutation[],
  timed: Timed,
): Promise<readonly Mutation[]> {
  let least = mutations;
  const tried = async (candidate: readonly Mutation[]): Promise<boolean> => {
    if ((await failing(driver, material, candidate, timed)) === undefined) return false;
    least = candidate;
    return true;
  };
  for (let index = least.length - 1; index >= 0; index--) await tried(least.filter((_, at) => at !== index));
  for (let index = 0; index < least.length; index++) {
    for (let one = least[index]!; one.insert.length + one.remove > 1; one = least[index]!) {
      const halves = [
        { ...one, remove: one.remove >> 1 },
        { ...one, insert: one.insert.slice(0, one.insert.length >> 1) },
      ].filter((half) => half.remove < one.remove || half.insert.length < one.insert.length);
      let smaller = false;
      for (const half of halves) smaller ||= await tried(least.with(index, half));
      if (!smaller) break;
    }
  }
  return least;
}

/** For people: what failed, and how to see it again. */
export function describeFailure({ driver, seed, material, mutations, message }: Failure): string {
  const damage = mutations.map((one) => `  ${JSON.stringify(one)}`).join('\n');
  return `${driver}, ${material}\n${message}\nDamage:\n${damage || '  none'}\nAgain: npm run fuzz -- --only ${driver} --seed ${seed} --cases 1`;
}
