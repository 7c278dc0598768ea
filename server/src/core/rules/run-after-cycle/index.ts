import type { Branch, RunAfter, Step } from '../../flow/model.ts';
import { orderOf } from '../../flow/order.ts';
import { cutText } from '../../text/cut.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'run-after-cycle',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'Steps run after each other in a circle',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

/** More related places of one circle help nobody. */
const MOST_RELATED = 10;
/** Names in a message. */
const MOST_NAMES = 4;

function check({ flow, report }: FlowRuleContext): void {
  if (flow.tree.problems.length > 0) return;
  const order = orderOf(flow);
  const branches = [flow.topLevel, ...flow.actions.flatMap((step) => step.branches)];
  for (const branch of branches) {
    for (const circle of order.circles(branch)) {
      // Two steps of one name: which of them is meant is not known.
      if (hasNamesakes(branch)) continue;
      const [first, ...others] = circle;
      const names = new Set(circle.map((step) => step.name.toLowerCase()));
      report({
        place: { node: entryInto(names, first!).node, part: 'key' },
        message: messageOf(circle),
        hint: 'Remove the run-after that leads back. The first step of each level runs after none.',
        why: 'The flow cannot be saved or turned on, and an import does not tell.',
        related: others.slice(0, MOST_RELATED).map((step) => ({
          node: entryInto(names, step).node,
          part: 'key',
          message: `${stepName(step)} is in the circle`,
        })),
      });
    }
  }
}

function messageOf(circle: readonly Step[]): string {
  const names = listNames(
    circle.map(({ name }) => cutText(name, 80)),
    MOST_NAMES,
  );
  return circle.length === 2
    ? `${names} run after each other, so that neither ever starts.`
    : `${names} run after each other in a circle, so that none ever starts.`;
}

/** The entry of a step's run-after by which it is in the circle. */
function entryInto(names: ReadonlySet<string>, { name, runAfter }: Step): RunAfter {
  const own = name.toLowerCase();
  return runAfter.find((entry) => entry.name.toLowerCase() !== own && names.has(entry.name.toLowerCase()))!;
}

function hasNamesakes({ steps }: Branch): boolean {
  return new Set(steps.map((step) => step.name.toLowerCase())).size < steps.length;
}
