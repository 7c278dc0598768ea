import { fileURLToPath } from 'node:url';
import { shownPath } from '../core/index.ts';
import { insidesIn } from '../files/node/zip/locations.ts';
import type { Touched } from './changed/touched.ts';
import { holds } from './paths.ts';
import type { Root } from './roots.ts';
import type { ScanState } from './scanState.ts';

/** Which files a run can speak of: those that it was asked for, tells of and could read as a whole, also when they are gone. */
export function judging(
  roots: readonly Root[],
  state: ScanState,
  { noZip, touched }: { readonly noZip: boolean; readonly touched: Touched | undefined },
): (path: string) => boolean {
  const reported = touched && [...[...touched.reported].map((uri) => fileURLToPath(uri)), ...touched.gone];
  const judged = reported && new Set(reported.map(shownPath));
  const unread = new Set([...state.unread(), ...state.damaged].map(shownPath));
  // The paths of a baseline are masked.
  const shown = roots.flatMap(({ path, archive = path }) => [shownPath(path), shownPath(archive)]);
  return (path) => {
    const own = shownPath(path);
    const archives = insidesIn(own).map((end) => own.slice(0, end - 1));
    if (archives.some((archive) => noZip || unread.has(archive))) return false;
    return judged?.has(own) !== false && !unread.has(own) && shown.some((root) => holds(root, own));
  };
}
