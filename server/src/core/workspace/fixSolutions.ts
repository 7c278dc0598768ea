// Fix-all for the files of solutions beside the flows.

import type { Finding, Fix } from '../finding.ts';
import { curedBy } from '../fixes/identities.ts';
import { holdsPromise, kindOfFinding, pick } from '../fixes/pick.ts';
import type { SolutionFiles, SolutionModel } from '../solution/index.ts';
import { EditedText, type MarkedEdit } from '../text/composeEdits.ts';
import { applyEdits, overlaps } from '../text/textEdit.ts';
import type { SolutionAnalysis } from './analysis.ts';
import { distinctFindings, type FoundInSolution } from './solutionFindings.ts';

/** Two repairs at one place take two rounds: a folder of flows that nothing lists takes as many as it has flows. */
const MAX_ROUNDS = 1000;

/** So many fixes that have to wait say that the others mostly do: they are worked out anew in the next round. */
const ENOUGH_WAITING = 8;

/** Changes that belong together: all or none. */
export interface SolutionRepair {
  readonly files: readonly RepairedSolutionFile[];
  /** The findings that they repair. */
  readonly findings: readonly Finding[];
}

export interface RepairedSolutionFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** Minimal edits that make `after` of `before`, each marked with the rules that it was made for. */
  readonly edits: readonly MarkedEdit[];
}

export interface FixSolutionsOptions {
  /** Stays as it is. */
  readonly files: SolutionFiles;
  /** The last check of each solution that takes part. */
  readonly analyses: readonly SolutionAnalysis[];
  check(solution: SolutionModel): SolutionAnalysis;
  isWanted(finding: Finding): boolean | Promise<boolean>;
  mayChange(uri: string): boolean | Promise<boolean>;
  /** Called before each round; may throw to stop. */
  onRound(): void | Promise<void>;
  /** Called for each finding that stays since its repair was taken back. */
  readonly onNotRepaired?: ((finding: Finding) => void) | undefined;
}

interface Planned {
  readonly key: string;
  readonly finding: Finding;
  readonly changes: readonly { readonly uri: string; readonly edits: readonly MarkedEdit[] }[];
}

/** Fixes applied together to what the last round left. */
interface Attempt {
  readonly edits: ReadonlyMap<string, readonly MarkedEdit[]>;
  readonly texts: Map<string, string>;
  /** The solutions that they change. */
  readonly checked: readonly SolutionAnalysis[];
}

/**
 * Applies the safe fixes of the wanted findings, each told once, checks again, and goes on until nothing is left to do. A
 * repair whose finding is still there, that brings up another one or damages a file is taken back, the others stay. Left out
 * is what touches a flow, or makes or removes a file: of those the solution holds no text that it could be exact about.
 */
export async function fixSolutions(options: FixSolutionsOptions): Promise<readonly SolutionRepair[]> {
  if (!options.analyses.some((one) => one.findings.some((finding) => finding.fix === 'safe'))) return [];
  const run = new Run(options);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await options.onRound();
    if (!(await run.next())) break;
  }
  run.reportNotRepaired();
  return run.repairs();
}

class Run {
  readonly #options: FixSolutionsOptions;
  readonly #files: SolutionFiles;
  /** By solution. */
  readonly #analyses: Map<string, SolutionAnalysis>;
  /** Findings whose fix cannot be applied here. */
  readonly #left = new Set<string>();
  /** Those whose repair was taken back, with the number of rounds that had changed something by then. */
  readonly #refused = new Map<string, { readonly finding: Finding; readonly changes: number }>();
  #changes = 0;
  /** Texts in `#files` that are only tried. */
  #tried = new Map<string, string>();
  readonly #edited = new Map<string, { readonly before: string; readonly text: EditedText; after: string }>();
  #groups: { readonly uris: ReadonlySet<string>; readonly findings: readonly Finding[] }[] = [];

  constructor(options: FixSolutionsOptions) {
    this.#options = options;
    this.#files = options.files.copy();
    this.#analyses = new Map(options.analyses.map((one) => [one.solution.id, one]));
  }

  /** False when nothing was left to do. */
  async next(): Promise<boolean> {
    const together = await this.#plan();
    if (together.length === 0) return this.#retry();
    const picked = pick(together, (some) => this.#attempt(some));
    for (const { key, finding } of picked.refused)
      this.#refused.set(key, { finding, changes: this.#changes });
    if (picked.result === undefined) this.#try(new Map());
    else this.#keep(picked.kept, picked.result);
    return true;
  }

  /** What failed before other repairs were made may be right now: or the next run would change the files again. */
  #retry(): boolean {
    const stale = [...this.#refused].filter(([, { changes }]) => changes < this.#changes);
    for (const [key] of stale) this.#refused.delete(key);
    return stale.length > 0;
  }

  reportNotRepaired(): void {
    for (const { finding } of this.#refused.values()) this.#options.onNotRepaired?.(finding);
  }

  repairs(): SolutionRepair[] {
    return this.#groups.flatMap(({ uris, findings }) => {
      const files = [...uris].sort().flatMap((uri): RepairedSolutionFile[] => {
        const { before, after, text } = this.#edited.get(uri)!;
        return before === after ? [] : [{ uri, before, after, edits: text.edits() }];
      });
      return files.length === 0 ? [] : [{ files, findings }];
    });
  }

