import {
  type Analysis,
  type Analyzer,
  type Finding,
  type FlowSummary,
  type Ignored,
  type IndexChange,
  type SolutionModel,
  type SolutionView,
  whyUnread,
} from '../core/index.ts';
import { type Baseline, knownAmong } from './baseline.ts';
import { type ConfigStore, type FolderConfig, takesPart } from './config.ts';
import type { Declared } from './declared.ts';
import type { OpenDocuments } from './documents.ts';
import type { WorkspaceFiles } from './files.ts';
import { ignoresIn } from './ignores.ts';
import type { Log } from './runSafe.ts';
import { isFlowPlace, isSolutionText, type SolutionModels } from './solutions.ts';

/** What the server knows of one file after looking at it. */
export interface Checked {
  readonly key: string;
  /** As the client spells it. */
  readonly uri: string;
  /** Of the open document; null when the text came from disk. */
  readonly version: number | null;
  /**
   * Undefined when the file is none of our business: no flow, left out by the settings, too large, unreadable. One of the last
   * two at the place of a flow has the analysis of an empty text, with a finding that says so (`document.unread`).
   */
  readonly analysis: Analysis | undefined;
  /** The solution around it, as the analysis knows it: edits of other files refer to the texts it was read from. */
  readonly model?: SolutionModel | undefined;
  /** Findings that the baseline knows. */
  readonly known?: ReadonlySet<Finding>;
  readonly tooLarge?: { readonly size: number; readonly maxSize: number };
  readonly unreadable?: string;
  /** There is no such file (any more). */
  readonly missing?: boolean;
  /** What the check took. */
  readonly milliseconds: number;
}

/** A file to check, and what counts for it. */
interface Subject {
  readonly key: string;
  readonly uri: string;
  readonly version: number | null;
  readonly config: FolderConfig;
  readonly baseline: Baseline | undefined;
  /** Its metadata says that it is a flow. */
  readonly declaredAsFlow: boolean;
}

/** Cross-file facts; see core/solution. */
export interface CrossFile extends SolutionView {
  update(uri: string, summary: FlowSummary): IndexChange;
  remove(uri: string): IndexChange;
  isNone(uri: string): IndexChange;
}

/** Checks texts, open or on disk, and keeps the results of the open ones for the editor features. */
export class Checker {
  readonly #analyzer: Analyzer;
  readonly #config: ConfigStore;
  readonly #documents: OpenDocuments;
  readonly #declared: Declared;
  readonly #files: Pick<WorkspaceFiles, 'read'>;
  readonly #solution: CrossFile;
  readonly #solutions: SolutionModels;
  readonly #log: Log;
  readonly #onDependents: (keys: readonly string[]) => void;
  readonly #onSharers: (keys: readonly string[]) => void;
  readonly #onOverview: (key: string) => void;
  readonly #onIgnored: (key: string, ignored: readonly Ignored[]) => void;
  readonly #open = new Map<string, Checked>();
  /** The newest reading of each file on disk: an older one that comes in late is dropped. */
  readonly #tickets = new Map<string, number>();
  /** What the solution around each flow said when it was checked. */
  readonly #stamps = new Map<string, string>();
  #ticket = 0;

  /**
   * `onDependents`: other flows whose result may differ now. `onSharers`: other flows that tell of a cause which is new or
   * gone here. `onOverview`: a flow shows its solution something else now.
   * `onIgnored`: what the config left out in a file, after each check.
   */
  constructor(options: {
    analyzer: Analyzer;
    config: ConfigStore;
    documents: OpenDocuments;
    declared: Declared;
    files: Pick<WorkspaceFiles, 'read'>;
    solution: CrossFile;
    solutions: SolutionModels;
    log: Log;
    onDependents: (keys: readonly string[]) => void;
    onSharers: (keys: readonly string[]) => void;
    onOverview: (key: string) => void;
    onIgnored: (key: string, ignored: readonly Ignored[]) => void;
  }) {
    this.#analyzer = options.analyzer;
    this.#config = options.config;
    this.#documents = options.documents;
    this.#declared = options.declared;
    this.#files = options.files;
    this.#solution = options.solution;
    this.#solutions = options.solutions;
    this.#log = options.log;
    this.#onDependents = options.onDependents;
    this.#onSharers = options.onSharers;
    this.#onOverview = options.onOverview;
    this.#onIgnored = options.onIgnored;
  }

