import { fileURLToPath } from 'node:url';
import {
  type Analysis,
  type CheckedFile,
  count,
  type FileContent,
  isDamaged,
  type Project,
  type ProjectScope,
  SolutionFiles,
  whyUnread,
} from '../core/index.ts';
import { MAX_FILE_SIZE } from '../files/limits.ts';
import { readFileText } from '../files/node/read.ts';
import type { Archives } from '../files/node/zip/archives.ts';
import { LEADS_NOWHERE } from '../files/readResult.ts';
import { isJsonName } from '../files/wanted.ts';
import { Sharers } from './changed/sharers.ts';
import type { Touched } from './changed/touched.ts';
import type { Environment } from './environment.ts';
import { inOrder } from './inOrder.ts';
import type { ListedFile, Listing } from './listing.ts';
import { relativeName, uriOf } from './paths.ts';
import type { Root } from './roots.ts';
import type { ScanState } from './scanState.ts';

/** A checked flow that the call is about. */
export interface Checked extends CheckedFile {
  readonly file: ListedFile;
  /** Relative to the working directory, with `/`. */
  readonly name: string;
  readonly analysis: Analysis;
}

interface CheckOptions {
  readonly state: ScanState;
  /** Called with each flow, again after a newer check of it. */
  readonly onFlow: (checked: Checked) => void;
  /** Called before each file with what is being done; may throw to stop. */
  readonly onFile: (text: string) => void;
}

/** The files of a run: read ahead, given to the project, checked in their order. */
export class RunFiles implements ProjectScope {
  readonly #environment: Environment;
  readonly #archives: Archives;
  readonly #files = new Map<string, ListedFile>();
  readonly #named = new Set<string>();
  /** Folders that stand for the flows in them, which nobody could read. */
  readonly #unreadFolders = new Set<string>();
  #touched: Touched | undefined;

  /** `environment`: with the files in archives. */
  constructor(environment: Environment, archives: Archives) {
    this.#environment = environment;
    this.#archives = archives;
  }

  isAsked(uri: string): boolean {
    return this.#files.get(uri)?.asked === true;
  }

  isNamed(uri: string): boolean {
    return this.#named.has(uri);
  }

  get(uri: string): ListedFile | undefined {
    return this.#files.get(uri);
  }

  /** All of them, by address. */
  get all(): ReadonlyMap<string, ListedFile> {
    return this.#files;
  }

  /** From here on, what was touched is checked and reported, and no more. */
  limitTo(touched: Touched): void {
    this.#touched = touched;
  }

  /** True for a file whose findings the run reports. */
  isReported(uri: string): boolean {
    return this.#touched === undefined || this.#touched.reported.has(uri) || this.#unreadFolders.has(uri);
  }

  pathOf(uri: string): string {
    return this.#files.get(uri)?.path ?? fileURLToPath(uri);
  }

  add(roots: readonly Root[], { files }: Listing): void {
    for (const { kind, path } of roots) if (kind === 'file') this.#named.add(uriOf(path));
    for (const file of files) this.#files.set(uriOf(file.path), file);
  }

