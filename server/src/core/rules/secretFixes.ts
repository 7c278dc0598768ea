import type { Disposition, Finding, Fix } from '../finding.ts';
import { hasLiteralFix, literalFixes, literalOfHit } from '../fixes/literal/index.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { FlowRuleContext } from './rule.ts';

/** Whether the fixes of a secret literal can be offered: in an action, with a solution around it that may be edited. */
export function secretFixOf({ flow, solution }: FlowRuleContext, hit: SecretHit): Disposition | null {
  const literal = solution && literalOfHit(flow, hit);
  return literal !== undefined && hasLiteralFix(flow, solution, literal) ? 'review' : null;
}

/** Vault, secret variable, plain variable; the finding's `data` is the hit. */
export function secretFixes(context: FlowRuleContext, finding: Finding): Fix[] {
  const { flow, solution, secrets, otherFlows } = context;
  const hit = secrets.find((one) => one === finding.data);
  const literal = hit && literalOfHit(flow, hit);
  return literal === undefined ? [] : literalFixes(flow, solution, literal, otherFlows);
}
