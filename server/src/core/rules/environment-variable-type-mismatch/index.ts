import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Parameter } from '../../flow/model.ts';
import { hasNoDefault } from '../../flow/parameters.ts';
import { replaceValue } from '../../json/edits.ts';
import { TYPE_NAMES } from '../../solution/data.ts';
import { convert, TARGETS, typeOfVariableBehind, type VariableType } from '../parameterTypes.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'environment-variable-type-mismatch',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A parameter and the environment variable behind it are of different types',
    fix: 'safe',
    kinds: ['change-type'],
    checklist: null,
  },
  visit: {
    parameter({ flow, solution, report }, parameter) {
      const found = typeOfVariableBehind(flow, solution, parameter);
      if (found === undefined) return;
      const { schemaName, type } = found;
      report({
        place: { node: flow.tree.child(parameter.node, 'type'), part: 'value' },
        message: `The parameter "${parameter.name}" is of type ${flow.tree.stringAt(parameter.node, 'type')}, and the variable "${schemaName}" of type ${TYPE_NAMES[type]}.`,
        hint: `Change the type of the parameter to ${TARGETS[type][0]}, and check the steps that use it. If the definition of the variable is wrong, change that.`,
        why: 'The flow gets a value that it does not expect, and the platform refuses one that does not fit.',
        fix: typeFix(flow, parameter, type)?.disposition ?? null,
        key: 'type',
      });
    },
  },
  fixes({ flow, solution }, finding) {
    const parameter = flow.parameters.find((one) => flow.tree.child(one.node, 'type') === finding.place.node);
    const found = parameter && typeOfVariableBehind(flow, solution, parameter);
    const fix = found && typeFix(flow, parameter!, found.type);
    return fix === undefined ? [] : [fix];
  },
});

/** Safe where the default already is of the variable's type; else a default that says the same is written. */
function typeFix({ tree }: FlowModel, parameter: Parameter, type: VariableType): RuleFix | undefined {
  const { defaultValue } = parameter;
  const typeNode = tree.child(parameter.node, 'type');
  const value = hasNoDefault(tree, parameter) ? undefined : tree.toValue(defaultValue);
  const converted = value === undefined ? undefined : convert(value, type);
  if (value !== undefined && converted === undefined) return undefined;
  const target = targetFor(type, converted);
  const written = tree.string(typeNode);
  const newType = written === written.toLowerCase() ? target.toLowerCase() : target;
  const same = converted === value;
  return {
    kind: 'change-type',
    title: `Change the type of "${parameter.name}" to ${newType}`,
    disposition: value !== undefined && same ? 'safe' : 'review',
    edits: [
      ...replaceValue(tree, typeNode, newType),
      ...(same ? [] : replaceValue(tree, defaultValue, converted)),
    ],
    ...(value !== undefined && same
      ? {}
      : { note: 'The steps that use the parameter get a value of another type: check them.' }),
  };
}

function targetFor(type: VariableType, value: unknown): string {
  if (type === 'Number') return typeof value === 'number' && !Number.isInteger(value) ? 'Float' : 'Int';
  if (type === 'JSON') return Array.isArray(value) ? 'Array' : 'Object';
  return TARGETS[type][0];
}
