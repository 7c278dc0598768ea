import { MAX_STEPS } from '../../flow/branchOrder.ts';
import type { Branch, RunAfter, Step } from '../../flow/model.ts';
import { BranchOutcomes, mayBlock } from '../../flow/outcomes.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unreachable-action',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A step can never run',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check(context: FlowRuleContext): void {
  const { flow } = context;
  if (flow.tree.problems.length > 0) return;
  for (const branch of [flow.topLevel, ...flow.actions.flatMap((step) => step.branches)]) {
    if (branch.steps.length > MAX_STEPS || !mayBlock(branch) || hasNamesakes(branch.steps)) continue;
    const outcomes = new BranchOutcomes(flow.tree, branch);
    for (const step of outcomes.unreachable()) reportUnreachable(context, branch, outcomes, step);
  }
}

function hasNamesakes(steps: readonly Step[]): boolean {
  return new Set(steps.map((step) => step.name.toLowerCase())).size < steps.length;
}

function reportUnreachable(
  { flow, report }: FlowRuleContext,
  branch: Branch,
  outcomes: BranchOutcomes,
  step: Step,
): void {
  const culprits = conflictIn(outcomes, step);
  const [entry] = culprits;
  const isAlone = culprits.length === 1;
  const before = stepsBefore(branch, culprits);
  const terminate = isAlone && before[0]?.lowerType === 'terminate' ? before[0] : undefined;
  report({
    place: { node: isAlone ? entry!.node : flow.tree.parent(entry!.node), part: 'key' },
    message: `${stepName(step)} never runs: ${reasonOf(culprits, terminate)}.`,
    hint:
      terminate === undefined
        ? 'Let it wait for outcomes that can come about together: a step that did not run is Skipped.'
        : `Remove it, or let it wait for ${stepName(terminate)} to be Skipped.`,
    why: 'Every run skips it, and says nothing.',
    related: before.map((one) => ({
      node: one.node,
      part: 'key',
      message: one === terminate ? 'ends the run' : 'it waits for this step',
    })),
  });
}

function stepsBefore({ steps }: Branch, entries: readonly RunAfter[]): Step[] {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  return steps.filter(({ name }) => names.has(name.toLowerCase()));
}

function reasonOf(culprits: readonly RunAfter[], terminate: Step | undefined): string {
  if (terminate !== undefined) return `${stepName(terminate)} ends the run`;
  const [first, second] = culprits;
  if (culprits.length === 1) return `${quotedName(first!.name)} never has a status that it waits for`;
  const pair = `${quotedName(first!.name)} and ${quotedName(second!.name)}`;
  return culprits.length === 2
    ? `the outcomes of ${pair} that it waits for exclude each other`
    : `the outcomes of ${pair} and others that it waits for exclude each other`;
}

/** More are not looked at one by one. */
const MOST_ENTRIES = 12;

/** The fewest settings of a step that cannot be met together: one, two, or all. */
function conflictIn(outcomes: BranchOutcomes, { runAfter }: Step): readonly RunAfter[] {
  const some = runAfter.slice(0, MOST_ENTRIES);
  for (const one of some) if (!outcomes.canMeet([one])) return [one];
  for (const [at, one] of some.entries())
    for (const other of some.slice(at + 1)) if (!outcomes.canMeet([one, other])) return [one, other];
  return runAfter;
}
