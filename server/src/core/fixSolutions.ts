// Fix-all for the files of solutions beside the flows.
import type { SolutionAnalysis } from './analysis.ts';
import type { SolutionFinding, SolutionFix } from './finding.ts';
import { distinctFindings, type FoundInSolution } from './report/solutionFindings.ts';
import type { SolutionFiles, SolutionModel } from './solution/index.ts';
import { EditedText } from './text/composeEdits.ts';
import { applyEdits, overlaps, type TextEdit } from './text/textEdit.ts';

/** Two repairs at one place take two rounds: a folder of flows that nothing lists takes as many as it has flows. */
const MAX_ROUNDS = 1000;

/** So many fixes that have to wait say that the others mostly do: they are worked out anew in the next round. */
const ENOUGH_WAITING = 8;

/** Changes that belong together: all or none. */
export interface SolutionRepair {
  readonly files: readonly RepairedSolutionFile[];
  /** How many findings they repair. */
  readonly findings: number;
}

export interface RepairedSolutionFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** Minimal edits that make `after` of `before`. */
  readonly edits: readonly TextEdit[];
}

export interface FixSolutionsOptions {
  /** Stays as it is. */
  readonly files: SolutionFiles;
  /** The last check of each solution that takes part. */
  readonly analyses: readonly SolutionAnalysis[];
  check(solution: SolutionModel): SolutionAnalysis;
  isWanted(finding: SolutionFinding): boolean | Promise<boolean>;
  mayChange(uri: string): boolean | Promise<boolean>;
  /** Called before each round; may throw to stop. */
  onRound(): void | Promise<void>;
}

interface Planned {
  readonly key: string;
  readonly changes: readonly { readonly uri: string; readonly edits: readonly TextEdit[] }[];
}

/**
 * Applies the safe fixes of the wanted findings, each told once, checks again, and goes on until nothing is left to do. Left
 * out is what would damage a file or bring up a finding that was not there, and what touches a flow or makes a file: of those
 * the solution holds no text that it could be exact about.
 */
export async function fixSolutions(options: FixSolutionsOptions): Promise<readonly SolutionRepair[]> {
  if (!options.analyses.some((one) => one.findings.some((finding) => finding.fix === 'safe'))) return [];
  const run = new Run(options);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await options.onRound();
    if (!(await run.next())) break;
  }
  return run.repairs();
}

class Run {
  readonly #options: FixSolutionsOptions;
  readonly #files: SolutionFiles;
  /** By solution. */
  readonly #analyses: Map<string, SolutionAnalysis>;
  /** Findings whose fix was applied, or cannot be. */
  readonly #done = new Set<string>();
  readonly #edited = new Map<string, { readonly before: string; readonly text: EditedText; after: string }>();
  #groups: { readonly uris: ReadonlySet<string>; readonly findings: number }[] = [];

  constructor(options: FixSolutionsOptions) {
    this.#options = options;
    this.#files = options.files.copy();
    this.#analyses = new Map(options.analyses.map((one) => [one.solution.id, one]));
  }

