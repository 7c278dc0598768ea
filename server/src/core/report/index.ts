// Reports: pure functions of findings.
export { printable, shownName } from './display.ts';
export { toJson } from './json.ts';
export {
  maskedPointer,
  NO_SECRETS,
  type Secrets,
  secretsInSolutionFile,
  secretsOf,
  starred,
} from './mask.ts';
export { type Palette, PLAIN } from './palette.ts';
export { type PolicyReading, readPolicy } from './readPolicy.ts';
export type * from './reportInput.ts';
export { type SarifRules, toSarif } from './sarif.ts';
export { type TextOptions, toText } from './text.ts';
export { toNoticeFinding } from './toNoticeFinding.ts';
export { toReportFinding } from './toReportFinding.ts';
export { type DiffSide, unifiedDiff } from './unifiedDiff.ts';
