// Reports: pure functions of findings.
export { NO_SECRETS, type Secrets } from './mask.ts';
export type { Palette } from './palette.ts';
export type { PolicyReading } from './readPolicy.ts';
export type * from './reportInput.ts';
export type { SarifRules } from './sarif/toSarif.ts';
export type { TextOptions } from './text.ts';
export { toReportFinding } from './toReportFinding.ts';
export type { DiffSide } from './unifiedDiff.ts';
