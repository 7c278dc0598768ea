import { pushTo } from '../text/groupedBy.ts';
import type { ReadSolution } from './data.ts';
import type { DeploymentSettingsFacts } from './facts.ts';
import { parentOf } from './paths.ts';

/** How far a settings file may be from the solution: folders between either of them and the folder that holds both. */
const MAX_DISTANCE = 6;

/**
 * Which solutions a settings file is for. It names no solution: the nearest folder around it that holds solutions counts,
 * and of these the ones that share a name with it. A file without names belongs to an only solution; never a guess.
 */
export class SettingsFinder {
  /** Solutions at or below a folder. */
  readonly #below = new Map<string, ReadSolution[]>();
  readonly #names = new Map<ReadSolution, ReadonlySet<string>>();

  constructor(solutions: readonly ReadSolution[]) {
    for (const solution of solutions) {
      if (solution.layout === 'legacy-package') continue;
      let folder = solution.root;
      for (let up = 0; up <= MAX_DISTANCE && folder !== ''; up++) {
        pushTo(this.#below, folder, solution);
        folder = parentOf(folder);
      }
    }
  }

  solutionsOf(uri: string, facts: DeploymentSettingsFacts): readonly ReadSolution[] {
    let folder = parentOf(uri);
    let candidates: readonly ReadSolution[] | undefined;
    for (let up = 0; up <= MAX_DISTANCE && candidates === undefined; up++) {
      candidates = this.#below.get(folder);
      folder = parentOf(folder);
    }
    if (candidates === undefined) return [];
    const names = namesIn(facts);
    if (names.length === 0) return candidates.length === 1 ? candidates : [];
    return candidates.filter((one) => names.some((name) => this.#namesOf(one).has(name)));
  }

  #namesOf(solution: ReadSolution): ReadonlySet<string> {
    let names = this.#names.get(solution);
    if (names === undefined) {
      names = new Set([
        ...solution.environmentVariables.map((one) => one.schemaName.toLowerCase()),
        ...solution.connectionReferences.map((one) => one.logicalName.value.toLowerCase()),
        ...solution.flows.flatMap((one) => one.id ?? []),
        ...solution.rootComponents.flatMap(
          (one) => one.schemaName?.value.toLowerCase() ?? one.id?.value ?? [],
        ),
      ]);
      this.#names.set(solution, names);
    }
    return names;
  }
}

function namesIn(facts: DeploymentSettingsFacts): string[] {
  return [
    ...facts.environmentVariables.map((one) => one.schemaName.value.toLowerCase()),
    ...facts.connectionReferences.map((one) => one.logicalName.value.toLowerCase()),
    ...facts.components.flatMap((one) => one.id?.value ?? []),
  ];
}
