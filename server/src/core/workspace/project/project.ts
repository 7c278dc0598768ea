import type { Policy } from '../../config/policy/types.ts';
import type { RuleMeta } from '../../ruleMeta.ts';
import type { SolutionFiles, SolutionModel } from '../../solution/index.ts';
import { SolutionIndex } from '../../solution/overview/index.ts';
import type { Analysis, Analyzer } from '../analysis.ts';
import type { BaseVersions } from '../base/index.ts';
import type { Look } from '../look.ts';
import { type FixManyOptions, fixMany, type ManyRepaired } from '../many/index.ts';
import { Bases } from './bases.ts';
import { Beside } from './beside.ts';
import { type AroundFlow, FlowChecks } from './flowChecks.ts';
import { operationsBeside } from './operations.ts';
import { type RepairedFlow, repairFlow } from './repairFlow.ts';
import { Results } from './results.ts';
import { type ProjectScope, Scope } from './scope.ts';
import { maskingConfig, Settings } from './settings.ts';
import { foundIn, type SinceBaseline, sinceBaselines } from './sinceBaseline.ts';
import { Staleness } from './staleness.ts';
import { Texts } from './texts.ts';
import type {
  CheckedFile,
  FileContent,
  FileFindings,
  FileSettings,
  FolderBaseline,
  ProjectChanges,
  SolutionChanges,
} from './types.ts';

export interface ProjectOptions {
  readonly analyzer: Analyzer;
  /** The user's day, as `YYYY-MM-DD`. */
  readonly today: () => string;
  /** All files, when left out. */
  readonly scope?: ProjectScope;
  /** Whether lists of findings are kept of closed files as well (`listed`); true when left out. */
  readonly keepsLists?: boolean;
}

/**
 * A folder of flows as editor and command line see it. It is told texts, configurations and baselines, and answers what is
 * found, what must be checked again, and what repairs make of it. Addresses are opaque: each file has one spelling, with `/`
 * between names. Holds no texts of closed flows. No answer throws, whatever the files say; a check that breaks down is one.
 */
export class Project {
  readonly analyzer: Analyzer;
  readonly metas: ReadonlyMap<string, RuleMeta>;
  /** What the flows of the folder say to each other. */
  readonly flows = new SolutionIndex();
  /** Checks of the files beside the flows. */
  readonly beside: Beside;
  readonly #settings: Settings;
  readonly #texts = new Texts();
  readonly #bases = new Bases();
  readonly #results: Results;
  readonly #staleness = new Staleness();
  readonly #scope: Scope;
  readonly #checks: FlowChecks;
  #looked: { uri: string; model: SolutionModel | undefined; look: Look } | undefined;

