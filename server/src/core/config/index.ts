// Settings: reading lockkeeper.config.json, what they make of a rule, which files take part.
export { matchesFile } from './files.ts';
export type { IgnoreEntry } from './ignore.ts';
export { nearest } from './nearest.ts';
export { type ConfigProblem, type ParsedConfig, parseConfig } from './parseConfig.ts';
export { findingSeverity, type ResolvedRule, resolveRule } from './resolve.ts';
export { type Config, DEFAULT_CONFIG, type RuleSetting } from './types.ts';