  /** Fixes that do not clash; the rest waits for the next round. */
  async #plan(): Promise<Planned[]> {
    const planned: Planned[] = [];
    let waiting = 0;
    const found = distinctFindings(this.#analyses.values(), (solution) => this.#files.twinsOf(solution));
    for (const one of found) {
      const { finding } = one;
      const key = `${kindOfFinding(finding)} ${finding.place.uri}`;
      if (finding.fix !== 'safe' || this.#left.has(key) || this.#refused.has(key)) continue;
      if (!(await this.#options.isWanted(finding))) continue;
      const fix = one.analysis.fixesFor(finding).find(({ disposition }) => disposition === 'safe');
      const changes = await this.#changesOf(one, fix);
      if (fix === undefined || changes === undefined) this.#left.add(key);
      else if (!planned.some((other) => clash(changes, other.changes)))
        planned.push({ key, finding: curedBy(fix, finding), changes });
      else if (++waiting === ENOUGH_WAITING) break;
    }
    return planned;
  }

  /** Undefined when the fix cannot be applied here. */
  async #changesOf(
    { analysis, finding }: FoundInSolution,
    fix: Fix | undefined,
  ): Promise<Planned['changes'] | undefined> {
    if (fix === undefined || fix.reads !== undefined || fix.refused !== undefined) return undefined;
    const changes: { uri: string; edits: readonly MarkedEdit[] }[] = [];
    for (const change of fix.changes) {
      const { uri } = change;
      if (!('edits' in change) || analysis.solution.textOf(uri) === undefined) return undefined;
      if (!(await this.#options.mayChange(uri))) return undefined;
      const marks = [finding.ruleId];
      changes.push({ uri, edits: change.edits.map((edit) => ({ ...edit, marks })) });
    }
    return changes.length === 0 ? undefined : changes;
  }

  /** Applies fixes that do not clash to `#files`. Undefined when they do not hold what a safe fix promises. */
  #attempt(fixes: readonly Planned[]): Attempt | undefined {
    const edits = new Map<string, MarkedEdit[]>();
    for (const change of fixes.flatMap((one) => one.changes))
      edits.set(change.uri, [...(edits.get(change.uri) ?? []), ...change.edits]);
    const texts = new Map<string, string>();
    for (const [uri, own] of edits) {
      const text = this.#textOf(uri);
      if (text === undefined) return undefined;
      texts.set(uri, applyEdits(text, own));
    }
    this.#try(texts);
    const checked = this.#checkAgain(fixes, texts);
    return checked && { edits, texts, checked };
  }

  /** As the last round left it. */
  #textOf(uri: string): string | undefined {
    for (const { solution } of this.#analyses.values()) {
      const text = solution.textOf(uri);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** Puts texts into `#files`, in place of those that were tried before. */
  #try(texts: Map<string, string>): void {
    for (const uri of this.#tried.keys()) if (!texts.has(uri)) this.#files.set(uri, this.#textOf(uri)!);
    for (const [uri, text] of texts) if (this.#tried.get(uri) !== text) this.#files.set(uri, text);
    this.#tried = texts;
  }

  #keep(fixes: readonly Planned[], { edits, texts, checked }: Attempt): void {
    this.#try(texts);
    this.#tried = new Map();
    this.#changes++;
    for (const [uri, after] of texts) {
      const before = this.#textOf(uri)!;
      const known = this.#edited.get(uri) ?? { before, text: new EditedText(before), after: before };
      known.text.apply(edits.get(uri)!);
      this.#edited.set(uri, { ...known, after });
    }
    for (const one of checked) this.#analyses.set(one.solution.id, one);
    for (const { changes, finding } of fixes)
      this.#group(
        changes.map((one) => one.uri),
        finding,
      );
  }

  /** The solutions of the changed files as they are now; undefined when one is damaged, or its findings are not as promised. */
  #checkAgain(
    fixes: readonly Planned[],
    changed: ReadonlyMap<string, string>,
  ): SolutionAnalysis[] | undefined {
    const models = new Map(this.#files.solutions().map((model) => [model.id, model]));
    const again: SolutionAnalysis[] = [];
    const repaired = new Set(fixes.map((one) => kindOfFinding(one.finding)));
    for (const { solution, findings, ignored, failures } of this.#analyses.values()) {
      if (![...changed.keys()].some((uri) => solution.textOf(uri) !== undefined)) continue;
      const model = models.get(solution.id);
      if (model === undefined || model.problems.length > solution.problems.length) return undefined;
      const checked = this.#options.check(model);
      if (checked.failures.length > failures.length) return undefined;
      const own = findings.filter((finding) => repaired.has(kindOfFinding(finding)));
      const known = [...findings, ...ignored.map((one) => one.finding)];
      if (!holdsPromise(known, own, checked.findings)) return undefined;
      again.push(checked);
    }
    return again;
  }

  /** Repairs that share a file are one. */
  #group(uris: readonly string[], finding: Finding): void {
    const joined = this.#groups.filter((group) => uris.some((uri) => group.uris.has(uri)));
    this.#groups = this.#groups.filter((group) => !joined.includes(group));
    this.#groups.push({
      uris: new Set([...joined.flatMap((group) => [...group.uris]), ...uris]),
      findings: [...joined.flatMap((group) => group.findings), finding],
    });
  }
}

function clash(a: Planned['changes'], b: Planned['changes']): boolean {
  return a.some(({ uri, edits }) =>
    b.some(
      (other) =>
        other.uri === uri && edits.some((edit) => other.edits.some((another) => overlaps(edit, another))),
    ),
  );
}
