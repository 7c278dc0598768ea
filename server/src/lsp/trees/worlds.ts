import {
  type Config,
  LineIndex,
  type SolutionIndex,
  type SolutionModel,
  type ViewFinding,
  World,
  type WorldSource,
} from '../../core/index.ts';
import type { ConfigStore } from '../config.ts';
import type { OpenDocuments } from '../documents.ts';
import type { Folders } from '../folders.ts';
import type { SolutionChecks } from '../solutionChecks.ts';
import type { Solutions } from '../solutions.ts';
import { relativePath, uriKey } from '../uris.ts';
import { type FoundFindings, toViewFinding } from './foundFindings.ts';

export interface WorldServices {
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly folders: Folders;
  readonly solutions: Solutions;
  readonly solutionChecks: SolutionChecks;
  readonly flows: SolutionIndex;
  readonly found: FoundFindings;
}

const MAX_ROUNDS = 3;

/** The world of the trees as it is now. Kept until something changes, so that a row costs what it shows. */
export class Worlds {
  readonly #services: WorldServices;
  #world: World | undefined;
  /** What the world was made of. */
  #made: readonly unknown[] = [];

  constructor(services: WorldServices) {
    this.#services = services;
  }

  async current(): Promise<World> {
    for (let round = 1; ; round++) {
      const state = this.#state();
      if (this.#world !== undefined && isSame(state, this.#made)) return this.#world;
      const source = await this.#source();
      // Reading a config takes time, in which more may have happened; during a scan it always does.
      if (round < MAX_ROUNDS && !isSame(state, this.#state())) continue;
      this.#world = new World(source, this.#world);
      this.#made = state;
      return this.#world;
    }
  }

  #state(): readonly unknown[] {
    const { config, solutions, solutionChecks, flows, found } = this.#services;
    return [
      solutions.models(),
      flows.generation,
      found.generation,
      solutionChecks.findings,
      config.generation,
    ];
  }

  async #source(): Promise<WorldSource> {
    const { config, documents, folders, solutions, solutionChecks, flows, found } = this.#services;
    const models: SolutionModel[] = [];
    const configs = new Map<string, Config>();
    for (const model of solutions.models()) {
      const { enabled, config: own } = await config.of(`${model.root}/`);
      if (!enabled) continue;
      models.push(model);
      configs.set(model.id, own);
    }
    const looseConfig = (await config.of(`${folders.all()[0] ?? ''}/`)).config;
    const uriOf = (key: string): string => documents.get(key)?.uri ?? key;
    const inModels = new Set(models.flatMap((model) => model.flows.map((one) => one.uri)));
    const loose = [...flows.files()].filter((key) => !inModels.has(key));
    const inFlows = new Map<string, ViewFinding[]>();
    const beside = new Map<string, ViewFinding[]>();
    for (const [key, all] of solutionChecks.findings)
      for (const one of all) {
        const isFlow = inModels.has(key);
        const list = isFlow ? inFlows : beside;
        const id = isFlow ? key : one.analysis.solution.id;
        const known = list.get(id);
        if (known === undefined) list.set(id, [toViewFinding(one, uriOf)]);
        else known.push(toViewFinding(one, uriOf));
      }
    const lines = new Map<string, LineIndex | undefined>();
    const linesOf = (key: string): LineIndex | undefined => {
      if (!lines.has(key)) {
        const text = textOf(models, key) ?? documents.get(key)?.getText();
        lines.set(key, text === undefined ? undefined : new LineIndex(text));
      }
      return lines.get(key);
    };
    return {
      models,
      loose: loose.sort(),
      flowsAt: (uri) => flows.flowsAt(uri),
      findingsAt(uri) {
        const key = uriKey(uri);
        const own = found.at(key);
        const more = inFlows.get(key);
        return more === undefined ? own : [[...(own[0] ?? []), ...more], ...own.slice(1)];
      },
      findingsBeside: (model) => beside.get(model.id) ?? [],
      policyOf: (model) => (model === undefined ? looseConfig : configs.get(model.id))?.policy,
      isComplete: (model) => flows.flowsOf(model) !== undefined,
      pathOf(uri) {
        const key = uriKey(uri);
        const folder = folders.of(key);
        const path = relativePath(folder, key);
        return folders.all().length > 1 && folder !== undefined ? `${nameOf(folder)}/${path}` : path;
      },
      lineOf: ({ uri, span }) => span && linesOf(uriKey(uri))?.positionAt(span.start).line,
    };
  }
}

/** Places are those of the text that a model was read from. */
function textOf(models: readonly SolutionModel[], key: string): string | undefined {
  for (const model of models) {
    const text = model.textOf(key);
    if (text !== undefined) return text;
  }
  return undefined;
}

function nameOf(folder: string): string {
  return relativePath(undefined, folder);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
