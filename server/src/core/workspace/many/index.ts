/**
 * Review repairs of one rule and one kind, made one after the other: each on what the one before left, flows and files of solutions
 * alike. One that does not cure its finding, or leaves a file that does not parse, is put back. Nothing is written.
 */

import type { FileChange, Finding, Fix } from '../../finding.ts';
import { onlySecures } from '../../fixes/kinds.ts';
import { kindOfFinding } from '../../fixes/pick.ts';
import type { FlowTexts } from '../../solution/flowSummary.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { overlaps, type TextEdit } from '../../text/textEdit.ts';
import type { Analysis, CheckResult, SolutionAnalysis } from '../analysis.ts';
import type { RepairedFinding } from '../repairs/index.ts';
import { candidates, type Wanted } from './choose.ts';
import { goneRows, plannedRows } from './rows.ts';
import {
  countsOf,
  gravePlaces,
  onlyEdits,
  type Planned,
  placesOf,
  plannedFor,
  problemsOf,
  type Site,
} from './site.ts';
import { type Change, RepairedTexts } from './texts.ts';
import type { FixManyOptions, ManyRepaired } from './types.ts';
import { RepairedView } from './view.ts';

export type { ChangedFile } from './texts.ts';
export type { FixManyOptions, ManyRepaired } from './types.ts';

/** Each round repairs one finding at least; this is for a defect of ours. */
const MAX_ROUNDS = 10_000;

export async function fixMany(options: FixManyOptions): Promise<ManyRepaired> {
  const run = new Run(options);
  for (const uri of options.flows) await run.flow(uri);
  for (const id of options.solutions) await run.solution(id);
  return run.result();
}

/** Findings that are gone. */
interface Counted {
  readonly number: number;
  readonly rows: readonly RepairedFinding[];
}

/** None where a file is to go: such a repair is not made for many findings at once. */
function onlyWritten(changes: readonly FileChange[]): readonly Change[] {
  const written = changes.flatMap((one) => ('delete' in one ? [] : [one]));
  return written.length === changes.length ? written : [];
}

class Run {
  readonly #options: FixManyOptions;
  readonly #texts: RepairedTexts;
  readonly #view: RepairedView;
  readonly #made = new Set<string>();
  readonly #notes = new Set<string>();
  readonly #rows: RepairedFinding[] = [];
  #repaired = 0;
  #left = 0;
  #noLonger = 0;
  /** Findings of which a repair cured a part. */
  readonly #partly = new Set<string>();

  constructor(options: FixManyOptions) {
    this.#options = options;
    this.#texts = new RepairedTexts(options.files, options.read);
    this.#view = new RepairedView(options.view);
  }

  result(): ManyRepaired {
    const files = this.#texts.changed();
    return {
      files,
      repaired: this.#repaired,
      rows: this.#rows,
      left: this.#left,
      noLonger: this.#noLonger,
      notes: [...this.#notes],
    };
  }

  async flow(uri: string): Promise<void> {
    const text = await this.#texts.load(uri);
    if (text === undefined) return;
    await this.#repair<Analysis>({
      uri,
      reaches: this.#options.across,
      solution: () => this.#texts.files.solutionOf(uri),
      problems: problemsOf,
      check: () => this.#checkFlow(uri),
      takeIn: (analysis) => this.#view.update(uri, analysis.summary),
    });
    if (this.#texts.textOf(uri, undefined) === text) this.#texts.forget(uri);
  }

