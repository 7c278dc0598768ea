import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BASELINE_FILE_NAME,
  CONFIG_FILE_NAME,
  calledFlowIds,
  type FileContent,
  type Project,
  SolutionFiles,
  type SolutionModel,
} from '../../core/index.ts';
import { inOrder } from '../inOrder.ts';
import type { ListedFile } from '../listing.ts';
import { holds, uriOf } from '../paths.ts';
import { CallGraph } from './callGraph.ts';
import type { Changes, Gone } from './changes.ts';
import { contentDiffers } from './contentDiffers.ts';

/** What a run over touched files checks, and what it reports. Addresses. */
export interface Touched {
  /** Files that were touched, or that what was touched concerns. */
  readonly reported: ReadonlySet<string>;
  /** Those of them that may hold a flow, and flows that their findings depend on. */
  readonly checked: ReadonlySet<string>;
  /** Ids of the solutions whose files beside the flows are checked. */
  readonly solutions: ReadonlySet<string>;
  /** Absolute paths of files that were there and are not. */
  readonly gone: readonly string[];
}

/** What differs between the files of a run and those of another version. */
export interface Differences extends Pick<Changes, 'isTouched' | 'isNew' | 'before' | 'gone'> {
  /**
   * For the older version of a comparison: all is reported whose findings may differ, as the findings of the rest are taken from the newer one.
   * Both are judged by the same configurations and baselines.
   */
  readonly comparing?: boolean;
}

/** What the search asks of the run. */
export interface TouchedInput {
  readonly project: Project;
  readonly changes: Differences;
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Addresses of files that may hold a flow and take part, in the order of the run. */
  readonly candidates: readonly string[];
  /** Absolute paths of the configuration that counts in a folder, of all that it builds upon, and of the baseline. */
  readonly settingsOf: (folder: string) => readonly string[];
  /** Never rejects. */
  readonly read: (file: ListedFile) => Promise<FileContent>;
  /** Called before each file; may throw to stop. */
  readonly onFile: () => void;
}

const METADATA = /\.json\.data\.xml$/i;

/**
 * Finds out what a change touches: the files themselves; with a file of a solution its flows, with a configuration what it holds for,
 * with a flow those that call it, and those that call these; with a flow that was added or removed the files beside it, which list
 * it. And what has to be checked so that their findings are those of a run over everything.
 */
export async function findTouched(input: TouchedInput): Promise<Touched> {
  const { changes, files } = input;
  const isTouched = async ([, { path, real }]: readonly [string, ListedFile]): Promise<boolean> =>
    (await changes.isTouched(real)) || (path !== real && (await changes.isTouched(path)));
  const changed = new Set<string>();
  for await (const [[uri], is] of inOrder([...files], isTouched)) {
    input.onFile();
    if (is) changed.add(uri);
  }
  const there = new Set([...files.values()].flatMap(({ path, real }) => [path, real]));
  const gone = await changes.gone((path) => there.has(path));
  const search = new Search(input, changed, gone);
  if (changes.comparing !== true) await search.followSettings();
  await search.followSolutionFiles();
  await search.followMembers();
  if (gone.length + search.reported.size === 0)
    return { reported: search.reported, checked: new Set(), solutions: new Set(), gone: [] };
  await search.followCalls();
  if (changes.comparing === true) await search.followAll();
  return search.touched();
}

class Search {
  readonly #input: TouchedInput;
  readonly #changed: ReadonlySet<string>;
  readonly #gone: readonly Gone[];
  readonly #models: readonly SolutionModel[];
  readonly #graph: CallGraph;
  /** Solutions whose files beside the flows are reported: these depend on all of their flows. */
  readonly #whole = new Set<SolutionModel>();
  /** Flows whose callers are touched as well. */
  readonly #called: Set<string>;
  readonly reported: Set<string>;
  /** A file of a solution says something else, which others may know of as well. */
  #contentDiffers = false;

  constructor(input: TouchedInput, changed: ReadonlySet<string>, gone: readonly Gone[]) {
    this.#input = input;
    this.#changed = changed;
    this.#gone = gone;
    this.#models = input.project.models();
    this.#graph = new CallGraph(input.project);
    this.#called = new Set(changed);
    this.reported = new Set(changed);
  }

  /** A configuration or a baseline holds for the files in its folder and below; one that others build upon for theirs. */
  async followSettings(): Promise<void> {
    const { files, project } = this.#input;
    const byFolder = new Map<string, Promise<boolean>>();
    for (const [uri, { path }] of files) {
      const folder = dirname(path);
      const known = byFolder.get(folder) ?? this.#hasNewSettings(folder);
      byFolder.set(folder, known);
      if (!(await known)) continue;
      this.reported.add(uri);
      const model = project.modelOf(uri);
      if (model !== undefined) this.#whole.add(model);
    }
  }

