// Templates of Azure Pipelines, as far as ours needs them: parameters, and expressions that name one.
import { parse } from 'yaml';

export interface Parameter {
  readonly name: string;
  readonly displayName: string;
  readonly type: 'string' | 'boolean';
  readonly default: string | boolean;
  readonly values?: readonly string[];
}

export interface AzureStep {
  readonly task?: string;
  readonly bash?: string;
  readonly displayName?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Template {
  readonly parameters: readonly Parameter[];
  readonly steps: readonly AzureStep[];
}

export const templateOf = (text: string): Template => parse(text) as Template;

/**
 * The environment of a step of a template that is given these parameters: what Azure Pipelines makes of `${{ parameters.name }}`
 * (a boolean reads True or False), and of a variable of the agent.
 */
export function environmentOf(
  { parameters }: Template,
  step: AzureStep,
  given: Readonly<Record<string, string | boolean>>,
  variables: ReadonlyMap<string, string>,
): Record<string, string> {
  const argumentOf = (name: string): string => {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) throw new Error(`There is no parameter ${name}.`);
    const value = given[name] ?? parameter.default;
    return typeof value === 'boolean' ? (value ? 'True' : 'False') : value;
  };
  const variableOf = (name: string): string => {
    const value = variables.get(name);
    if (value === undefined) throw new Error(`The agent has no variable ${name}.`);
    return value;
  };
  return Object.fromEntries(
    Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      text
        .replace(/\$\{\{ parameters\.(\w+) \}\}/g, (_, parameter: string) => argumentOf(parameter))
        .replace(/\$\(([\w.]+)\)/g, (_, variable: string) => variableOf(variable)),
    ]),
  );
}
