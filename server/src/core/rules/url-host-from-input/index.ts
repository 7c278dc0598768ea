import {
  callersOf,
  confidenceIn,
  inputsText,
  isAnonymous,
  piecesOf,
  urlValues,
} from '../../callers/index.ts';
import type { Severity } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import { callTargets } from '../callTargets.ts';
import { CALLER_CHOOSES_TARGET } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'url-host-from-input',
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: 'The caller decides which server a step calls',
    fix: null,
    cwe: [918],
    checklist: CALLER_CHOOSES_TARGET,
  },
  visit: { action: check },
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  // Connectors call the service of their connection, whatever address they are given.
  if (step.lowerType !== 'http' && step.lowerType !== 'httpwebhook') return;
  const tracker = callersOf(flow);
  if (!tracker.active) return;
  for (const node of callTargets(flow, step)) {
    for (const { piece, area } of urlValues(piecesOf(tracker, node, step))) {
      if (area !== 'host') break;
      const found = tracker.unchecked(piece.expr, piece.step);
      if (found.length === 0) continue;
      const { caller } = found[0]!;
      const outside = isAnonymous(caller) || caller.kind === 'tenant' || caller.kind === 'sender';
      const confidence = confidenceIn(found);
      const severity: Severity = outside ? 'error' : 'warning';
      report({
        // The step's own string, so that a text which several steps call is told at each of them.
        place: piece.node === node ? { node, part: { inString: piece.expr.span } } : { node, part: 'value' },
        message: `${stepName(step)} ${surely(confidence, 'calls', 'call')} a server that ${inputsText(found)} chooses.`,
        hint: 'Keep the host in the step or in an environment variable. For several hosts, compare the input with a list of them before the call.',
        why: `${capitalise(caller.who)} can send the call anywhere, with its headers, its body and its authentication, and choose the answer that the flow works with.`,
        severity,
        confidence,
      });
      break;
    }
  }
}
