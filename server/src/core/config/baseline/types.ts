import { compareUnits } from '../../text/compare.ts';

/** One finding that is known. The same line twice stands for two of them. */
export interface BaselineEntry {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly rule: string;
  /** Of the finding; holds no value of the file. */
  readonly fingerprint: string;
}

/** The order in which entries are written and compared. */
export function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareUnits(a.file, b.file) || compareUnits(a.rule, b.rule) || compareUnits(a.fingerprint, b.fingerprint)
  );
}
