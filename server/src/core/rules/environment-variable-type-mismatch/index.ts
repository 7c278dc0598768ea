import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Parameter } from '../../flow/model.ts';
import { hasNoDefault } from '../../flow/parameters.ts';
import { replaceValue } from '../../json/edits.ts';
import type { EnvironmentVariableType, SolutionModel } from '../../solution/index.ts';
import { defineRule } from '../rule.ts';
import page from './README.md';

export const rule = defineRule({
  page,
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
      const found = mismatch(flow, solution, parameter);
      if (found === undefined) return;
      const { schemaName, type } = found;
      report({
        place: { node: flow.tree.child(parameter.node, 'type'), part: 'value' },
        message: `The parameter "${parameter.name}" is of type ${flow.tree.stringAt(parameter.node, 'type')}, and the variable "${schemaName}" of type ${NAMES[type]}.`,
        hint: `Change the type of the parameter to ${TARGETS[type][0]}, and check the steps that use it. If the definition of the variable is wrong, change that.`,
        why: 'The flow gets a value that it does not expect, and the platform refuses one that does not fit.',
        fix: typeFix(flow, parameter, type)?.disposition ?? null,
        key: 'type',
      });
    },
  },
  fixes({ flow, solution }, finding) {
    const parameter = flow.parameters.find((one) => flow.tree.child(one.node, 'type') === finding.place.node);
    const found = parameter && mismatch(flow, solution, parameter);
    const fix = found && typeFix(flow, parameter!, found.type);
    return fix === undefined ? [] : [fix];
  },
});

/** The types that a parameter may have for a variable, the usual one first (flow-format 2.2, 4.3). */
const TARGETS = {
  String: ['String', 'SecureString'],
  // The value of a data source, such as the address of a site, is text.
  DataSource: ['String', 'SecureString'],
  Number: ['Int', 'Float'],
  Boolean: ['Bool'],
  // Text may hold JSON.
  JSON: ['Object', 'Array', 'SecureObject', 'String', 'SecureString'],
} as const satisfies Readonly<Partial<Record<EnvironmentVariableType, readonly string[]>>>;

type Comparable = keyof typeof TARGETS;

/** As the maker portal calls them. */
const NAMES: Readonly<Record<Comparable, string>> = {
  String: 'Text',
  DataSource: 'Data source',
  Number: 'Decimal number',
  Boolean: 'Yes/No',
  JSON: 'JSON',
};

const PARAMETER_TYPES = new Set([
  'string',
  'securestring',
  'int',
  'float',
  'bool',
  'array',
  'object',
  'secureobject',
]);

function mismatch(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  { schemaName, type }: Parameter,
): { readonly schemaName: string; readonly type: Comparable } | undefined {
  if (flow.wrapper !== 'solution' || schemaName === undefined || !PARAMETER_TYPES.has(type)) return undefined;
  const variable = solution?.environmentVariable(schemaName);
  // A secret is no parameter of any type: another rule's business.
  if (variable?.type === undefined || variable.type === 'Secret') return undefined;
  const fits = TARGETS[variable.type].some((one) => one.toLowerCase() === type);
  return fits ? undefined : { schemaName: variable.schemaName, type: variable.type };
}

/** Safe where the default already is of the variable's type; else a default that says the same is written. */
function typeFix({ tree }: FlowModel, parameter: Parameter, type: Comparable): RuleFix | undefined {
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

function targetFor(type: Comparable, value: unknown): string {
  if (type === 'Number') return typeof value === 'number' && !Number.isInteger(value) ? 'Float' : 'Int';
  if (type === 'JSON') return Array.isArray(value) ? 'Array' : 'Object';
  return TARGETS[type][0];
}

/** The value as one of the variable's type; undefined where that would be a guess. */
function convert(value: unknown, type: Comparable): unknown {
  switch (type) {
    case 'String':
    case 'DataSource':
      if (typeof value === 'string') return value;
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    case 'Number': {
      if (typeof value === 'number') return value;
      const text = typeof value === 'string' ? value.trim() : '';
      return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
    }
    case 'Boolean': {
      if (typeof value === 'boolean') return value;
      const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
      if (text === 'true' || text === 'yes') return true;
      return text === 'false' || text === 'no' ? false : undefined;
    }
    case 'JSON':
      return typeof value === 'object' && value !== null ? value : undefined;
  }
}