  async solution(id: string): Promise<void> {
    const modelOf = (): SolutionModel | undefined =>
      this.#texts.files.solutions().find((one) => one.id === id);
    await this.#repair<SolutionAnalysis>({
      uri: undefined,
      reaches: true,
      solution: (analysis) => analysis.solution,
      problems: (analysis) => analysis.solution.problems.length + analysis.failures.length,
      check: () => {
        const model = modelOf();
        return model && this.#options.checkSolution(model, this.#view);
      },
      takeIn: () => {},
    });
  }

  async #repair<A extends CheckResult>(site: Site<A>): Promise<void> {
    const { ruleId } = this.#options;
    /** With the number of changes by then: what failed before others were made may be right after them. */
    const refused = new Map<string, number>();
    const done = new Set<string>();
    const first = site.check();
    let analysis = await this.#together(site, first);
    for (let round = 0; analysis !== undefined && round < MAX_ROUNDS; round++) {
      await this.#options.onRound();
      const { findings } = analysis;
      const finding = findings.find((one) => {
        const key = kindOfFinding(one);
        return one.ruleId === ruleId && one.fix !== null && !refused.has(key) && !done.has(key);
      });
      if (finding === undefined) {
        const stale = [...refused].filter(([, changes]) => changes < this.#texts.changes);
        if (stale.length === 0) break;
        for (const [key] of stale) refused.delete(key);
        continue;
      }
      const key = kindOfFinding(finding);
      const fixes = candidates(await this.#fixesOf(site, analysis, finding), this.#wanted);
      if (fixes.length === 0) {
        done.add(key);
        continue;
      }
      const after = await this.#first(site, analysis, finding, fixes);
      if (after === undefined) {
        refused.set(key, this.#texts.changes);
        continue;
      }
      if (placesOf(after.findings, ruleId) >= placesOf(findings, ruleId)) done.add(key);
      analysis = after;
    }
    this.#left += refused.size;
    if (first !== undefined && analysis !== undefined && analysis !== first)
      this.#noLonger += this.#lost(first, analysis, refused);
  }

  /** How many findings offered the kind in the first check and have no such repair in the last one, `refused` apart. */
  #lost<A extends CheckResult>(first: A, last: A, refused: ReadonlyMap<string, unknown>): number {
    const offers = (analysis: A, finding: Finding): boolean =>
      candidates(analysis.fixesFor(finding), this.#wanted).length > 0;
    const before = new Map(first.findings.map((one) => [kindOfFinding(one), one]));
    return last.findings.filter((finding) => {
      const key = kindOfFinding(finding);
      const was = before.get(key);
      if (was === undefined || was.ruleId !== this.#options.ruleId || was.fix === null) return false;
      if (refused.has(key) || this.#partly.has(key)) return false;
      return offers(first, was) && !offers(last, finding);
    }).length;
  }

  get #wanted(): Wanted {
    return { kind: this.#options.kind, made: this.#made };
  }

  /** The first of the fixes that holds is kept. */
  async #first<A extends CheckResult>(
    site: Site<A>,
    before: A,
    finding: Finding,
    fixes: readonly Fix[],
  ): Promise<A | undefined> {
    for (const fix of fixes) {
      if (fix.reads !== undefined || fix.refused !== undefined) continue;
      const changes = onlyWritten(fix.changes);
      if (changes.length === 0 || !(await this.#mayChange(changes))) continue;
      const after = this.#attempt(site, before, [plannedFor(finding, fix)], changes);
      if (after !== undefined) return after;
    }
    return undefined;
  }

  /**
   * The flow after all repairs of it that change a few places of it and nothing else, made at once: a check for each would take
   * long where there are many. As it was where they do not hold together.
   */
  async #together<A extends CheckResult>(site: Site<A>, before: A | undefined): Promise<A | undefined> {
    const { uri } = site;
    if (before === undefined || uri === undefined || !(await this.#options.mayChange(uri))) return before;
    const planned: Planned[] = [];
    const edits: TextEdit[] = [];
    for (const finding of before.findings) {
      if (finding.ruleId !== this.#options.ruleId || finding.fix === null) continue;
      const [fix] = candidates(await this.#fixesOf(site, before, finding), this.#wanted);
      if (fix === undefined) continue;
      const own = onlyEdits(fix);
      // Others make something new, whose name the next one has to know.
      if (own === undefined) return before;
      if (own.some((edit) => edits.some((other) => overlaps(edit, other)))) continue;
      planned.push(plannedFor(finding, fix));
      edits.push(...own);
    }
    return this.#attempt(site, before, planned, [{ uri, edits }]) ?? before;
  }

  #attempt<A extends CheckResult>(
    site: Site<A>,
    before: A,
    planned: readonly Planned[],
    changes: readonly Change[],
  ): A | undefined {
    // Flows that it reaches into were read for it.
    const elsewhere = this.#flowsAmong(changes, site.uri);
    if (!this.#texts.try(changes, site.solution(before))) return undefined;
    const after = site.check();
    const own = after === undefined ? undefined : this.#cured(site, before, after, planned);
    const others = own === undefined ? undefined : this.#othersHold(elsewhere);
    if (after === undefined || own === undefined || others === undefined) {
      this.#texts.putBack();
      return undefined;
    }
    this.#texts.keep(changes);
    site.takeIn(after);
    this.#repaired += own.number + others.number;
    this.#rows.push(...own.rows, ...others.rows);
    for (const { fix } of planned) {
      if (fix.creates !== undefined) this.#made.add(fix.creates);
      if (fix.note !== undefined) this.#notes.add(fix.note);
    }
    return after;
  }

  /** How many findings are gone; undefined where the repair does not hold what it promises. */
  #cured<A extends CheckResult>(
    site: Site<A>,
    before: A,
    after: A,
    planned: readonly Planned[],
  ): Counted | undefined {
    if (site.problems(after) > site.problems(before)) return undefined;
    const { ruleId } = this.#options;
    const gone = gravePlaces(before.findings, ruleId, planned) - gravePlaces(after.findings, ruleId, planned);
    const left = countsOf(after.findings);
    const known = countsOf(before.findings);
    let cured = 0;
    const parts: RepairedFinding[] = [];
    let partly = 0;
    for (const one of planned) {
      const { keys, fix } = one;
      if (keys.every((key) => (left.get(key) ?? 0) < (known.get(key) ?? 0))) {
        cured++;
        continue;
      }
      // Cures a part: the finding may stay for the rest.
      if (fix.cures === undefined && !onlySecures(fix.kind)) return undefined;
      partly++;
      this.#partly.add(kindOfFinding(one.finding));
      parts.push(...plannedRows(before, one));
    }
    if (gone < cured) return undefined;
    return { number: gone + partly, rows: [...goneRows(before, after, ruleId), ...parts] };
  }

  /** Findings that a repair took out of other flows; undefined where it damages one. What they say now is taken in. */
  #othersHold(before: readonly Analysis[]): Counted | undefined {
    const rows: RepairedFinding[] = [];
    let gone = 0;
    const after: Analysis[] = [];
    for (const one of before) {
      const now = this.#checkFlow(one.document.uri);
      if (now === undefined || problemsOf(now) > problemsOf(one)) return undefined;
      const { ruleId } = this.#options;
      gone += Math.max(0, placesOf(one.findings, ruleId) - placesOf(now.findings, ruleId));
      rows.push(...goneRows(one, now, ruleId));
      after.push(now);
    }
    for (const one of after) this.#view.update(one.document.uri, one.summary);
    return { number: gone, rows };
  }

  #flowsAmong(changes: readonly Change[], own: string | undefined): Analysis[] {
    const flows: Analysis[] = [];
    for (const { uri } of changes) {
      if (uri === own || !this.#reached.has(uri)) continue;
      const checked = this.#checkFlow(uri);
      if (checked !== undefined) flows.push(checked);
    }
    return flows;
  }

  /** Flows that some repair asked for. */
  readonly #reached = new Set<string>();

  async #fixesOf<A extends CheckResult>(
    { reaches }: Site<A>,
    analysis: A,
    finding: Finding,
  ): Promise<readonly Fix[]> {
    const listed = analysis.fixesFor(finding);
    if (!reaches) return listed;
    const texts = await this.#textsFor(candidates(listed, this.#wanted));
    return texts.size === 0 ? listed : analysis.fixesFor(finding, texts);
  }

  /** Of the flows that the fixes reach into. */
  async #textsFor(fixes: readonly Fix[]): Promise<FlowTexts> {
    const texts = new Map<string, string | null>();
    for (const uri of fixes.flatMap((fix) => fix.reads ?? [])) {
      if (texts.has(uri)) continue;
      texts.set(uri, (await this.#texts.load(uri)) ?? null);
      this.#reached.add(uri);
    }
    return texts;
  }

  #checkFlow(uri: string): Analysis | undefined {
    const text = this.#texts.textOf(uri, undefined);
    if (text === undefined) return undefined;
    const solutionModel = this.#texts.files.solutionOf(uri);
    return this.#options.check(uri, text, { solutionModel, solution: this.#view });
  }

  async #mayChange(changes: readonly Change[]): Promise<boolean> {
    for (const { uri } of changes) if (!(await this.#options.mayChange(uri))) return false;
    return true;
  }
}
