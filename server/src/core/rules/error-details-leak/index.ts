import type { Entry } from '../../exposure/exposure.ts';
import { describeInput } from '../../flow/describe.ts';
import { isErrorDetails } from '../errorDetails.ts';
import { entryPlace, pathPlaces } from '../exposurePlaces.ts';
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
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'notification' && problem.kind !== 'response') continue;
        const { step, sink } = problem;
        const entries = problem.entries.filter((entry) => isErrorDetails(step, entry));
        const [first] = entries;
        if (first === undefined) continue;
        const origins = entries.flatMap((entry) => entry.origins);
        const what = 'inputs or outputs of the steps before the failure';
        const sends =
          problem.kind === 'response' ? `answers ${sink} with ${what}` : `puts ${what} into ${article(sink)}`;
        report({
          place: entryPlace(first),
          message: `${stepName(step)} ${sends}, in ${describeInput(flow, step, first.node)}. Among them may be ${sourcesText(origins)}, readable for everyone who gets it.`,
          hint: "Send what helps to find the run, and no inputs or outputs: the step's name, status and error code, and workflow()?['run']?['name'].",
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

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
