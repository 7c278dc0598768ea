import { nearest } from '../../config/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { VARIABLE_WRITES } from '../../flow/variableWrites.ts';
import { replaceValue } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';
import { isVariableType, misfit, TYPE_NAMES } from './types.ts';

export const rule = defineRule({
  meta: {
    id: 'variable-type-mismatch',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A variable gets a value or a step that does not go with its type',
    fix: 'review',
    kinds: ['change-variable-type'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { node, wanted } = finding.data as Misnamed;
    if (wanted === undefined) return [];
    return [
      {
        kind: 'change-variable-type',
        title: `Write the type ${quotedName(wanted)} in place of ${quotedName(flow.tree.string(node))}`,
        disposition: 'review',
        edits: replaceValue(flow.tree, node, wanted),
      },
    ];
  },
});

/** A type that is none, and the one that is meant. */
interface Misnamed {
  readonly node: NodeId;
  readonly wanted: string | undefined;
}

const NO_REPAIR: Misnamed = { node: NONE, wanted: undefined };

/** What a step that adds to a variable does, by its type. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['incrementvariable', 'increments'],
  ['decrementvariable', 'decrements'],
  ['appendtostringvariable', 'appends a text to'],
  ['appendtoarrayvariable', 'appends an element to'],
]);

function check(context: FlowRuleContext): void {
  const names = namesOf(context.flow);
  if (!names.isComplete) return;
  for (const variable of names.variables) {
    if (variable.type === '' || variable.type.includes('@')) continue;
    if (isVariableType(variable.type)) checkValue(context, variable, variable.step, variable.value);
    else reportType(context, variable);
  }
  for (const use of names.uses('write')) checkWrite(context, names, use);
}

function reportType({ flow: { tree }, report }: FlowRuleContext, { name, node, step, type }: Variable): void {
  const typeNode = tree.child(node, 'type');
  const wanted = TYPE_NAMES.get(type) ?? nearest(type, TYPE_NAMES.values());
  report({
    place: { node: typeNode, part: 'value' },
    message: `${stepName(step)} gives the variable ${quotedName(name)} the type ${quotedName(tree.string(typeNode))}, which variables cannot have.`,
    hint: `${wanted === undefined ? '' : `Perhaps ${quotedName(wanted)} is meant. `}The types are string, integer, float, boolean, array and object.`,
    why: WHY,
    fix: wanted === undefined ? null : 'review',
    data: { node: typeNode, wanted } satisfies Misnamed,
  });
}

const WHY = 'The flow cannot be saved or turned on, or it fails when it runs; an import does not tell.';

function checkWrite(context: FlowRuleContext, names: FlowNames, use: NameUse): void {
  const { step } = use;
  const [variable, other] = names.variable(use.name);
  // Of several variables of one name nobody knows which type holds.
  if (step === undefined || variable === undefined || other !== undefined || !isVariableType(variable.type))
    return;
  const types = VARIABLE_WRITES.get(step.lowerType) ?? [];
  if (types.length === 0) {
    checkValue(context, variable, step, context.flow.tree.child(step.inputs, 'value'));
    return;
  }
  if (types.includes(variable.type)) return;
  context.report({
    place: use.place,
    message: `${stepName(step)} ${VERBS.get(step.lowerType)} the variable ${quotedName(variable.name)}, which is of type ${variable.type}.`,
    hint: `It goes with variables of type ${types.join(' or ')} only: set the variable instead, or give it that type.`,
    why: WHY,
    related: [typePlace(context.flow, variable)],
    fix: null,
    data: NO_REPAIR,
  });
}

function checkValue({ flow, report }: FlowRuleContext, variable: Variable, step: Step, value: NodeId): void {
  const found = value === NONE ? undefined : misfit(flow.tree, value, variable.type);
  if (found === undefined) return;
  const isOwn = step === variable.step;
  report({
    place: { node: value, part: 'value' },
    message: `${stepName(step)} ${isOwn ? 'initialises' : 'sets'} the variable ${quotedName(variable.name)} of type ${variable.type} with ${found}.`,
    hint: `Write a value of type ${variable.type}, or give the variable another type.`,
    why: WHY,
    related: isOwn ? [] : [typePlace(flow, variable)],
    fix: null,
    data: NO_REPAIR,
  });
}

function typePlace({ tree }: FlowModel, { node }: Variable) {
  return { node: tree.child(node, 'type'), part: 'value', message: 'Its type' } as const;
}
