// Baselines: known findings are shown as hints and counted nowhere.
import { KnownFindings, parseBaseline } from '../core/index.ts';
import type { FileProblems } from '../files/configs.ts';
import { isInside, relativePath } from './uris.ts';

/** What a baseline says of the files below its folder. */
export interface Baseline {
  /** Key of its folder. */
  readonly folder: string;
  readonly known: KnownFindings;
}

const NONE: ReadonlySet<never> = new Set();

/** `location`: key of the file, which lies in `folder`. */
export function readBaseline(
  location: string,
  folder: string,
  text: string,
): FileProblems & { readonly baseline: Baseline } {
  const { entries, problems } = parseBaseline(text);
  return { location, text, problems, baseline: { folder, known: new KnownFindings(entries) } };
}

/** The findings of a file that its baseline knows. `findings`: all of one file, in their order. */
export function knownAmong<F extends { readonly fingerprint: string }>(
  baseline: Baseline | undefined,
  key: string,
  findings: readonly F[],
): ReadonlySet<F> {
  if (baseline === undefined || findings.length === 0 || !isInside(baseline.folder, key)) return NONE;
  return baseline.known.among(relativePath(baseline.folder, key), findings);
}
