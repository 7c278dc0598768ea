import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf, runAfterUse } from '../../flow/names/index.ts';
import { removeNode } from '../../json/edits.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, reportUnknown, type UnknownName, unknownNameFixes } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'run-after-unknown',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step runs after one that is not beside it',
    fix: 'review',
    kinds: ['correct-name', 'remove-run-after'],
    checklist: null,
  },
  visit: { flow: check },
  fixes(context, finding) {
    const { use } = finding.data as Pick<UnknownName, 'use'>;
    const remove: RuleFix = {
      kind: 'remove-run-after',
      title: `Do not run after ${quotedName(use.name)}`,
      disposition: 'review',
      edits: removeNode(context.flow.tree, use.place.node),
    };
    return [...unknownNameFixes(context, finding.data), remove];
  },
});

function check(context: FlowRuleContext): void {
  const { flow } = context;
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const wrong = flow.actions.flatMap((step) =>
    step.runAfter.filter(({ name }) => !isBeside(names, step, name)).map((entry) => runAfterUse(step, entry)),
  );
  if (wrong.length === 0) return;
  reportUnknown(
    context,
    wrong.map((use) => ({
      use,
      description: describeUse(flow, use),
      known: () => candidatesFor(names, use.step!),
      intended: () => holderOf(names, use),
      otherwise: 'A step can only run after steps of the same level: of the same list of actions.',
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
    })),
    'review',
  );
}

function isBeside({ visibility }: FlowNames, step: Step, name: string): boolean {
  const beside = visibility.beside(step, name);
  return beside !== undefined && beside !== step;
}

function describeUse(flow: FlowModel, { name, step }: NameUse): string {
  if (name.toLowerCase() === step?.name.toLowerCase()) return 'runs after itself';
  const names = namesOf(flow);
  if (names.action(name) !== undefined)
    return `runs after ${quotedName(name)}, which stands at another level of the flow`;
  if (names.trigger(name) !== undefined)
    return `runs after the trigger ${quotedName(name)}, not after a step`;
  return `runs after ${quotedName(name)}, which is not in the flow`;
}

/** The steps beside it that it does not run after yet, without those that run after it: that would be a circle. */
function candidatesFor({ visibility }: FlowNames, step: Step): readonly string[] {
  const own = ownRunAfter(step);
  return (step.branch?.steps ?? [])
    .filter((one) => one !== step && !own.has(one.name.toLowerCase()) && !visibility.sees(one, step))
    .map((one) => one.name);
}

/** The step beside that holds the one that is named: it was moved into it. */
function holderOf(names: FlowNames, { name, step }: NameUse): string | undefined {
  const target = names.isAmbiguous(name) ? undefined : names.action(name);
  const holder = target && names.visibility.meeting(step!, target);
  if (holder === undefined || holder.later !== step || holder.earlier === step) return undefined;
  const { earlier } = holder;
  if (ownRunAfter(step).has(earlier.name.toLowerCase()) || names.visibility.sees(earlier, step))
    return undefined;
  return earlier.name;
}

function ownRunAfter({ runAfter }: Step): ReadonlySet<string> {
  return new Set(runAfter.map(({ name }) => name.toLowerCase()));
}