  /** The result for the text that is open now; undefined when the file is not open, or is a config file of ours. */
  async open(key: string): Promise<Checked | undefined> {
    if (isSolutionText(key)) return undefined;
    for (;;) {
      const document = this.#documents.get(key);
      if (document === undefined) return undefined;
      const known = this.#open.get(key);
      if (known?.version === document.version) return known;
      const generation = this.#config.generation;
      const config = await this.#config.of(key);
      const baseline = await this.#config.baselineOf(key);
      if (this.#config.isConfigFile(key)) return undefined;
      const declaredAsFlow = takesPart(config, key) && (await this.#declared.of(key));
      if (generation !== this.#config.generation) continue;
      const current = this.#documents.get(key);
      if (current === undefined) return undefined;
      // Several features ask at once, and one of them was quicker.
      const meanwhile = this.#open.get(key);
      if (meanwhile?.version === current.version) return meanwhile;
      const { uri, version } = current;
      const checked = this.#check({ key, uri, version, config, baseline, declaredAsFlow }, current.getText());
      this.#open.set(key, checked);
      return checked;
    }
  }

  /** `open`, against the solution's files as they are now to the character, not only as far as facts go. */
  async openWithSolution(key: string): Promise<Checked | undefined> {
    const checked = await this.open(key);
    if (checked?.analysis === undefined || checked.model === this.#solutions.modelOf(key)) return checked;
    this.#open.delete(key);
    return this.open(key);
  }

  /** The result for the file on disk; undefined when it is open, was read again meanwhile, or is a config file of ours. */
  async closed(key: string): Promise<Checked | undefined> {
    if (isSolutionText(key)) return undefined;
    const ticket = ++this.#ticket;
    this.#tickets.set(key, ticket);
    const config = await this.#config.of(key);
    const baseline = await this.#config.baselineOf(key);
    if (this.#config.isConfigFile(key)) return undefined;
    const read = takesPart(config, key) ? await this.#files.read(key, config.maxFileSize) : undefined;
    const isThere = read !== undefined && read.kind !== 'missing';
    const declaredAsFlow = isThere && (await this.#declared.of(key));
    if (this.#tickets.get(key) !== ticket || this.#documents.has(key)) return undefined;
    this.#tickets.delete(key);
    const subject: Subject = { key, uri: key, version: null, config, baseline, declaredAsFlow };
    if (read?.kind === 'text') return this.#check(subject, read.text);
    const reason = isThere ? whyUnread(read) : undefined;
    if (reason !== undefined && this.#isMeantAsFlow(subject)) return this.#unread(subject, reason);
    this.#forgetFacts(key);
    const nothing = { key, uri: key, version: null, analysis: undefined, milliseconds: 0 };
    if (read === undefined) return nothing;
    if (read.kind === 'missing') return { ...nothing, missing: true };
    // Whether it is meant as a flow may turn out later.
    this.#stamps.set(key, stampOf(this.#solutions.modelOf(key)));
    return read.kind === 'tooLarge'
      ? { ...nothing, tooLarge: { size: read.size, maxSize: config.maxFileSize } }
      : { ...nothing, unreadable: read.reason };
  }

  /** Drops the kept result of an open file. */
  invalidate(key: string): void {
    this.#open.delete(key);
  }

  invalidateAll(): void {
    this.#open.clear();
  }

  /** Flows whose solution says something else now than when they were checked. */
  outdated(): string[] {
    return [...this.#stamps].flatMap(([key, stamp]) =>
      stampOf(this.#solutions.modelOf(key)) === stamp ? [] : [key],
    );
  }

  /** The file is gone: nothing of it counts for others any more. */
  remove(key: string): void {
    this.#open.delete(key);
    this.#tickets.delete(key);
    this.#forgetFacts(key);
  }

  #check(subject: Subject, text: string): Checked {
    const { key, uri, version, config, declaredAsFlow } = subject;
    const nothing = { key, uri, version, analysis: undefined, milliseconds: 0 };
    if (!takesPart(config, key)) {
      this.#forgetFacts(key);
      return nothing;
    }
    // A UTF-16 unit takes at least one byte on disk.
    const [size, maxSize] = [text.length, config.maxFileSize];
    if (size > maxSize) {
      const reason = whyUnread({ kind: 'tooLarge', size, maxSize });
      if (reason !== undefined && this.#isMeantAsFlow(subject)) return this.#unread(subject, reason);
      this.#forgetFacts(key);
      return { ...nothing, tooLarge: { size, maxSize } };
    }
    if (!(declaredAsFlow || this.#analyzer.mayBeFlow(text))) {
      this.#isNone(key);
      return nothing;
    }
    const model = this.#solutions.modelOf(key);
    const start = performance.now();
    let analysis: Analysis;
    try {
      analysis = this.#analyze(subject, { text });
    } catch (error) {
      if (!this.#isMeantAsFlow(subject)) throw error;
      this.#log.error(`check of ${key} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return this.#unread(subject, 'its check broke down');
    }
    if (analysis.document.kind === 'other') {
      this.#isNone(key);
      return nothing;
    }
    this.#stamps.set(key, stampOf(model));
    this.#tell(key, this.#solution.update(key, analysis.summary));
    this.#onIgnored(key, analysis.ignored);
    const known = knownAmong(subject.baseline, key, analysis.findings);
    const milliseconds = performance.now() - start;
    return { key, uri, version, analysis, model, known, milliseconds };
  }

  #analyze(
    { key, uri, version, config, declaredAsFlow }: Subject,
    content: { readonly text: string; readonly unread?: string },
  ): Analysis {
    return this.#analyzer.check(
      { uri, declaredAsFlow, ...content },
      {
        config: config.config,
        solution: this.#solution,
        isOpen: version !== null,
        solutionModel: this.#solutions.modelOf(key),
        ignores: ignoresIn(config, key),
      },
    );
  }

  /** A flow that nobody could look into: others know nothing of it, and somebody is told. */
  #unread(subject: Subject, reason: string): Checked {
    const { key, uri, version, baseline } = subject;
    this.#forgetFacts(key);
    const analysis = this.#analyze(subject, { text: '', unread: reason });
    const model = this.#solutions.modelOf(key);
    this.#stamps.set(key, stampOf(model));
    this.#onIgnored(key, analysis.ignored);
    const known = knownAmong(baseline, key, analysis.findings);
    return { key, uri, version, analysis, model, known, milliseconds: 0 };
  }

  /** Whether somebody says that a file is a flow, its content apart: its place, its metadata, a manifest. */
  #isMeantAsFlow({ key, declaredAsFlow }: Subject): boolean {
    return declaredAsFlow || isFlowPlace(key) || this.#solutions.modelOf(key)?.flowAt(key) !== undefined;
  }

  #forgetFacts(key: string): void {
    this.#stamps.delete(key);
    this.#onIgnored(key, []);
    this.#tell(key, this.#solution.remove(key));
  }

  #isNone(key: string): void {
    this.#stamps.delete(key);
    this.#onIgnored(key, []);
    this.#tell(key, this.#solution.isNone(key));
  }

  #tell(key: string, change: IndexChange): void {
    if (change.overview) this.#onOverview(key);
    const others = change.dependents.filter((other) => other !== key);
    for (const other of others) this.#open.delete(other);
    if (others.length > 0) this.#onDependents(others);
    const sharers = change.sharers.filter(({ uri, isFirst }) => isFirst || this.#documents.has(uri));
    if (sharers.length > 0) this.#onSharers(sharers.map(({ uri }) => uri));
  }
}

function stampOf(model: SolutionModel | undefined): string {
  return model === undefined ? '' : `${model.id} ${model.fingerprint}`;
}
