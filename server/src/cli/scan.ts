import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Analysis,
  count,
  type Finding,
  NO_SECRETS,
  Project,
  type ReportFinding,
  type Secrets,
  type SolutionRepair,
  secretsOf,
  toNoticeFinding,
} from '../core/index.ts';
import { Archives } from '../files/node/zip/archives.ts';
import { insidesIn, outsideOf } from '../files/node/zip/locations.ts';
import type { Baselines } from './baselines.ts';
import { type Differences, findTouched, type Touched } from './changed/touched.ts';
import { type ConfigArgs, RunConfigs } from './configs.ts';
import type { Environment } from './environment.ts';
import { Interrupted, UsageError } from './exitCodes.ts';
import { judgedFolders } from './judgedFolders.ts';
import { judging } from './judging.ts';
import { type ListedFile, Lister, type Listing } from './listing.ts';
import { foldersOf, holds, pathOfName, relativeName, uriOf } from './paths.ts';
import { Progress } from './progress.ts';
import { type Root, rootsOf } from './roots.ts';
import { type Checked, RunFiles } from './runFiles.ts';
import type { ScanResult } from './scanResult.ts';
import { ScanState } from './scanState.ts';
import { type SolutionReport, solutionReport } from './solutionReport.ts';

/** What a call says of the files to look at. */
interface ScanArgs extends ConfigArgs {
  /** `--no-zip`: archives that are not named are left out. */
  readonly noZip?: boolean;
}

export interface ScanOptions {
  /** The call writes: no archive may be named. */
  readonly writes?: boolean;
  /** Those that count for the files, loaded on the way. */
  readonly baselines?: Baselines | undefined;
  /** Called once all files are listed, before the first is checked. */
  readonly onListed?: (() => Promise<void>) | undefined;
  /**
   * Called with each flow, and again with a newer analysis when other files changed what is known; the last call counts. Analyses
   * are not kept: memory stays small over many flows.
   */
  onFlow(checked: Checked): void;
}

/** One run over the files of a call: a project of them, and what was met on the way. */
export class Scan {
  readonly project: Project;
  readonly configs: RunConfigs;
  /** With the files in archives. */
  readonly #environment: Environment;
  readonly #archives: Archives;
  readonly #noZip: boolean;
  readonly #selected: ReadonlySet<string> | undefined;
  readonly #files: RunFiles;
  #baselines: Baselines | undefined;
  #progress: Progress | undefined;
  #changes: Differences | undefined;
  #touched: Touched | undefined;

