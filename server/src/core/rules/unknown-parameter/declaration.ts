import type { EnvironmentVariableType } from '../../solution/index.ts';
import type { FlowRuleContext } from '../rule.ts';

/** A parameter as it is to be declared. */
export interface Declaration {
  readonly value: object;
  readonly note: string;
}

/** Parameters that the platform itself fills. */
const OF_PLATFORM: ReadonlyMap<string, object> = new Map([
  ['$connections', { defaultValue: {}, type: 'Object' }],
  ['$authentication', { defaultValue: {}, type: 'SecureObject' }],
]);

/** Type and first value of the parameter for an environment variable; a secret one is no parameter. */
const OF_VARIABLES: Readonly<Partial<Record<EnvironmentVariableType, object>>> = {
  String: { defaultValue: '', type: 'String' },
  DataSource: { defaultValue: '', type: 'String' },
  Number: { defaultValue: 0, type: 'Float' },
  Boolean: { defaultValue: false, type: 'Bool' },
  JSON: { defaultValue: {}, type: 'Object' },
};

/** `Site (abc_Site)`: how the designer names the parameter for an environment variable. */
const BOUND = /\((\w+)\)$/;

/**
 * How a parameter that is missing is declared: for an environment variable of the solution as the designer does it, else as a
 * text with an empty value, without which the platform refuses it. Undefined for a name that cannot be declared.
 */
export function declarationOf({ solution, flow }: FlowRuleContext, name: string): Declaration | undefined {
  const ofPlatform = OF_PLATFORM.get(name.toLowerCase());
  if (ofPlatform !== undefined) return { value: ofPlatform, note: 'The platform fills it.' };
  if (name.trim() === '' || name.startsWith('$')) return undefined;
  const schemaName = BOUND.exec(name)?.[1];
  const variable = schemaName === undefined ? undefined : solution?.environmentVariable(schemaName);
  if (variable?.type === undefined)
    return {
      value: { defaultValue: '', type: 'String' },
      note: 'It is declared as a text with an empty value: give it the value that the flow needs.',
    };
  const value = OF_VARIABLES[variable.type];
  const isBound = flow.parameters.some((one) => one.schemaName?.toLowerCase() === schemaName?.toLowerCase());
  if (value === undefined || isBound) return undefined;
  const metadata = { schemaName: variable.schemaName, description: '' };
  return { value: { ...value, metadata }, note: 'It takes the value of the environment variable.' };
}