  constructor({ analyzer, today, scope, keepsLists = true }: ProjectOptions) {
    this.analyzer = analyzer;
    this.metas = new Map(analyzer.rules.map((rule) => [rule.id, rule]));
    this.#settings = new Settings(today);
    this.#results = new Results(keepsLists);
    this.#scope = new Scope(scope, this.#settings, this.#texts);
    const parts = {
      ...{ analyzer, flows: this.flows, settings: this.#settings, texts: this.#texts, scope: this.#scope },
      ...{ results: this.#results, staleness: this.#staleness, bases: this.#bases },
    };
    this.beside = new Beside(parts);
    this.#checks = new FlowChecks(parts);
  }

  // What it is told

  /** What counts for the folder that a file is in. */
  configure(uri: string, settings: FileSettings, baseline?: FolderBaseline): void {
    this.#settings.set(uri, settings, baseline);
    this.beside.settingsChanged();
  }

  /** Before all is configured anew: results of open files count no more. */
  forgetSettings(): void {
    this.#settings.clear();
    this.#results.dropAllOpen();
    this.#staleness.restart();
    this.beside.settingsChanged();
  }

  /**
   * An editor shows a text, or a newer one. It wins over what is on disk until it is closed. `inFolder`: false for a file
   * elsewhere, which says nothing about solutions.
   */
  open(uri: string, version: number, text: string, inFolder = true): void {
    this.#texts.open(uri, version, text, inFolder);
    this.#staleness.restart();
  }

  /** What is on disk counts again: it has to be taken in, or checked. */
  close(uri: string): void {
    if (this.#looked?.uri === uri) this.#looked = undefined;
    this.#texts.close(uri);
    this.#bases.set(uri, undefined);
    this.#results.dropOpen(uri);
  }

  /** A file that says something about solutions was read or is gone, or a flow is there. Others are passed over. */
  take(uri: string, content: FileContent): void {
    this.#texts.take(uri, content);
  }

  /** All files of the folder were named once: solutions are known from here on. */
  allListed(): void {
    this.#texts.listed();
  }

  /** The version that the folder is compared with, for rules that need both; before anything is checked. */
  compareWith(versions: BaseVersions | undefined): void {
    this.#bases.all = versions;
  }

  /**
   * The older text of one open file, in place of what `compareWith` tells; undefined where there is none any more. Returns whether
   * the file has to be checked again.
   */
  setBase(uri: string, text: string | undefined): boolean {
    const before = this.#bases.textOf(uri);
    if (before === text) return false;
    this.#bases.set(uri, text);
    // Compared with itself, a flow has nothing to tell.
    if (before === undefined && text === this.#texts.openText(uri)?.text) return false;
    this.#results.dropOpen(uri);
    return true;
  }

  /** Something changed on disk: what depends on it starts afresh. */
  changedOnDisk(): void {
    this.#staleness.restart();
  }

  /** The file is gone: nothing of it counts for others any more. */
  forget(uri: string): void {
    this.#texts.drop(uri);
    this.#results.dropOpen(uri);
    this.#checks.forget(uri);
  }

  // Settings and texts

  settingsOf(uri: string): FileSettings {
    return this.#settings.of(uri);
  }

  /** What counts for the flows of a solution, or, outside of all, for a folder. */
  policyOf(model: SolutionModel | undefined, folder: string): Policy | undefined {
    return this.#settings.of(`${model?.root ?? folder}/`).config.policy;
  }

  /** True for a file that neither settings nor globs leave out. */
  includes(uri: string): boolean {
    return this.#settings.includes(uri);
  }

  /** True for a file that is checked, or looked at for what it says of others. */
  takesPart(uri: string): boolean {
    return this.#scope.takesPart(uri);
  }

  /** What is to be told of the `ignore` of each config (see `Settings.notices`). */
  notices(options: Omit<Parameters<Settings['notices']>[0], 'rules'>): ReturnType<Settings['notices']> {
    return this.#settings.notices({ ...options, rules: this.analyzer.rules });
  }

  /** Solutions that take part; none until all files were named once. */
  models(): readonly SolutionModel[] {
    return this.#scope.models();
  }

  /** The solution around a file; undefined outside of all, and until all files were named once. */
  modelOf(uri: string): SolutionModel | undefined {
    return this.#texts.solutionOf(uri);
  }

  /** What is known of the files beside the flows; to be changed as a copy only. */
  get files(): SolutionFiles {
    this.#texts.takeTyped();
    return this.#texts.files;
  }

  /** Files beside the flows, unread ones as well, and flows where they lie. */
  knownFiles(): readonly string[] {
    return this.#texts.known();
  }

  /** Files of solutions that could not be taken in. */
  unreadFiles(): ReturnType<Texts['unread']> {
    return this.#texts.unread();
  }

  /** Whether the metadata beside a file says that it is a flow; undefined when none was taken in. */
  isDeclared(uri: string): boolean | undefined {
    return this.#texts.declared(uri);
  }

  /** Whether somebody says that a file is a flow, its content apart: its place, its metadata, a manifest. */
  isDeclaredFlow(uri: string): boolean {
    return this.#scope.isDeclaredFlow(uri);
  }

  // Checks of flows

  /**
   * Checks a file: its open text, else the content that the caller has read. Of an open one, the result is kept until something
   * that it depends on changes.
   */
  check(uri: string, content: FileContent = { kind: 'missing' }): CheckedFile {
    const open = this.#texts.openText(uri);
    const kept = this.#results.open(uri);
    if (kept !== undefined && kept.version === open?.version) return kept;
    this.#texts.seen(uri);
    const counts = open === undefined ? content : this.#sized(uri, open.text);
    const looked = this.#looked?.uri === uri ? this.#looked.look.document : undefined;
    const checked = this.#checks.check(uri, open?.version ?? null, counts, looked);
    this.#results.list(checked);
    if (open !== undefined) this.#results.keepOpen(checked);
    return checked;
  }

  /** As `check` of an open file, against the files of its solution as they are now to the character, not only in what they say. */
  checkExactly(uri: string): CheckedFile {
    const analysis = this.#results.open(uri)?.analysis;
    if (analysis !== undefined && analysis.solution !== this.modelOf(uri)) this.#results.dropOpen(uri);
    return this.check(uri);
  }

  /** The flows of an open file as it is now, without a check; undefined for a file that is none. The last one is kept. */
  look(uri: string): Look | undefined {
    const open = this.#texts.openText(uri);
    if (open === undefined || !this.takesPart(uri)) return undefined;
    const model = this.modelOf(uri);
    const kept = this.#looked;
    if (kept?.uri === uri && kept.model === model && kept.look.document.text === open.text) return kept.look;
    const isText = this.isDeclared(uri) === true || this.analyzer.mayBeFlow(open.text);
    if (!isText || this.#sized(uri, open.text).kind !== 'text') return undefined;
    const look = this.#lookAt(uri, open);
    this.#looked = { uri, model, look };
    return look;
  }

  /** What a check has read is not read again, and the other way round (`check`). */
  #lookAt(uri: string, { version, text }: { readonly version: number; readonly text: string }): Look {
    const checked = this.#results.open(uri);
    const again = (other: string): Look => this.#checks.look(uri, other);
    if (checked?.analysis === undefined || checked.version !== version) return again(text);
    const { document, flows } = checked.analysis;
    return document.text === text ? { document, flows, again } : again(text);
  }

  /**
   * Ids of the operations of a connector, by its API name, that the flows of the file's solution use; of a custom connector, which no
   * catalogue knows, also those that other flows of the workspace use, whatever environment they come from.
   */
  operationsBeside(uri: string, apiName: string): readonly string[] {
    return operationsBeside(this.flows, this.modelOf(uri), uri, apiName);
  }

  /** A look at a text of which nothing is kept. `around`: what counts in place of what is known of the solution. */
  analyse(uri: string, text: string, around?: AroundFlow): Analysis {
    return this.#checks.analyse(uri, text, around);
  }

  /** The analysis that tells what must not be shown: the same one, or one in which no rule that finds secrets is off. */
  masking(analysis: Analysis): Analysis {
    const { uri, text, declaredAsFlow = false } = analysis.document;
    const { config } = this.settingsOf(uri);
    const whole = maskingConfig(config, this.analyzer.rules);
    return whole === config
      ? analysis
      : this.analyzer.check({ uri, text, declaredAsFlow }, { config: whole });
  }

  /** What checks have brought about since the last call. */
  takeChanges(): ProjectChanges {
    for (const uri of this.#texts.takeDeclared()) this.#checks.again(uri);
    const { overviews, stale } = this.#staleness.takeChanged();
    return { stale, overviews, findings: this.#results.takeChanged(), ignored: this.#settings.takeChanged() };
  }

  /** What texts of files beside the flows have brought about since the last call; flows that it concerns are stale then. */
  takeSolutionChanges(): SolutionChanges {
    const { facts, texts } = this.#texts.takeChanged();
    const outdated = facts ? this.#staleness.outdated((one) => this.modelOf(one)) : [];
    for (const uri of outdated) this.#checks.again(uri);
    return { facts, texts: facts || texts };
  }

  /** Findings of a file as last checked, marked where the baseline knows them. */
  listed(uri: string): FileFindings {
    return this.#results.listed(uri);
  }

  /** Each that counts for some file. */
  baselines(): readonly FolderBaseline[] {
    return this.#settings.baselines();
  }

  /** What has come and gone since the baselines were written; undefined where none counts. `isJudged`: see `sinceBaselines`. */
  sinceBaseline(isJudged: (folder: string, file: string) => boolean): SinceBaseline | undefined {
    const found = foundIn(this.#results, this.beside);
    return sinceBaselines(this.#settings, found, isJudged);
  }

  /** Changes with every list and every flow, of places as well. */
  get generation(): string {
    return `${this.flows.generation} ${this.#results.generation}`;
  }

  /** A flow with the safe fixes of some rules, of all when none are given, each of which holds. Nothing is applied. */
  repairFlow(uri: string, text: string, ruleIds: readonly string[]): RepairedFlow {
    return repairFlow(text, ruleIds, (one) => this.analyse(uri, one));
  }

  /** Repairs of one rule and kind that need a look, for many findings. Nothing is applied. */
  repairMany(
    options: Omit<FixManyOptions, 'files' | 'view' | 'check' | 'checkSolution'>,
  ): Promise<ManyRepaired> {
    return fixMany({
      ...options,
      files: this.files,
      view: this.flows,
      check: (uri, text, around) => this.analyse(uri, text, around),
      checkSolution: (model, view) => this.beside.analyse(model, view),
    });
  }

  #sized(uri: string, text: string): FileContent {
    const { maxFileSize: maxSize } = this.settingsOf(uri);
    // A code unit takes at least one byte on disk.
    return text.length > maxSize ? { kind: 'tooLarge', size: text.length, maxSize } : { kind: 'text', text };
  }
}
