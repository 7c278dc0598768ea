import { removeStepEdits } from '../../fixes/variable/removeStep.ts';
import { namedElsewhere } from '../../fixes/variable/uses.ts';
import type { Step } from '../../flow/model.ts';
import { type FlowNames, namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'unused-compose',
    category: 'integrity',
    severity: 'hint',
    profile: 'pedantic',
    title: 'Nobody reads the output of a step "Compose"',
    fix: 'review',
    kinds: ['remove-unused-compose'],
    mayFollowRepair: true,
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { step, isRemovable } = finding.data as Unused;
    const edits = isRemovable ? removeStepEdits(flow, step) : undefined;
    if (edits === undefined) return [];
    const title = `Remove the step ${stepName(step)}`;
    return [{ kind: 'remove-unused-compose', title, disposition: 'review', edits }];
  },
});

interface Unused {
  readonly step: Step;
  readonly isRemovable: boolean;
}

/** Looking whether a step can go costs as much as the flow is long. */
const MOST = 50;

function check({ flow, report }: FlowRuleContext): void {
  const steps = flow.actions.filter((step) => step.lowerType === 'compose' && !hasOtherUse(step));
  const names = namesOf(flow);
  if (steps.length === 0 || !names.isComplete) return;
  const read = stepsRead(names);
  const unused = steps.filter((step) => !isRead(step, read));
  if (unused.length === 0 || !names.areAllNamed('action')) return;
  // A name that is wrong may mean the step: that is told already.
  const isKnown = (name: string): boolean =>
    names.action(name) !== undefined || names.trigger(name) !== undefined;
  if (names.uses('step').some(({ name }) => !isKnown(name))) return;
  let looked = 0;
  for (const step of unused) {
    const isRemovable =
      looked++ < MOST && !namedElsewhere(flow, [step]) && removeStepEdits(flow, step) !== undefined;
    report({
      place: { node: step.node, part: 'key' },
      message: `Nobody reads the output of ${stepName(step)}.`,
      hint: 'Remove the step, unless it is there to show a value in the run history.',
      why: 'Each run takes longer for it, and its value stays in the run history.',
      fix: isRemovable ? 'review' : null,
      data: { step, isRemovable } satisfies Unused,
    });
  }
}

/**
 * True for a step that is there for something else than its output: it computes nothing, so it is a note, it catches the failure of
 * another one, is all that its branch does, or is tracked.
 */
function hasOtherUse({ runAfter, branch, trackedProperties, expressions }: Step): boolean {
  if (
    expressions.length === 0 ||
    trackedProperties >= 0 ||
    runAfter.some(({ statuses }) => statuses.some((one) => one !== 'succeeded'))
  )
    return true;
  return branch?.owner !== undefined && branch.steps.length === 1;
}

interface StepsRead {
  readonly steps: ReadonlySet<Step>;
  /** Whoever asks for the results of a scope reads all that stands in it. */
  readonly groups: ReadonlySet<Step>;
}

function stepsRead(names: FlowNames): StepsRead {
  const steps = new Set<Step>();
  const groups = new Set<Step>();
  for (const { name, reference } of names.uses('step')) {
    for (const step of names.actions(name)) {
      steps.add(step);
      if (reference?.function === 'result') groups.add(step);
    }
  }
  return { steps, groups };
}

/** The platform allows 8 levels; what is nested far deeper is not looked into. */
const MAX_LEVELS = 64;

function isRead(step: Step, { steps, groups }: StepsRead): boolean {
  if (steps.has(step)) return true;
  let levels = 0;
  for (let owner = step.branch?.owner; owner !== undefined; owner = owner.branch?.owner)
    if (groups.has(owner) || levels++ > MAX_LEVELS) return true;
  return false;
}
