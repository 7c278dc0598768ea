import type { FlowModel, Parameter } from '../flow/model.ts';
import type { EnvironmentVariableType, SolutionModel } from '../solution/index.ts';

/** Types of parameters, of the environment variables behind them, and values of one type as those of another. */

/** The types that a parameter may have for a variable, the usual one first (flow-format 2.2, 4.3). */
export const TARGETS = {
  String: ['String', 'SecureString'],
  // The value of a data source, such as the address of a site, is text.
  DataSource: ['String', 'SecureString'],
  Number: ['Int', 'Float'],
  Boolean: ['Bool'],
  // Text may hold JSON.
  JSON: ['Object', 'Array', 'SecureObject', 'String', 'SecureString'],
} as const satisfies Readonly<Partial<Record<EnvironmentVariableType, readonly string[]>>>;

/** Types of variables that a parameter may stand for. */
export type VariableType = keyof typeof TARGETS;

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

/** The variable behind a parameter whose type does not fit; undefined where it does, or where nothing is known of it. */
export function typeOfVariableBehind(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  { schemaName, type }: Parameter,
): { readonly schemaName: string; readonly type: VariableType } | undefined {
  if (flow.wrapper !== 'solution' || schemaName === undefined || !PARAMETER_TYPES.has(type)) return undefined;
  const variable = solution?.environmentVariable(schemaName);
  // A secret is no parameter of any type: another rule's business.
  if (variable?.type === undefined || variable.type === 'Secret') return undefined;
  const fits = TARGETS[variable.type].some((one) => one.toLowerCase() === type);
  return fits ? undefined : { schemaName: variable.schemaName, type: variable.type };
}

/** The value as one of the variable's type; undefined where that would be a guess. */
export function convert(value: unknown, type: VariableType): unknown {
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
