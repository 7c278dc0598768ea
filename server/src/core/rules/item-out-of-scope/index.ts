import { writeName } from '../../fixes/flow/names.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { keyOf, quotedName, userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'item-out-of-scope',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression reads the item of a loop that is not around it',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { use, loop } = finding.data as Misplaced;
    if (use === undefined || loop === undefined) return [];
    const title = `Read the item of ${quotedName(loop.name)} in place of ${quotedName(use.name)}`;
    const edits = [writeName(flow.tree, use, loop.name)];
    return [{ kind: 'correct-name', title, disposition: 'review', edits }];
  },
});

interface Misplaced {
  /** Undefined for `item()`, which names no loop. */
  readonly use: NameUse | undefined;
  /** The innermost loop of the right kind around the place. */
  readonly loop: Step | undefined;
}

const WHY = 'The flow cannot be saved or turned on, and an import does not tell.';

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (!names.isComplete) return;
  for (const use of names.uses('loop')) {
    const wrong = misplaced(flow, names, use);
    if (wrong === undefined) continue;
    const { loop, description } = wrong;
    report({
      place: use.place,
      message: `${userName(flow, use)} ${description}.`,
      hint:
        loop === undefined
          ? 'Read it in a step of that loop.'
          : `The loop around it is ${quotedName(loop.name)}.`,
      why: WHY,
      key: keyOf(use),
      fix: loop === undefined ? null : 'review',
      data: { use, loop } satisfies Misplaced,
    });
  }
  for (const use of names.uses('item')) {
    if (use.step === undefined || hasItem(flow, names, use.place.node, use.step)) continue;
    report({
      place: use.place,
      message: `${userName(flow, use)} reads item(), and no loop is around it.`,
      hint: 'Read it in a loop, or in the part of a step that looks at one row after another.',
      why: WHY,
      key: `item ${keyOf(use)}`,
      fix: null,
      data: { use: undefined, loop: undefined } satisfies Misplaced,
    });
  }
}

/** What is wrong with `items('…')` or `iterationIndexes('…')`; undefined where nothing is. */
function misplaced(
  flow: FlowModel,
  names: FlowNames,
  use: NameUse,
): { readonly description: string; readonly loop: Step | undefined } | undefined {
  const { step, name, reference } = use;
  if (step === undefined || names.visibility.isTooDeep(step)) return undefined;
  const isIndex = reference?.function === 'iterationindexes';
  const wanted = isIndex ? 'until' : 'foreach';
  const around = names.visibility.around(step).filter((one) => one.lowerType === wanted);
  if (isIndex && step.lowerType === 'until' && isWithin(flow, step.control, use.place.node))
    around.unshift(step);
  if (around.some((one) => one.name.toLowerCase() === name.toLowerCase())) return undefined;
  const what = isIndex ? 'counts the rounds of' : 'reads the item of';
  const target = names.action(name);
  const problem =
    target === undefined
      ? 'which is not in the flow'
      : target.lowerType === wanted
        ? 'a loop that is not around it'
        : `which is no ${isIndex ? '"Do until"' : '"Apply to each"'}`;
  return { description: `${what} ${quotedName(name)}, ${problem}`, loop: around[0] };
}

/** Parts of steps that look at one row after another. */
const ROWS: ReadonlyMap<string, string> = new Map([
  ['query', 'where'],
  ['select', 'select'],
  ['table', 'columns'],
]);

function hasItem(flow: FlowModel, names: FlowNames, node: number, step: Step): boolean {
  if (names.visibility.isTooDeep(step)) return true;
  const rows = ROWS.get(step.lowerType);
  if (rows !== undefined && isWithin(flow, flow.tree.child(step.inputs, rows), node)) return true;
  return names.visibility.around(step).some((one) => one.lowerType === 'foreach');
}

function isWithin({ tree }: FlowModel, part: number, node: number): boolean {
  return part >= 0 && node >= part && node < tree.after(part);
}
