// Baselines: known findings are shown as hints and counted nowhere.
import { type Finding, filedPlaces, KnownFindings, parseBaseline } from '../core/index.ts';
import type { FileProblems } from '../files/configs.ts';
import { isInside, relativePath, uriKey } from './uris.ts';

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
export function knownAmong<F extends Pick<Finding, 'fingerprint' | 'places' | 'elsewhere'>>(
  baseline: Baseline | undefined,
  key: string,
  findings: readonly F[],
): ReadonlySet<F> {
  if (baseline === undefined || findings.length === 0 || !isInside(baseline.folder, key)) return NONE;
  const { folder, known } = baseline;
  const nameOf = (uri: string): string => relativePath(folder, uriKey(uri));
  const asked = findings.map((finding) => {
    const places = filedPlaces(finding)?.map(({ uri, fingerprint }) => ({
      fingerprint,
      file: nameOf(uri),
    }));
    return { finding, fingerprint: finding.fingerprint, ...(places === undefined ? {} : { places }) };
  });
  return new Set([...known.among(nameOf(key), asked)].map(({ finding }) => finding));
}