  /** Those that say something about solutions, and that flows are there. */
  async takeSolutions(project: Project, onFile: () => void): Promise<void> {
    const wanted = [...this.#files].filter(([uri]) => SolutionFiles.wants(uri));
    const read = async ([uri, file]: readonly [string, ListedFile]): Promise<FileContent> =>
      SolutionFiles.needsText(uri) ? this.read(file) : { kind: 'text', text: '' };
    for await (const [[uri], content] of inOrder(wanted, read)) {
      onFile();
      project.take(uri, content);
    }
    project.allListed();
  }

  /** Addresses of files that may hold a flow and take part, in their order. */
  candidates(project: Project): readonly string[] {
    const isCandidate = ([uri, { path }]: readonly [string, ListedFile]): boolean =>
      (isJsonName(path) || this.#named.has(uri)) && project.takesPart(uri);
    return [...this.#files].filter(isCandidate).map(([uri]) => uri);
  }

  /** How many JSON files of the call the globs of a configuration leave out. */
  leftOut(project: Project): number {
    const isLeftOut = ([uri, { path, asked }]: readonly [string, ListedFile]): boolean =>
      asked && isJsonName(path) && !project.takesPart(uri);
    return [...this.#files].filter(isLeftOut).length;
  }

  /** Checks all files that may hold a flow, or those that were touched, and those again that depend on what was found. */
  async checkAll(project: Project, listing: Listing, options: CheckOptions): Promise<void> {
    const { state } = options;
    this.#takeSkipped(project, listing, state);
    for (const [uri, file] of this.#files) if (file.isArchive) this.#nameIfReported(project, uri);
    const candidates = this.candidates(project);
    const isWanted = (uri: string): boolean =>
      this.#touched === undefined || this.#touched.checked.has(uri) || this.#unreadFolders.has(uri);
    const wanted = new Set(candidates.filter(isWanted));
    if (this.#touched === undefined) await this.#checkEach(project, wanted, options);
    else await this.#checkWithSharers(project, candidates, wanted, options);
    await this.#checkAgain(project, wanted, options);
    for (const [uri, content] of project.unreadFiles()) {
      const path = this.pathOf(uri);
      const file = this.#files.get(uri);
      if (file !== undefined && this.#isHidden(file, content) && project.takesPart(uri))
        state.unreadFlow(path, whyUnread(content) ?? '');
      if (!state.hasProblem(path))
        state.addProblem(path, `This file cannot be read: ${whyUnread(content) ?? ''}.`);
    }
  }

  /** In an archive, what cannot be trusted or is too large may be a flow, whatever it is called. */
  #isHidden({ real, inArchive }: ListedFile, { kind }: FileContent): boolean {
    return inArchive === true && (kind === 'tooLarge' || this.#archives.isDamaged(real));
  }

  /** Has a file told as one that holds flows, unless the globs leave it out. */
  #nameIfReported(project: Project, uri: string): void {
    if (project.takesPart(uri)) this.#named.add(uri);
  }

  async #checkEach(
    project: Project,
    uris: Iterable<string>,
    options: CheckOptions,
    onAnalysis?: (uri: string, analysis: Analysis) => void,
  ): Promise<void> {
    const { state, onFile } = options;
    const files = [...uris].flatMap((uri) => this.#files.get(uri) ?? []);
    for await (const [file, content] of inOrder(files, (one) => this.read(one))) {
      if (this.#isHidden(file, content)) this.#nameIfReported(project, uriOf(file.path));
      onFile(`Checking: ${state.files} of ${count(files.length, 'file')}, ${count(state.flowCount, 'flow')}`);
      if (file.unread === undefined) state.files++;
      const analysis = this.#check(project, file, content, options);
      if (analysis !== undefined) onAnalysis?.(uriOf(file.path), analysis);
    }
  }

  /** As `#checkEach`; then those that share a cause with what is told of, which are wanted from then on. */
  async #checkWithSharers(
    project: Project,
    candidates: readonly string[],
    wanted: Set<string>,
    options: CheckOptions,
  ): Promise<void> {
    const sharers = new Sharers();
    await this.#checkEach(project, wanted, options, (uri, analysis) => {
      if (this.isReported(uri)) sharers.saw(analysis);
    });
    const others = await sharers.among(candidates, (uri) =>
      wanted.has(uri) ? undefined : this.read(this.#files.get(uri)!),
    );
    for (const uri of others) wanted.add(uri);
    await this.#checkEach(project, others, options);
  }

  /** Until nothing that the run is about depends on something that was found later. */
  async #checkAgain(project: Project, wanted: ReadonlySet<string>, options: CheckOptions): Promise<void> {
    for (;;) {
      const stale = project.takeChanges().stale.filter((uri) => wanted.has(uri));
      const again = stale.flatMap((uri) => this.#files.get(uri) ?? []);
      if (again.length === 0) return;
      for await (const [file, content] of inOrder(again, (one) => this.read(one))) {
        options.onFile(`Following child flows: ${count(again.length, 'flow')}`);
        this.#check(project, file, content, options);
      }
    }
  }

  /** Folders that could not be read: those where flows lie are told as flows are. */
  #takeSkipped(project: Project, { skipped }: Listing, state: ScanState): void {
    for (const { location: path, kind, reason } of skipped) {
      if (kind !== 'folder') continue;
      if (!project.isDeclaredFlow(uriOf(`${path}/-.json`)))
        state.addProblem(path, `This folder cannot be read: ${reason}.`);
      else {
        this.#files.set(uriOf(path), { path, real: path, throughLink: true, asked: true, unread: reason });
        this.#named.add(uriOf(path));
        this.#unreadFolders.add(uriOf(path));
      }
    }
  }

  /** Never rejects. */
  async read({ real, unread }: ListedFile): Promise<FileContent> {
    if (unread !== undefined) return { kind: 'unreadable', reason: unread };
    return readFileText(this.#environment.fs, real, MAX_FILE_SIZE);
  }

  #check(
    project: Project,
    file: ListedFile,
    content: FileContent,
    { state, onFlow }: CheckOptions,
  ): Analysis | undefined {
    const { path, asked } = file;
    // It was there a moment ago.
    const gone: FileContent = { kind: 'unreadable', reason: whyUnread({ kind: 'missing' })! };
    const uri = uriOf(path);
    const isReported = this.isReported(uri);
    const checked = project.check(uri, content.kind === 'missing' ? gone : content);
    const { analysis, broken, unread } = checked;
    if (unread !== undefined && analysis === undefined) {
      if (whyUnread(unread) === LEADS_NOWHERE) state.addProblem(path, 'This symbolic link leads nowhere.');
      // What is none of our business may lead wherever it wants.
      else if (file.unread === undefined)
        state.addProblem(path, `This file cannot be read: ${whyUnread(unread) ?? ''}.`);
    }
    if (analysis !== undefined) {
      state.forget(path);
      if (isDamaged(analysis.document)) state.damaged.add(path);
      for (const { ruleId, message } of analysis.failures) {
        state.failed = true;
        state.addProblem(path, `The rule ${ruleId} failed on this file: ${message}`);
      }
      if (analysis.document.unread !== undefined && asked && isReported)
        state.unreadFlow(path, analysis.document.unread);
    }
    if (broken !== undefined) {
      state.failed = true;
      state.addProblem(path, `Internal error while checking this file: ${nameOf(broken.error)}.`);
    }
    if (analysis === undefined || !asked) return analysis;
    if (isReported) state.flows.set(uri, Math.max(1, analysis.document.flows.length));
    onFlow({ ...checked, analysis, file, name: relativeName(this.#environment.cwd, path) });
    return analysis;
  }
}

/** An error's message may quote the file; its name does not. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
