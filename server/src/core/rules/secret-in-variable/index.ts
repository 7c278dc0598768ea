import type { Exposure, ExposureProblem } from '../../exposure/exposure.ts';
import type { RuleFix } from '../../finding.ts';
import { canSecure, HIDES_NOTE, securePathEdits } from '../../fixes/secure.ts';
import { inlineVariable } from '../../fixes/variable/inline.ts';
import { removeUnusedVariable } from '../../fixes/variable/unused.ts';
import type { FlowModel, Side, Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { entryPlace, exposedPlaces, pathPlaces, stepPlace } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { confidenceOf, listNames, sourcesText, stepName, surely } from '../texts.ts';

/** Sides of the reading steps that a fix may secure. */
function securable(exposure: Exposure, problem: ExposureProblem): { step: Step; side: Side }[] {
  return exposure.repairPlan(problem).sides.filter(({ step, side }) => canSecure(step, side));
}

/** The repair to the end: the variable goes. */
function variableFix(flow: FlowModel, step: Step, variable: string): RuleFix | undefined {
  return removeUnusedVariable(flow, variable) ?? inlineVariable(flow, step, variable);
}

export const rule = defineRule({
  meta: {
    id: 'secret-in-variable',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A secret is put into a variable, which cannot be secured',
    fix: 'review',
    kinds: ['inline-variable', 'secure-readers'],
    cwe: [532],
    checklist: SHOWS_SECRET,
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'variable') continue;
        const { step, variable, origins, entries, readers, exposed } = problem;
        const shown = new Set(exposed.map((slot) => slot.step));
        const read = readers.filter((reader) => !shown.has(reader));
        // A variable shows its value whatever the platform hides of a loop's items.
        const confidence = confidenceOf(origins, (origin) => origin.assumed);
        report({
          place: entryPlace(entries[0]!),
          message: `${stepName(step)} ${surely(confidence, 'puts', 'put')} ${sourcesText(origins)} into the variable "${variable}".`,
          hint: `Use the source directly in the steps that read "${variable}", and remove the variable when nothing else needs it.`,
          why: `Variables cannot be secured: the run history shows the value${
            exposed.length > 0 ? `, for example in ${listNames([...shown].map((one) => one.name))}` : ''
          }.`,
          related: [
            ...pathPlaces(origins, step),
            ...exposedPlaces(exposed, step),
            ...read.map((reader) => stepPlace(reader, `${stepName(reader)} reads the variable`)),
          ],
          confidence,
          fix: securable(exposure, problem).length > 0 || variableFix(flow, step, variable) ? 'review' : null,
        });
      }
    },
  },
  fixes({ flow, exposure }, finding) {
    const step = stepAt(flow, finding.place.node);
    const problem = exposure.problems.find(
      (one) =>
        one.kind === 'variable' &&
        one.step === step &&
        one.entries.some((entry) => entry.node === finding.place.node),
    );
    if (problem?.kind !== 'variable') return [];
    const inlined = variableFix(flow, problem.step, problem.variable);
    const sides = securable(exposure, problem);
    const edits = securePathEdits(flow, sides);
    if (!edits?.length) return inlined ? [inlined] : [];
    // Only a part of the repair: the finding stays until the variable no longer carries the secret.
    return [
      ...(inlined ? [inlined] : []),
      {
        kind: 'secure-readers',
        title: `Secure the steps that read "${problem.variable}": ${listNames(sides.map((side) => side.step.name))}`,
        disposition: 'review',
        edits,
        note: HIDES_NOTE,
      },
    ];
  },
});
