import { pathToFileURL } from 'node:url';
import type { SourceFile } from '../core/index.ts';
import { MAX_FILE_SIZE } from '../files/limits.ts';
import { readFileText } from '../files/node/read.ts';
import { LEADS_NOWHERE, type ReadResult, whyUnread } from '../files/readResult.ts';
import type { Skipped } from '../files/walk.ts';
import { isJsonName } from '../files/wanted.ts';
import type { Environment, Solution } from './environment.ts';
import type { Ignores } from './ignores.ts';
import type { ListedFile } from './listing.ts';
import { relativeName } from './paths.ts';
import type { Checked, Scan } from './scan.ts';
import type { ScanState } from './scanState.ts';
import type { Solutions } from './solutions.ts';

interface Options {
  readonly environment: Environment;
  readonly scan: Scan;
  readonly state: ScanState;
  readonly ignores: Ignores;
  readonly solution: Solution;
  readonly solutions: Solutions;
  /** Paths of files that the call named: they are checked whatever their names and the globs say. */
  readonly named: ReadonlySet<string>;
  /** Called with each flow that the call is about. */
  readonly onFlow: (checked: Checked) => void;
}

/** Checks the files of a run one by one, flows or not. */
export class FileChecks {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** True for a file that may hold a flow: one that is asked for, or one that says something of those. */
  isCandidate({ path, asked }: ListedFile): boolean {
    const { scan, solutions, named } = this.#options;
    if (named.has(path)) return true;
    if (!isJsonName(path)) return false;
    if (asked) return scan.configs.accepts(path);
    const model = solutions.modelOf(pathToFileURL(path).href);
    return model !== undefined && solutions.isPlaceOfFlow(path) && solutions.models().includes(model);
  }

  /** Tells of folders that could not be read. */
  skipped(skipped: readonly Skipped[]): void {
    const { state, solutions } = this.#options;
    for (const { location, kind, reason } of skipped) {
      if (kind !== 'folder') continue;
      if (solutions.isPlaceOfFlow(`${location}/-.json`)) this.#unread(location, reason);
      else state.tell(location, `This folder cannot be read: ${reason}.`);
    }
  }

  /** Reads and checks a file. `again`: because something that it depends on has changed. Never rejects. */
  async check(file: ListedFile, again = false): Promise<void> {
    const { environment, scan, state, solution, solutions } = this.#options;
    const { path, real } = file;
    const read: ReadResult =
      file.unread === undefined
        ? await readFileText(environment.fs, real, MAX_FILE_SIZE)
        : { kind: 'unreadable', reason: file.unread };
    if (!again && file.unread === undefined) state.files++;
    if (read.kind !== 'text') {
      const reason = whyUnread(read) ?? '';
      if (this.#options.named.has(path) || solutions.isPlaceOfFlow(path)) this.#unread(path, reason, file);
      else if (reason === LEADS_NOWHERE) state.tell(path, 'This symbolic link leads nowhere.');
      // What is none of our business may lead wherever it wants.
      else if (file.unread === undefined) state.tell(path, `This file cannot be read: ${reason}.`);
      return;
    }
    const uri = pathToFileURL(path).href;
    const declaredAsFlow = solutions.isDeclared(path);
    if (!declaredAsFlow && !scan.analyzer.mayBeFlow(read.text)) {
      solution.isNone(uri);
      return;
    }
    try {
      this.#take(file, { uri, text: read.text, declaredAsFlow });
    } catch (error) {
      state.failed = true;
      if (solutions.isPlaceOfFlow(path)) this.#unread(path, 'its check broke down', file);
      state.tell(path, `Internal error while checking this file: ${nameOf(error)}.`);
    }
  }

  #take(file: ListedFile, source: SourceFile): void {
    const { environment, scan, state, ignores, solution } = this.#options;
    const { uri } = source;
    const analysis = scan.check(source);
    state.forget(file.path);
    for (const { ruleId, message } of analysis.failures) {
      state.failed = true;
      state.tell(file.path, `The rule ${ruleId} failed on this file: ${message}`);
    }
    const { kind, flows } = analysis.document;
    // Of what was not read nobody knows what it says of others.
    if (kind === 'other' && source.unread === undefined) solution.isNone(uri);
    if (file.asked) ignores.saw(file.path, analysis.ignored);
    if (kind === 'other' && analysis.findings.length + analysis.ignored.length === 0) return;
    state.checked.set(uri, file);
    state.stale.delete(uri);
    if (kind !== 'other') {
      const { dependents, sharers } = solution.update(uri, analysis.summary);
      for (const dependent of dependents) state.stale.add(dependent);
      for (const sharer of sharers) if (sharer.isFirst) state.stale.add(sharer.uri);
    }
    if (!file.asked) return;
    state.flows.set(uri, Math.max(1, flows.length));
    this.#options.onFlow({ file, name: relativeName(environment.cwd, file.path), source, analysis });
  }

  /** A file where flows lie that could not be read: a finding of its own, and never passed over. */
  #unread(path: string, reason: string, listed?: ListedFile): void {
    const { state } = this.#options;
    const file = listed ?? { path, real: path, throughLink: true, asked: true };
    if (!file.asked) return;
    state.unreadFlow(path, `This file was not checked: ${reason}.`);
    this.#take(file, { uri: pathToFileURL(path).href, text: '', unread: reason });
  }
}

/** An error's message may quote the file; its name does not. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
