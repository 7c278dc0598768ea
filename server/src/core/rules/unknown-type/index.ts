import type { FlowModel, Step } from '../../flow/model.ts';
import { isKnownType, typeNames } from '../../flow/stepTypes.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { replaceValue } from '../../json/edits.ts';
import { isComputed } from '../literalValue.ts';
import { NearNames } from '../nearNames.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-type',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A trigger or an action has a type that the platform does not know',
    fix: 'review',
    kinds: ['correct-type'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow: { tree } }, finding) {
    const near = finding.data as string | undefined;
    if (near === undefined) return [];
    return [
      {
        kind: 'correct-type',
        title: `Write the type "${near}"`,
        disposition: 'review',
        edits: replaceValue(tree, finding.place.node, near),
      },
    ];
  },
});

function check({ flow, report }: FlowRuleContext): void {
  if (flow.tree.problems.length > 0) return;
  const unknown = flow.steps.filter(
    (step) => !isKnownType(step.role, step.lowerType) && isLiteral(flow, step),
  );
  if (unknown.length === 0) return;
  const near = {
    trigger: new NearNames(() => typeNames('trigger', isPowerAutomate(flow))),
    action: new NearNames(() => typeNames('action', isPowerAutomate(flow))),
  };
  for (const step of unknown) {
    const { role, type } = step;
    const suggestion = typeOfStep(role, type) ?? near[role].of(type);
    const other = role === 'trigger' ? 'action' : 'trigger';
    const description = isKnownType(other, step.lowerType)
      ? `which ${other}s have, and no ${role}`
      : 'which the platform does not know';
    report({
      place: { node: flow.tree.child(step.node, 'type'), part: 'value' },
      message: `${stepName(step)} has the type ${quotedName(type)}, ${description}.`,
      hint: `${suggestion === undefined ? '' : `Perhaps "${suggestion}" is meant. `}Take the type that the designer writes for this kind of step.`,
      why: 'A flow with a type that the platform does not know cannot be saved or turned on, and an import does not tell.',
      fix: suggestion === undefined ? null : 'review',
      data: suggestion,
    });
  }
}

/** Types by the names that the designer shows for their steps, which is what people write. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['condition', 'If'],
  ['applytoeach', 'Foreach'],
  ['dountil', 'Until'],
  ['delay', 'Wait'],
  ['delayuntil', 'Wait'],
  ['filterarray', 'Query'],
  ['createhtmltable', 'Table'],
  ['createcsvtable', 'Table'],
  ['runachildflow', 'Workflow'],
]);

function typeOfStep(role: Step['role'], type: string): string | undefined {
  return role === 'action' ? SHOWN.get(type.toLowerCase().replace(/[ _-]/g, '')) : undefined;
}

/** A type that is missing is told by rule invalid-flow-shape. */
function isLiteral(flow: FlowModel, step: Step): boolean {
  return step.type.trim() !== '' && !isComputed(flow, flow.tree.child(step.node, 'type'));
}
