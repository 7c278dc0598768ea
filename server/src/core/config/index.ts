// Settings: reading lockkeeper.config.json, what they make of a rule, which files take part.
export { globOfPath, matchesFile } from './files.ts';
export { type IgnoreEntry, REASON_PLACEHOLDER } from './ignore.ts';
export { nearest } from './nearest.ts';
export { CONFIG_FILE_NAME, type ConfigProblem, type ParsedConfig, parseConfig } from './parseConfig.ts';
export { findingSeverity, type ResolvedRule, resolveRule } from './resolve.ts';
export { type Config, DEFAULT_CONFIG, type RuleSetting } from './types.ts';
