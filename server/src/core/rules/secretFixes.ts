import type { Disposition, Finding, Fix } from '../finding.ts';
import { isEditable } from '../fixes/literal/environmentVariable.ts';
import { secretHitFixes } from '../fixes/literal/index.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { FlowRuleContext } from './rule.ts';

/** Whether the fixes of a secret literal can be offered: in an action, with a solution around it that may be edited. */
export function secretFixOf({ solution }: FlowRuleContext, hit: SecretHit): Disposition | null {
  return isEditable(solution) && hit.step?.role === 'action' && !hit.inKey ? 'review' : null;
}

/** Vault, secret variable, plain variable; the finding's `data` is the hit. */
export function secretFixes({ flow, solution, secrets }: FlowRuleContext, finding: Finding): Fix[] {
  const hit = secrets.find((one) => one === finding.data);
  return hit === undefined ? [] : secretHitFixes(flow, solution, hit);
}
