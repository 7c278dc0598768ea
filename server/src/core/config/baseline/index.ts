// Findings that were there when the team began: known by fingerprint, kept in lockkeeper.baseline.json, and not told again.
export { compareBaseline, type Found, type Known, KnownFindings } from './compare.ts';
export { type BaselineProblem, type ParsedBaseline, parseBaseline } from './parse.ts';
export type { BaselineEntry } from './types.ts';
export { baselineText } from './write.ts';
