import { callersOf, confidenceIn, inputsText, isAnonymous, piecesOf } from '../../callers/index.ts';
import type { Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { sinkOf } from '../../platform/operations.ts';
import { CALLER_CHOOSES_TARGET } from '../checklistPoints.ts';
import { connectorFields } from '../requestFields.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'recipient-from-input',
    category: 'access',
    severity: 'warning',
    profile: 'default',
    title: 'A caller who need not sign in chooses who gets a mail or message',
    fix: null,
    cwe: [862],
    checklist: CALLER_CHOOSES_TARGET,
  },
  visit: { action: check },
});

const RECIPIENT = new Set(['to', 'cc', 'bcc', 'recipient', 'recipients', 'emailaddress', 'toemailaddress']);

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const label = step.operation && sinkOf(step.operation)?.label;
  if (label === undefined || !/mail|message|notification/.test(label)) return;
  const tracker = callersOf(flow);
  if (tracker.caller === undefined || !isAnonymous(tracker.caller)) return;
  for (const field of connectorFields(flow, step)) {
    if (!field.keys.slice(-2).some((key) => RECIPIENT.has(key.toLowerCase()))) continue;
    for (const piece of piecesOf(tracker, field.node, step)) {
      if (piece.kind !== 'value') continue;
      const found = tracker.unchecked(piece.expr, piece.step).filter((one) => isAnonymous(one.caller));
      if (found.length === 0) continue;
      // Who may call a logic app is settled outside its definition.
      const confidence = isPowerAutomate(flow) ? confidenceIn(found) : 'low';
      report({
        place:
          piece.node === field.node
            ? { node: field.node, part: { inString: piece.expr.span } }
            : { node: field.node, part: 'value' },
        message: `${stepName(step)} ${surely(confidence, 'sends', 'send')} its ${label} to ${inputsText(found)}.`,
        hint: 'Let the trigger accept signed-in users only, or compare the recipient with a list of allowed addresses.',
        why: `${capitalise(found[0]!.caller.who)} can make it write to anyone, in the name of the connection's account. The flow can also look the recipient up from an id that the caller gives.`,
        confidence,
      });
      break;
    }
  }
}
