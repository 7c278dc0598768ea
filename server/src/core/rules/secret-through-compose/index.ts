import type { Exposure, ExposureProblem } from '../../exposure/exposure.ts';
import { isAssumed } from '../../exposure/taint.ts';
import type { Disposition } from '../../finding.ts';
import { canSecure, HIDES_NOTE, securePathEdits, securingKind } from '../../fixes/secure.ts';
import type { FlowModel, Side, Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { outputsFollowInputs, refusesSecure } from '../../platform/secureData.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { exposedPlaces, exposedText, pathPlaces } from '../exposurePlaces.ts';
import { defineRule } from '../rule.ts';
import { capitalise, confidenceOf, listNames, sourcesText, stepName, surely } from '../texts.ts';

type DataProblem = Extract<ExposureProblem, { kind: 'data' }>;

interface Repair {
  readonly sides: readonly { readonly step: Step; readonly side: Side }[];
  readonly edits: readonly TextEdit[];
  /** `review` when something stays exposed. */
  readonly disposition: Disposition;
}

/** What a fix may secure on the way of the secret; undefined when that is nothing. */
function repairOf(flow: FlowModel, exposure: Exposure, problem: DataProblem): Repair | undefined {
  const plan = exposure.repairPlan(problem);
  const sides = plan.sides.filter(({ step, side }) => canSecure(step, side));
  const edits = securePathEdits(flow, sides);
  if (!edits?.length) return undefined;
  const all = plan.complete && sides.length === plan.sides.length;
  return { sides, edits, disposition: all ? 'safe' : 'review' };
}

function hintFor({ step, exposed }: DataProblem, repair: Repair | undefined): string {
  const direct = `use the secret directly where it is needed, without ${stepName(step)}`;
  if (repair?.disposition === 'safe')
    return `Secure ${listNames(repair.sides.map((side) => side.step.name))}, or ${direct}.`;
  const refusing = exposed.filter(
    (slot) =>
      refusesSecure(slot.step, slot.side) && !(slot.side === 'outputs' && outputsFollowInputs(slot.step)),
  );
  const names = listNames(refusing.map((slot) => slot.step.name));
  return names === ''
    ? `${capitalise(direct)}.`
    : `${names} cannot be secured: leave the secret out there, and ${direct}.`;
}

export const rule = defineRule({
  meta: {
    id: 'secret-through-compose',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A secret passes a data step, and the run history shows it there or behind it',
    fix: 'safe',
    kinds: ['secure-inputs', 'secure-outputs', 'secure-both', 'secure-path'],
    cwe: [532],
    checklist: SHOWS_SECRET,
  },
  visit: {
    flow({ flow, exposure, report }) {
      for (const problem of exposure.problems) {
        if (problem.kind !== 'data') continue;
        const { step, origins, exposed } = problem;
        const repair = repairOf(flow, exposure, problem);
        const confidence = confidenceOf(origins);
        const own = exposed.some((slot) => slot.step === step);
        report({
          place: { node: step.node, part: 'key' },
          message: `${stepName(step)} ${surely(confidence, 'passes', 'pass')} on ${sourcesText(origins)}${exposedText(exposed, step, confidence !== 'low')}.`,
          hint: hintFor(problem, repair),
          why: own
            ? 'A data step carries its inputs on in its outputs, and the run history shows them.'
            : 'The platform hides what directly uses a secured step, and stops hiding it behind a data step.',
          related: [...pathPlaces(origins, step), ...exposedPlaces(exposed, step)],
          confidence,
          severity: origins.every(isAssumed) ? 'warning' : 'error',
          fix: repair?.disposition ?? null,
        });
      }
    },
  },
  fixes({ flow, exposure }, finding) {
    const step = stepAt(flow, finding.place.node);
    const problem = exposure.problems.find((one) => one.kind === 'data' && one.step === step);
    const repair = problem?.kind === 'data' ? repairOf(flow, exposure, problem) : undefined;
    if (!repair) return [];
    const { sides, edits, disposition } = repair;
    const steps = new Set(sides.map((side) => side.step));
    const names = listNames(sides.map((side) => side.step.name));
    const title =
      steps.size === 1
        ? `Secure ${sides.map((side) => side.side).join(' and ')} of ${names}`
        : `Secure the path of the secret: ${names}`;
    const kind = steps.size === 1 ? securingKind(sides.map((side) => side.side)) : 'secure-path';
    return [{ kind, title, disposition, edits, ...(disposition === 'review' ? { note: HIDES_NOTE } : {}) }];
  },
});
