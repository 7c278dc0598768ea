import type { Severity } from '../finding.ts';
import { includesProfile, type RuleMeta } from '../ruleMeta.ts';
import { ownValue } from '../text/ownValue.ts';
import type { Config } from './types.ts';

/** What the config makes of one rule. */
export interface ResolvedRule {
  readonly severity: Severity | 'off';
  /** `{}` when none are set. */
  readonly options: Readonly<Record<string, unknown>>;
  /** True when the config names a severity for the rule: it then holds for all its findings. */
  readonly explicit: boolean;
}

const NO_OPTIONS: Readonly<Record<string, unknown>> = {};

/** A rule of a wider profile than the one set is off unless the config names it. */
export function resolveRule(config: Config, meta: RuleMeta): ResolvedRule {
  const setting = ownValue(config.rules, meta.id);
  if (setting === undefined) {
    const on = includesProfile(config.profile, meta.profile);
    return { severity: on ? meta.severity : 'off', options: NO_OPTIONS, explicit: false };
  }
  if (typeof setting === 'string') return { severity: setting, options: NO_OPTIONS, explicit: true };
  return { severity: setting[0], options: setting[1], explicit: true };
}

/**
 * Severity of one finding: what the config says explicitly, else what the finding says of itself (the catalogue lets some
 * findings be milder than their rule), else the rule's default.
 */
export function findingSeverity(resolved: ResolvedRule, own: Severity | undefined): Severity | 'off' {
  if (resolved.severity === 'off' || resolved.explicit) return resolved.severity;
  return own ?? resolved.severity;
}
