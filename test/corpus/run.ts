// A run over many files as the command line tool does it: every file once, then again what depends on other flows.
import {
  type Analysis,
  type Config,
  DEFAULT_CONFIG,
  type SolutionFiles,
} from '../../server/src/core/index.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import { analyzer } from '../harness/check.ts';
import { type CorpusFile, corpusFiles, hasCorpus } from './load.ts';

export interface CheckedFile {
  readonly file: CorpusFile;
  readonly analysis: Analysis;
}

export const PEDANTIC: Config = { ...DEFAULT_CONFIG, profile: 'pedantic' };

/** The narrowest and the widest: what lies between tells nothing of its own. */
type RunProfile = Exclude<Config['profile'], 'team'>;

export const PROFILES: Readonly<Record<RunProfile, Config>> = {
  default: DEFAULT_CONFIG,
  pedantic: PEDANTIC,
};

/** What the run over a set of files came to. */
export interface CorpusRun {
  /** Files that hold a flow, or are meant to. */
  readonly checked: readonly CheckedFile[];
  /** Flow definitions in all files. */
  readonly definitions: number;
  readonly solution: SolutionIndex;
}

/**
 * `solutions`: what the flows may know of the files around them.
 * @throws when a check throws: no text may make one do so.
 */
export function runOver(files: readonly CorpusFile[], config: Config, solutions?: SolutionFiles): CorpusRun {
  const solution = new SolutionIndex();
  const byUri = new Map<string, CheckedFile>();
  let stale = new Set<string>();
  const check = (file: CorpusFile): void => {
    if (!file.declaredAsFlow && !analyzer.mayBeFlow(file.text)) {
      solution.isNone(file.uri);
      return;
    }
    const solutionModel = solutions?.solutionOf(file.uri);
    const analysis = analyzer.check(file, { config, solution, solutionModel });
    if (analysis.document.kind === 'other') solution.isNone(file.uri);
    if (analysis.document.kind === 'other' && analysis.findings.length === 0) return;
    byUri.set(file.uri, { file, analysis });
    if (analysis.document.kind === 'other') return;
    const { dependents, sharers } = solution.update(file.uri, analysis.summary);
    for (const dependent of dependents) stale.add(dependent);
    for (const { uri, isFirst } of sharers) if (isFirst) stale.add(uri);
  };
  for (const file of files) check(file);
  for (let round = 0; stale.size > 0; round++) {
    if (round === 20) throw new Error('the flows of the corpus keep changing what they know of each other');
    const again = [...stale].flatMap((uri) => byUri.get(uri)?.file ?? []);
    stale = new Set();
    for (const file of again) check(file);
  }
  const checked = [...byUri.values()];
  const definitions = checked.reduce((sum, { analysis }) => sum + analysis.document.flows.length, 0);
  return { checked, definitions, solution };
}

const NONE: CorpusRun = { checked: [], definitions: 0, solution: new SolutionIndex() };
/** Milliseconds from one test file to the next that asks: they follow each other (test/harness/sequencer.mts). */
const KEPT = 20_000;
/** Weak: what no test looks at any more need not stay in memory while the others run. */
const runs = new Map<RunProfile, WeakRef<CorpusRun>>();
const kept = new Map<RunProfile, { readonly run: CorpusRun; readonly until: NodeJS.Timeout }>();

function keep(profile: RunProfile, run: CorpusRun): void {
  clearTimeout(kept.get(profile)?.until);
  kept.set(profile, { run, until: setTimeout(() => kept.delete(profile), KEPT).unref() });
}

/** The run over the whole corpus, shared by the tests of one process: they look at it and change nothing. */
export function corpusRun(profile: RunProfile): CorpusRun {
  if (!hasCorpus) return NONE;
  let run = runs.get(profile)?.deref();
  if (run === undefined) {
    run = runOver(corpusFiles(), PROFILES[profile]);
    runs.set(profile, new WeakRef(run));
  }
  keep(profile, run);
  return run;
}
