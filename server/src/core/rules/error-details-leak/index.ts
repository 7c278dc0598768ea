import type { Entry } from '../../exposure/exposure.ts';
import { describeInput } from '../../flow/describe.ts';
import { withArticle } from '../../secrets/where.ts';
import { SENDS_SECRET } from '../checklistPoints.ts';
import { isErrorDetails } from '../errorDetails.ts';
import { entryPlace, pathPlaces } from '../exposurePlaces.ts';
import { receiverOf } from '../receivers.ts';
import { defineRule } from '../rule.ts';
import { sourcesText, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'error-details-leak',
    category: 'exposure',
    severity: 'warning',
    profile: 'default',
    title: 'A failure handler sends out the details of steps that handle a secret',
    fix: null,
    cwe: [209],
    checklist: SENDS_SECRET,
  },
  visit: {
    flow(context) {
      const { flow, exposure, report } = context;
      for (const problem of exposure.problems) {
        if (problem.kind !== 'notification' && problem.kind !== 'response') continue;
        const { step, sink } = problem;
        const entries = problem.entries.filter((entry) => isErrorDetails(step, entry));
        const [first] = entries;
        if (first === undefined) continue;
        const origins = entries.flatMap((entry) => entry.origins);
        const sent = sourcesText(origins);
        const message =
          problem.kind === 'response'
            ? `${stepName(step)} may return ${sent} among error details to ${receiverOf(context, step)}.`
            : `${stepName(step)} may put ${sent} into ${withArticle(sink)}, among error details.`;
        report({
          place: entryPlace(first),
          message,
          hint: "Send only what helps to find the run: the step's name, status and error code, and workflow()?['run']?['name'].",
          why: `The details in ${describeInput(flow, step, first.node)} hold inputs or outputs of the steps before the failure, readable for everyone who gets them.`,
          related: pathPlaces(origins, step),
          confidence: bestOf(entries),
        });
      }
    },
  },
});

/** The function `result()` is documented to return inputs and outputs; that it does so of secured steps was seen nowhere. */
function bestOf(entries: readonly Entry[]): 'medium' | 'low' {
  const surely = entries.some((entry) => entry.origins.some((origin) => origin.source.confidence !== 'low'));
  return surely ? 'medium' : 'low';
}