  /** False when nothing was left to do. */
  async next(): Promise<boolean> {
    const together = await this.#plan();
    if (together.length === 0) return false;
    if (this.#attempt(together)) return true;
    // Each may be right and all wrong together.
    for (const one of together) {
      if (together.length > 1 && this.#attempt([one])) return true;
      this.#done.add(one.key);
    }
    return true;
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
      const key = `${identityOf(finding)} ${finding.place.uri}`;
      if (finding.fix !== 'safe' || this.#done.has(key) || !(await this.#options.isWanted(finding))) continue;
      const changes = await this.#changesOf(one);
      if (changes === undefined) this.#done.add(key);
      else if (!planned.some((other) => clash({ key, changes }, other))) planned.push({ key, changes });
      else if (++waiting === ENOUGH_WAITING) break;
    }
    return planned;
  }

  /** Undefined when the fix cannot be applied here. */
  async #changesOf({ analysis, finding }: FoundInSolution): Promise<Planned['changes'] | undefined> {
    const fix: SolutionFix | undefined = analysis.fixesFor(finding).find((one) => one.disposition === 'safe');
    if (fix === undefined || fix.reads !== undefined || fix.refused !== undefined) return undefined;
    const changes: { uri: string; edits: readonly TextEdit[] }[] = [];
    for (const change of fix.changes) {
      const { uri } = change;
      if ('create' in change || analysis.solution.textOf(uri) === undefined) return undefined;
      if (!(await this.#options.mayChange(uri))) return undefined;
      changes.push({ uri, edits: change.edits });
    }
    return changes.length === 0 ? undefined : changes;
  }

  /** Applies fixes that do not clash. False, and nothing has changed, when the files would not be better for it. */
  #attempt(fixes: readonly Planned[]): boolean {
    const edits = new Map<string, TextEdit[]>();
    for (const change of fixes.flatMap((one) => one.changes))
      edits.set(change.uri, [...(edits.get(change.uri) ?? []), ...change.edits]);
    const before = [...this.#analyses.values()];
    const texts = new Map<string, string>();
    for (const uri of edits.keys()) {
      const text = before.find((one) => one.solution.textOf(uri) !== undefined)?.solution.textOf(uri);
      if (text === undefined) return false;
      texts.set(uri, text);
    }
    for (const [uri, text] of texts) this.#files.set(uri, applyEdits(text, edits.get(uri)!));
    const checked = this.#checkAgain(before, texts);
    if (checked === undefined) {
      for (const [uri, text] of texts) this.#files.set(uri, text);
      return false;
    }
    for (const one of checked) this.#analyses.set(one.solution.id, one);
    for (const [uri, text] of texts) {
      const known = this.#edited.get(uri) ?? { before: text, text: new EditedText(text), after: text };
      known.text.apply(edits.get(uri)!);
      this.#edited.set(uri, { ...known, after: applyEdits(text, edits.get(uri)!) });
    }
    for (const { key, changes } of fixes) {
      this.#done.add(key);
      this.#group(changes.map((one) => one.uri));
    }
    return true;
  }

  /** The solutions of the changed files as they are now; undefined when one is damaged or has a new finding. */
  #checkAgain(
    before: readonly SolutionAnalysis[],
    changed: ReadonlyMap<string, string>,
  ): SolutionAnalysis[] | undefined {
    const models = new Map(this.#files.solutions().map((model) => [model.id, model]));
    const again: SolutionAnalysis[] = [];
    for (const { solution, findings, ignored } of before) {
      if (![...changed.keys()].some((uri) => solution.textOf(uri) !== undefined)) continue;
      const model = models.get(solution.id);
      if (model === undefined || model.problems.length > solution.problems.length) return undefined;
      const checked = this.#options.check(model);
      const known = new Set([...findings, ...ignored.map((one) => one.finding)].map(identityOf));
      if (checked.findings.some((finding) => !known.has(identityOf(finding)))) return undefined;
      again.push(checked);
    }
    return again;
  }

  /** Repairs that share a file are one. */
  #group(uris: readonly string[]): void {
    const joined = this.#groups.filter((group) => uris.some((uri) => group.uris.has(uri)));
    this.#groups = this.#groups.filter((group) => !joined.includes(group));
    this.#groups.push({
      uris: new Set([...joined.flatMap((group) => [...group.uris]), ...uris]),
      findings: joined.reduce((sum, group) => sum + group.findings, 1),
    });
  }
}

function clash(a: Planned, b: Planned): boolean {
  return a.changes.some(({ uri, edits }) =>
    b.changes.some(
      (other) =>
        other.uri === uri && edits.some((edit) => other.edits.some((another) => overlaps(edit, another))),
    ),
  );
}

const identityOf = ({ ruleId, fingerprint }: SolutionFinding): string => `${ruleId} ${fingerprint}`;