  /**
   * `keepsLists`: for calls that list the findings of each flow. `configured`: where the configurations are read, if elsewhere: an
   * older version of the files is judged as the present one is. @throws UsageError for an unknown rule
   */
  constructor(given: Environment, args: ScanArgs, keepsLists = false, configured?: Environment) {
    this.#archives = new Archives(given.fs, { entersMet: !args.noZip });
    const environment = { ...given, fs: this.#archives.fs };
    this.#environment = environment;
    this.#noZip = args.noZip === true;
    this.#files = new RunFiles(environment, this.#archives);
    this.project = new Project({
      analyzer: environment.createAnalyzer(),
      ...{ today: environment.today, keepsLists, scope: this.#files },
    });
    this.configs = new RunConfigs(configured ?? environment, args, this.project.analyzer.rules);
    this.#selected = args.rules.length === 0 ? undefined : new Set(args.rules);
  }

  /** Address of the working directory. */
  get folder(): string {
    return uriOf(this.#environment.cwd);
  }

  /** True when `--rule` asked for this rule, or for none. */
  isSelected(ruleId: string): boolean {
    return this.#selected?.has(ruleId) ?? true;
  }

  /** What the run checks and reports from here on: what these changes touch. What is found there is what a run over all finds. */
  limitTo(changes: Differences): void {
    this.#changes = changes;
  }

  /** True for a file whose findings the run reports. */
  isFileReported(uri: string): boolean {
    return this.#files.isReported(uri);
  }

  /** True for a finding that the run reports: one of its places lies in such a file. */
  isFindingReported({ place, places = [], elsewhere = [] }: Finding): boolean {
    if (this.#touched === undefined) return true;
    const uris = [place.uri, ...places.map((one) => one.place.uri), ...elsewhere.map((one) => one.uri)];
    return uris.some((uri) => this.isFileReported(uri));
  }

  /** A file that the call is about. */
  fileOf(uri: string): ListedFile | undefined {
    return this.#files.isAsked(uri) ? this.#files.get(uri) : undefined;
  }

  /** All files that were listed, by address, in the order in which they are shown. */
  get files(): ReadonlyMap<string, ListedFile> {
    return this.#files.all;
  }

  /** The text of a file that was listed; undefined where it cannot be read. Never rejects. */
  async textOf(file: ListedFile): Promise<string | undefined> {
    const content = await this.#files.read(file);
    return content.kind === 'text' ? content.text : undefined;
  }

  /** True for a file that was listed, whether the call is about it or not. */
  lists(uri: string): boolean {
    return this.#files.get(uri) !== undefined;
  }

  /** True for a file in an archive. `name`: as outputs call it. */
  isInArchive(name: string): boolean {
    return this.#files.get(uriOf(pathOfName(this.#environment.cwd, name)))?.inArchive === true;
  }

  /** What outputs call a file. */
  readonly nameOf = (uri: string): string => relativeName(this.#environment.cwd, this.#files.pathOf(uri));

  /** Findings with what the baseline says of them, if there is one. */
  marked(findings: ReportFinding[], isKnown: boolean): ReportFinding[] {
    if (this.#baselines?.isThere !== true) return findings;
    return findings.map((one) => ({ ...one, baseline: isKnown ? 'unchanged' : 'new' }));
  }

  /** What must not be shown of a file. */
  secretsIn(analysis: Analysis): Secrets {
    const masking = this.project.masking(analysis);
    return masking.document.text === analysis.document.text
      ? secretsOf(masking, this.project.metas)
      : NO_SECRETS;
  }

  /**
   * Checks all files.
   * @throws UsageError for a path that does not exist, and for a configuration or baseline that cannot be used; Interrupted.
   */
  async run(
    paths: readonly string[],
    { baselines, onListed, onFlow, writes }: ScanOptions,
  ): Promise<ScanResult> {
    const roots = await rootsOf(this.#environment, paths);
    if (writes) this.#refuseArchives(roots);
    const progress = new Progress(this.#environment);
    const state = new ScanState(this.#environment.cwd);
    this.#progress = progress;
    let listing: Listing;
    let beside: SolutionReport;
    try {
      listing = await this.#list(roots, baselines);
      await onListed?.();
      if (this.#changes !== undefined) await this.#findTouched(this.#changes);
      await this.#files.checkAll(this.project, listing, {
        ...{ state, onFlow },
        onFile: (text) => this.#goesOn(text),
      });
      beside = this.checkSolutions((path, message) => {
        state.failed = true;
        state.addProblem(path, message);
      });
    } finally {
      progress.clear();
      this.#progress = undefined;
    }
    const { files, flowCount: flows, failed } = state;
    this.#reportEmptyArchives(roots, state);
    const notices = this.#selected === undefined && !failed ? this.#notices(roots, state) : [];
    return {
      ...{ files, flows, beside, notices, failed, skipped: listing.skipped },
      leftOut: this.#files.leftOut(this.project),
      ...{ problems: state.problems(), unreadFlows: state.unreadFlows() },
      onlyFiles: roots.every((root) => root.kind === 'file'),
      isJudged: judging(roots, state, { noZip: this.#noZip, touched: this.#touched }),
    };
  }

  /** Checks a flow that was checked once more, with what is known now; undefined where it cannot be read any more. */
  async checkAgain(uri: string): Promise<Pick<Checked, 'analysis' | 'known'> | undefined> {
    const file = this.#files.get(uri);
    if (file === undefined) return undefined;
    const { analysis, known } = this.project.check(uri, await this.#files.read(file));
    return analysis && { analysis, known };
  }

  /** Checks the files beside the flows as they are known now. `onFailure`: told of each defect of ours, with an absolute path. */
  checkSolutions(onFailure: (path: string, message: string) => void): SolutionReport {
    const { beside } = this.project;
    for (const model of beside.stale()) {
      if (this.#touched?.solutions.has(model.id) === false) continue;
      this.#goesOn('Checking the other files of solutions');
      beside.check(model);
    }
    for (const { model, ruleId, message } of beside.failures) {
      const what =
        ruleId === undefined
          ? `Internal error while checking this solution: ${message}.`
          : `The rule ${ruleId} failed on this solution: ${message}`;
      onFailure(fileURLToPath(model.root), what);
    }
    return solutionReport(this);
  }

  /** The safe repairs of what such a check found. Nothing is written. @throws Interrupted. */
  solutionRepairs(onNotRepaired: (finding: Finding) => void): Promise<readonly SolutionRepair[]> {
    return this.project.beside.safeRepairs({
      isWanted: ({ ruleId }) => this.isSelected(ruleId),
      mayChange: (uri) => this.#files.get(uri)?.inArchive !== true,
      onRound: () => this.#stopIfInterrupted(),
      onNotRepaired,
    });
  }

  /** All files, with what counts for them. Those of solutions are taken in: what a flow's findings offer depends on them. */
  async #list(roots: readonly Root[], baselines: Baselines | undefined): Promise<Listing> {
    // Around an archive that is named, the configuration beside it counts.
    const folders = roots.flatMap((root) => (root.kind === 'folder' ? [outsideOf(root.path)] : []));
    const lister = new Lister(this.#archives, this.configs.nearest, (files) =>
      this.#goesOn(`Looking for flows: ${count(files, 'file')}`),
    );
    const listing = await lister.list(roots, (folder) => this.configs.givenFor(folder, folders));
    this.#files.add(roots, listing);
    const judgedAs = judgedFolders(this.#environment.cwd, roots, listing.around);
    const load = (all: Iterable<string>): Promise<void> =>
      this.configs.load(
        [...all].map((folder) => join(judgedAs(folder), '-')),
        folders,
      );
    const known = new Set([...foldersOf(listing.files.map((file) => file.path)), ...folders]);
    await load(known);
    await this.#files.takeSolutions(this.project, () => this.#stopIfInterrupted());
    for (const { root } of this.project.models()) known.add(fileURLToPath(root));
    await load(known);
    await baselines?.load(this.configs, [...this.configs.loaded.keys()]);
    this.#baselines = baselines;
    for (const folder of known) {
      const as = judgedAs(folder);
      this.project.configure(uriOf(join(folder, '-')), this.configs.ofFolder(as), baselines?.of(as));
    }
    return listing;
  }

  async #findTouched(changes: Differences): Promise<void> {
    const files = this.#files;
    this.#touched = await findTouched({
      ...{ project: this.project, changes, files: files.all, candidates: files.candidates(this.project) },
      settingsOf: (folder) => {
        const baseline = this.#baselines?.pathFor(folder);
        return [...this.configs.ofFolder(folder).sources, ...(baseline === undefined ? [] : [baseline])];
      },
      read: (file) => files.read(file),
      onFile: () => this.#goesOn('Looking for what was touched'),
    });
    files.limitTo(this.#touched);
  }

  #notices(roots: readonly Root[], state: ScanState): readonly ReportFinding[] {
    const all = this.project.notices({
      // Of files that were not looked at, or rules that did not run, nobody knows what they need.
      isWhole: ([one]) => {
        const loaded = [...this.configs.loaded.values()].find((config) => config === one);
        if (loaded === undefined) return false;
        if (this.#noZip) return false;
        const isOwn = loaded.config.profile === loaded.profile;
        return isOwn && roots.some((root) => holds(root.path, loaded.folder));
      },
      unread: state.unread().map(uriOf),
    });
    // Settings of now, of which a run over older files tells what it tells of all.
    const isReported = (uri: string): boolean =>
      this.#changes?.comparing === true || this.isFileReported(uri);
    return all.flatMap(({ file, notices }) =>
      (isReported(file.uri) ? notices : []).map((notice) =>
        toNoticeFinding(notice, file.text, this.nameOf(file.uri)),
      ),
    );
  }

  /** @throws UsageError */
  #refuseArchives(roots: readonly Root[]): void {
    const named = roots.find(({ path, archive }) => archive !== undefined || insidesIn(path).length > 0);
    if (named === undefined) return;
    const end = insidesIn(named.path)[0]!;
    const archive = relativeName(this.#environment.cwd, named.path.slice(0, end - 1));
    throw new UsageError(
      `${archive} is an archive, and nothing is written into one. Unpack it first, with "pac solution unpack --zipfile ${archive} --folder <folder>", and repair the folder.`,
    );
  }

  /** Of several paths, those that named an archive without flows would go unnoticed. */
  #reportEmptyArchives(roots: readonly Root[], state: ScanState): void {
    if (roots.length < 2) return;
    for (const { path, archive } of roots) {
      if (archive === undefined || state.hasProblem(archive)) continue;
      const inside = `${uriOf(path)}/`;
      const holdsFlow = [...state.flows.keys()].some((uri) => uri.startsWith(inside));
      const isSolution = this.project.models().some(({ root }) => `${root}/`.startsWith(inside));
      if (!holdsFlow && !isSolution)
        this.#environment.stderr.write(
          `${relativeName(this.#environment.cwd, archive)} holds no solution and no flow.\n`,
        );
    }
  }

  /** @throws Interrupted */
  #goesOn(text: string): void {
    this.#stopIfInterrupted();
    this.#progress?.show(text);
  }

  #stopIfInterrupted(): void {
    if (this.#environment.signal.aborted) throw new Interrupted();
  }
}
