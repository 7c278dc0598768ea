import type { RuleFix } from '../../finding.ts';
import { runAfterEdits } from '../../fixes/flow/runAfter.ts';
import { moveToTopLevel } from '../../fixes/variable/toTopLevel.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { runAfterFixes } from '../runAfterFixes.ts';
import { stepName } from '../texts.ts';
import { keyOf, quotedName, userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'variable-used-before-initialised',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step uses a variable before it is initialised',
    fix: 'review',
    kinds: ['add-run-after', 'initialise-at-top-level'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const found = finding.data as TooEarly;
    const later = found.first === undefined ? [] : runAfterFixes(flow, found.step, found.first);
    return later.length > 0 ? later : movedUp(flow, found);
  },
});

/** A step that uses a variable, and the only one that initialises it, which comes too late. */
interface TooEarly {
  readonly step: Step;
  /** Undefined where several do, where it is the step itself, and beyond the first findings. */
  readonly first: Step | undefined;
}

/** Looking for a repair costs as much as the flow has steps. */
const MOST_REPAIRS = 100;

/** Where the step runs before the one that initialises the variable, that one moves up. */
function movedUp(flow: FlowModel, { step, first }: TooEarly): readonly RuleFix[] {
  const moved = first && moveToTopLevel(flow, first, step);
  if (moved === undefined) return [];
  const title = `Move ${stepName(first!)} up, before ${stepName(moved.before)}`;
  return [{ kind: 'initialise-at-top-level', title, disposition: 'review', edits: moved.edits }];
}

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const { visibility } = names;
  const isTooEarly = ({ step }: NameUse, declared: readonly Variable[]): boolean =>
    step !== undefined &&
    step.role === 'action' &&
    declared.every((one) => !visibility.sees(step, one.step)) &&
    visibility.isKnown(step) &&
    declared.every((one) => visibility.isKnown(one.step));
  let found = 0;
  for (const use of [...names.uses('variable'), ...names.uses('write')]) {
    const declared = names.variable(use.name);
    const [first] = declared;
    if (first === undefined || !isTooEarly(use, declared)) continue;
    const isOwn = first.step === use.step;
    const only = isOwn || declared.length > 1 || found++ >= MOST_REPAIRS ? undefined : first.step;
    const data: TooEarly = { step: use.step!, first: only };
    const verb = use.kind === 'write' ? 'sets' : 'reads';
    const when = isOwn ? 'to initialise it' : `which ${stepName(first.step)} does not initialise before`;
    report({
      place: use.place,
      message: `${userName(flow, use)} ${verb} the variable ${quotedName(first.name)}${isOwn ? ' ' : ', '}${when}.`,
      hint: isOwn
        ? 'Initialise it with another value.'
        : `Let it run after ${stepName(first.step)}, or initialise the variable at the beginning of the flow.`,
      why: 'The flow cannot be saved or turned on, and an import does not tell.',
      key: keyOf(use),
      fix: !isRepairable(flow, data) ? null : 'review',
      data,
      related: isOwn ? [] : [{ node: first.step.node, part: 'key', message: 'It is initialised here' }],
    });
  }
}

function isRepairable(flow: FlowModel, { step, first }: TooEarly): boolean {
  if (first === undefined) return false;
  return runAfterEdits(flow, step, first) !== undefined || moveToTopLevel(flow, first, step) !== undefined;
}
