import type { Parameter } from '../../flow/model.ts';
import { hasNoDefault } from '../../flow/parameters.ts';
import { replaceValue } from '../../json/edits.ts';
import type { JsonTree } from '../../json/tree.ts';
import { convert, typeOfVariableBehind, type VariableType } from '../parameterTypes.ts';
import { defineRule } from '../rule.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'parameter-type-mismatch',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'The default of a parameter is not of its type',
    fix: 'safe',
    kinds: ['change-default'],
    checklist: null,
  },
  visit: {
    parameter({ flow, solution, report }, parameter) {
      const { tree } = flow;
      if (tree.problems.length > 0 || hasNoDefault(tree, parameter)) return;
      const type = TYPES.get(parameter.type);
      const { defaultValue } = parameter;
      if (type === undefined || type.fits(tree.toValue(defaultValue))) return;
      // Then the type is wrong, and told by another rule.
      if (typeOfVariableBehind(flow, solution, parameter) !== undefined) return;
      report({
        place: { node: defaultValue, part: 'value' },
        message: `The parameter ${quotedName(parameter.name)} is ${type.name}, and its default is ${kindOf(tree, parameter)}.`,
        hint: 'Write a default of the type, or change the type of the parameter and check the steps that read it.',
        why: 'The service refuses to save or turn on the flow, and an import does not tell.',
        fix: converted(tree, parameter) === undefined ? null : 'safe',
      });
    },
  },
  fixes({ flow: { tree, parameters } }, finding) {
    const parameter = parameters.find((one) => one.defaultValue === finding.place.node);
    const value = parameter && converted(tree, parameter);
    if (parameter === undefined || value === undefined) return [];
    return [
      {
        kind: 'change-default',
        title: `Write the default of ${quotedName(parameter.name)} as ${TYPES.get(parameter.type)!.name}`,
        disposition: 'safe',
        edits: replaceValue(tree, parameter.defaultValue, value),
      },
    ];
  },
});

interface ParameterType {
  /** Within a sentence. */
  readonly name: string;
  readonly fits: (value: unknown) => boolean;
  /** For values that say the same in another type. */
  readonly as?: VariableType;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const TEXT: ParameterType = { name: 'a text', fits: isText, as: 'String' };
const OBJECT: ParameterType = {
  name: 'an object',
  fits: (value) => isObject(value) && !Array.isArray(value),
};

/** Types of parameters, lower-cased (workflow definition language, "Parameters"). */
const TYPES: ReadonlyMap<string, ParameterType> = new Map<string, ParameterType>([
  ['string', TEXT],
  ['securestring', TEXT],
  ['int', { name: 'a whole number', fits: (value) => Number.isInteger(value), as: 'Number' }],
  ['float', { name: 'a number', fits: (value) => typeof value === 'number', as: 'Number' }],
  ['bool', { name: 'true or false', fits: (value) => typeof value === 'boolean', as: 'Boolean' }],
  ['array', { name: 'a list', fits: Array.isArray }],
  ['object', OBJECT],
  ['secureobject', OBJECT],
]);

/** The default as a value of the parameter's type; undefined where that would be a guess. */
function converted(tree: JsonTree, { type: name, defaultValue }: Parameter): unknown {
  const type = TYPES.get(name);
  const value = type?.as && convert(tree.toValue(defaultValue), type.as);
  return value !== undefined && type?.fits(value) ? value : undefined;
}

/** What a default is, without its value: that may be a secret. */
function kindOf(tree: JsonTree, { defaultValue }: Parameter): string {
  if (tree.isString(defaultValue)) return 'a text';
  if (tree.isArray(defaultValue)) return 'a list';
  if (tree.isObject(defaultValue)) return 'an object';
  const value = tree.toValue(defaultValue);
  return typeof value === 'number' ? 'a number' : value === null ? 'null' : 'true or false';
}
