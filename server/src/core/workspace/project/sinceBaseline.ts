import { shownPath } from '../../config/baseline/compare.ts';
import { compareBaseline } from '../../config/baseline/index.ts';
import { filedPlaces } from '../../fixes/identities.ts';
import { shownInArchive } from '../../text/archivePath.ts';
import { pathFrom } from './addresses.ts';
import type { Beside } from './beside.ts';
import type { Results } from './results.ts';
import type { Settings } from './settings.ts';
import type { FolderBaseline } from './types.ts';

/** What has come and gone since the baselines of a folder were written. */
export interface SinceBaseline {
  /** Findings that no baseline knows, in files for which one counts. */
  readonly fresh: number;
  /** Findings that a baseline knows. */
  readonly known: number;
  /** Entries whose finding is no longer there. A finding has one for each of its places. */
  readonly gone: number;
}

/** A finding as baselines see it. */
interface Found {
  readonly uri: string;
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly former?: readonly string[] | undefined;
  readonly known?: boolean;
  /** All places, where there are several. */
  readonly places?: readonly { readonly uri: string; readonly fingerprint: string }[] | undefined;
}

/** All findings, in flows and beside them. */
export function foundIn(results: Pick<Results, 'all'>, beside: Pick<Beside, 'found'>): readonly Found[] {
  const inFlows = [...results.all()].flatMap(([uri, { flows, outside }]) =>
    [...flows.flat(), ...outside].map((one) => ({ ...one, uri })),
  );
  const around = [...beside.found()].flatMap(([uri, list]) =>
    list.map(({ finding, known = false }) => {
      const { ruleId, fingerprint, former } = finding;
      return { uri, ruleId, fingerprint, former, known, places: filedPlaces(finding) };
    }),
  );
  return [...inFlows, ...around];
}

/**
 * Compares the baselines with all findings; undefined where none counts for any file. `isJudged`: false for an entry of a file
 * that was not looked at, relative to the folder of its baseline.
 */
export function sinceBaselines(
  settings: Pick<Settings, 'baselines' | 'baselineFor'>,
  found: readonly Found[],
  isJudged: (folder: string, file: string) => boolean,
): SinceBaseline | undefined {
  const byBaseline = new Map(settings.baselines().map((one): [FolderBaseline, Found[]] => [one, []]));
  if (byBaseline.size === 0) return undefined;
  for (const one of found) {
    const baseline = settings.baselineFor(one.uri);
    if (baseline !== undefined) byBaseline.get(baseline)?.push(one);
  }
  let gone = 0;
  for (const [{ folder, entries }, own] of byBaseline) {
    const there = own.flatMap(({ ruleId: rule, uri, fingerprint, former, places }) =>
      (places ?? [{ uri, fingerprint }]).map((place) => ({
        file: shownPath(shownInArchive(pathFrom(folder, place.uri))),
        rule,
        fingerprint: place.fingerprint,
        former,
      })),
    );
    gone += compareBaseline(entries, there, ({ file }) => isJudged(folder, file)).gone.length;
  }
  const all = [...byBaseline.values()].flat();
  const known = all.filter((one) => one.known === true).length;
  return { fresh: all.length - known, known, gone };
}
