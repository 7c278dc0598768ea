import { securePathEdits } from '../../fixes/secure.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { exposedPlaces, exposedText, pathPlaces } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { confidenceOf, HISTORY_READERS, listNames, sourcesText, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-through-compose',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A secret passes a data step, and the run history shows it there or behind it',
    fix: 'safe',
    cwe: [532],
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'data') continue;
        const { step, origins, exposed } = problem;
        const plan = exposure.repairPlan(problem);
        const edits = plan.complete ? securePathEdits(flow.tree, plan.sides) : undefined;
        const source = sourcesText(origins);
        const own = exposed.some((slot) => slot.step === step);
        report({
          place: { node: step.node, part: 'key' },
          message: own
            ? `${stepName(step)} passes on ${source}, and the run history shows it in ${exposedText(exposed, step)} to ${HISTORY_READERS}.`
            : `${stepName(step)} passes on ${source}. The platform stops hiding it there: the run history shows it in ${exposedText(exposed, step)}, to ${HISTORY_READERS}.`,
          hint: edits?.length
            ? `Secure ${listNames(plan.sides.map((side) => side.step.name))}, or use the secret directly where it is needed, without ${stepName(step)}.`
            : `Use the secret directly where it is needed, without ${stepName(step)}.`,
          related: [...pathPlaces(origins, step), ...exposedPlaces(exposed, step)],
          confidence: confidenceOf(origins),
          severity: origins.every((origin) => origin.assumed) ? 'warning' : 'error',
          fix: edits?.length ? 'safe' : null,
        });
      }
    },
  },
  fixes({ flow, exposure }, finding) {
    const step = stepAt(flow, finding.place.node);
    const problem = exposure.problems.find((one) => one.kind === 'data' && one.step === step);
    if (!problem) return [];
    const { sides, complete } = exposure.repairPlan(problem);
    const edits = complete ? securePathEdits(flow.tree, sides) : undefined;
    if (!edits?.length) return [];
    const steps = new Set(sides.map((side) => side.step));
    const only = steps.size === 1 ? sides.map((side) => side.side).join(' and ') : undefined;
    const title = only
      ? `Secure ${only} of ${listNames([sides[0]!.step.name])}`
      : `Secure the path of the secret: ${listNames(sides.map((side) => side.step.name))}`;
    return [{ title, disposition: 'safe', edits }];
  },
});
