import type { Disposition, Finding, RuleFix } from '../finding.ts';
import {
  hasLiteralFix,
  type Literal,
  literalFixes,
  literalOfHit,
  writtenValue,
} from '../fixes/literal/index.ts';
import { leftCopies } from '../fixes/literal/leftCopies.ts';
import { sameLiterals } from '../fixes/literal/occurrences.ts';
import { stillIn } from '../fixes/literal/otherFlows.ts';
import { removeUnusedVariable, variableOf } from '../fixes/variable/unused.ts';
import { writersOf } from '../fixes/variable/uses.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { isVariableWriter } from '../platform/secureData.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { FlowRuleContext } from './rule.ts';

/** Whether the fixes of a secret literal can be offered: in an action, with a solution around it that may be edited. */
export function secretFixOf({ flow, solution }: FlowRuleContext, hit: SecretHit): Disposition | null {
  const literal = solution && literalOfHit(flow, hit);
  if (literal !== undefined && hasLiteralFix(flow, solution, literal)) return 'review';
  return unusedVariableFix(flow, hit) === undefined ? null : 'review';
}

/** Vault, secret variable, plain variable; the finding's `data` is the hit. */
export function secretFixes(context: FlowRuleContext, finding: Finding): RuleFix[] {
  const { flow, solution, secrets, otherFlows } = context;
  const hit = secrets.find((one) => one === finding.data);
  const literal = hit && literalOfHit(flow, hit);
  if (hit === undefined || literal === undefined) return [];
  const unused = unusedVariableFix(flow, hit);
  return [...(unused ? [unused] : []), ...literalFixes(flow, solution, literal, otherFlows)];
}

/** Nobody reads the variable that holds the secret: it can go, wherever the secret may be kept. */
function unusedVariableFix(flow: FlowModel, hit: SecretHit): RuleFix | undefined {
  const { step } = hit;
  if (step === undefined || hit.inKey || !isVariableWriter(step)) return undefined;
  const variable = variableOf(flow, step);
  const fix = variable === undefined ? undefined : removeUnusedVariable(flow, variable);
  const place = literalOfHit(flow, hit);
  const written = place && writtenValue(flow, place);
  if (fix === undefined || place === undefined || written === undefined) return undefined;
  const left = leftCopies(flow, sameInSteps(flow, { ...place, ...written }, writersOf(flow, variable!)));
  return { ...fix, note: `${fix.note} Rotate the secret: git history keeps it.${stillIn(left)}` };
}

/** The copies of a secret that go with the steps. */
function sameInSteps(flow: FlowModel, literal: Literal, steps: readonly Step[]): Literal[] {
  return sameLiterals(flow, literal).filter((one) => steps.includes(one.step));
}
