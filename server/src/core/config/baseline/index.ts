// Findings that were there when the team began: known by fingerprint, kept in lockkeeper.baseline.json, and not told again.
export { compareBaseline, type Found, type Known, KnownFindings, shownPath } from './compare.ts';
export { BASELINE_FILE_NAME, type BaselineProblem, type ParsedBaseline, parseBaseline } from './parse.ts';
export type { BaselineEntry } from './types.ts';
export { baselineText } from './write.ts';