  async #hasNewSettings(folder: string): Promise<boolean> {
    const { settingsOf, changes } = this.#input;
    const isSettings = (path: string): boolean =>
      [CONFIG_FILE_NAME, BASELINE_FILE_NAME].includes(basename(path));
    let has = this.#gone.some(({ path }) => isSettings(path) && holds(dirname(path), folder));
    for (const path of settingsOf(folder)) {
      if (!(await changes.isTouched(path))) continue;
      this.reported.add(uriOf(path));
      has = true;
    }
    return has;
  }

  /** What a file of a solution says concerns all flows of it; what stands beside one flow concerns that flow. */
  async followSolutionFiles(): Promise<void> {
    const { project, files, changes } = this.#input;
    for (const uri of this.#changed) {
      if (!SolutionFiles.needsText(uri)) continue;
      const own = project.modelOf(uri);
      const models = this.#models.filter((one) => one === own || one.textOf(uri) !== undefined);
      for (const model of models) this.#whole.add(model);
      const now = models[0]?.textOf(uri);
      const file = files.get(uri)!;
      const before = await changes.before((await changes.isTouched(file.real)) ? file.real : file.path);
      if (contentDiffers(project.files, uri, before, now)) this.#concerns(uri, models);
    }
    for (const { path } of this.#gone) {
      const uri = uriOf(path);
      if (!SolutionFiles.needsText(uri)) continue;
      const models = this.#modelsAround(path);
      for (const model of models) this.#whole.add(model);
      this.#concerns(uri, models);
      if (!METADATA.test(uri)) this.#concernsLoose(folderOfSolution(path));
    }
  }

  #concerns(uri: string, models: readonly SolutionModel[]): void {
    if (!METADATA.test(uri)) this.#contentDiffers = true;
    if (METADATA.test(uri)) {
      const flow = uri.replace(/\.data\.xml$/i, '');
      this.reported.add(flow);
      this.#called.add(flow);
      return;
    }
    for (const model of models) for (const flow of flowsOf(model)) this.reported.add(flow);
  }

  /** Without its manifest, a folder is no solution any more. */
  #concernsLoose(folder: string): void {
    const { candidates, project } = this.#input;
    for (const uri of candidates)
      if (project.modelOf(uri) === undefined && holds(folder, fileURLToPath(uri))) this.reported.add(uri);
  }

  /** The files beside the flows list them: they are reported when a flow has come or gone. */
  async followMembers(): Promise<void> {
    const { project, changes, files } = this.#input;
    const isFlow = (uri: string): boolean => SolutionFiles.wants(uri) && !SolutionFiles.needsText(uri);
    const grown = new Set<SolutionModel>();
    for (const uri of this.#changed) {
      const model = isFlow(uri) ? project.modelOf(uri) : undefined;
      if (model !== undefined && (await changes.isNew(files.get(uri)!.real))) grown.add(model);
    }
    for (const { path } of this.#gone)
      if (isFlow(uriOf(path))) for (const model of this.#modelsAround(path)) grown.add(model);
    for (const model of grown) {
      this.#whole.add(model);
      for (const uri of files.keys())
        if (SolutionFiles.needsText(uri) && model.textOf(uri) !== undefined) this.reported.add(uri);
    }
  }

  /** Solutions around a file that is gone, and those whose manifest it may have been. */
  #modelsAround(path: string): readonly SolutionModel[] {
    const folder = folderOfSolution(path);
    return this.#models.filter((model) => {
      const root = fileURLToPath(model.root);
      return holds(root, path) || holds(folder, root);
    });
  }

  /** A flow that was touched, or is gone, touches those that call it. */
  async followCalls(): Promise<void> {
    const { candidates, files, read, changes, onFile } = this.#input;
    const graph = this.#graph;
    const texts = inOrder(candidates, (uri) => read(files.get(uri)!));
    for await (const [uri, content] of texts) {
      onFile();
      if (content.kind === 'text') graph.add(uri, content.text);
    }
    const ids = new Set<string>();
    for (const uri of this.#called) {
      const file = files.get(uri);
      if (file === undefined || !graph.has(uri)) continue;
      for (const id of graph.idsOf(uri)) ids.add(id);
      // Who called it by another id calls nobody now.
      const mayDiffer = this.#changed.has(uri) && !graph.isNamedById(uri);
      const before = mayDiffer ? await changes.before(file.real) : undefined;
      if (before !== undefined) for (const id of graph.idsIn(uri, before)) ids.add(id);
    }
    for (const { path, text } of this.#gone)
      for (const id of graph.idsIn(uriOf(path), text ?? '')) ids.add(id);
    for (const uri of graph.callersOf(ids)) this.reported.add(uri);
  }

  /** All that a difference reaches: flows up and down the calls of both versions, and the files beside them. */
  async followAll(): Promise<void> {
    const { candidates, files, changes } = this.#input;
    if (this.#contentDiffers) for (const uri of candidates) this.reported.add(uri);
    const others = this.#gone.flatMap(({ text }) => text ?? []);
    for (const uri of this.#changed) {
      const before = this.#graph.has(uri) ? await changes.before(files.get(uri)!.path) : undefined;
      if (before !== undefined) others.push(before);
    }
    for (const text of others)
      for (const uri of this.#graph.ownersOf(calledFlowIds(text))) this.reported.add(uri);
    for (const uri of this.#graph.connected(this.reported)) this.reported.add(uri);
    for (const model of this.#models) {
      if (!this.#contentDiffers && !flowsOf(model).some((uri) => this.reported.has(uri))) continue;
      this.#whole.add(model);
      for (const uri of model.texts.keys()) if (files.has(uri)) this.reported.add(uri);
    }
  }

  touched(): Touched {
    const { project } = this.#input;
    // What a managed copy repeats is told in the unmanaged form: whether it does, both tell.
    const whole = new Set([...this.#whole].flatMap((model) => [model, ...project.files.twinsOf(model)]));
    return {
      reported: this.reported,
      checked: this.#graph.connected([...this.reported, ...[...whole].flatMap(flowsOf)]),
      solutions: new Set([...whole].map((model) => model.id)),
      gone: this.#gone.map(({ path }) => path),
    };
  }
}

/** The folder of the solution whose manifest a file may be. */
function folderOfSolution(path: string): string {
  const folder = dirname(path);
  return /[/\\]other$/i.test(folder) ? dirname(folder) : folder;
}

/** Addresses of the flows of a solution, copies included. */
export function flowsOf(model: SolutionModel): readonly string[] {
  return model.flows.flatMap(({ uri, copies = [] }) => [
    ...(uri === undefined ? [] : [uri]),
    ...copies.map((one) => one.uri),
  ]);
}
