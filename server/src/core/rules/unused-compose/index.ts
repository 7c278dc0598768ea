import { removeStepEdits } from '../../fixes/variable/removeStep.ts';
import { namedElsewhere } from '../../fixes/variable/uses.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import page from './README.md';

export const rule = defineRule({
  page,
  meta: {
    id: 'unused-compose',
    category: 'integrity',
    severity: 'hint',
    profile: 'pedantic',
    title: 'Nobody reads the output of a step "Compose"',
    fix: 'review',
    kinds: ['remove-unused-compose'],
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
  const read = stepsRead(flow, names);
  const unused = steps.filter((step) => !read.has(step));
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

/** Whoever asks for the results of a scope reads all that stands in it. */
function stepsRead({ tree, actions }: FlowModel, names: FlowNames): ReadonlySet<Step> {
  const found = new Set<Step>();
  const groups = new Set<Step>();
  for (const { name, reference } of names.uses('step')) {
    for (const step of names.actions(name)) {
      found.add(step);
      if (reference?.function === 'result') groups.add(step);
    }
  }
  for (const group of groups) {
    const end = tree.after(group.node);
    for (const step of actions) if (step.node > group.node && step.node < end) found.add(step);
  }
  return found;
}
