import type { RuleFix } from '../../finding.ts';
import { isEditable } from '../../fixes/literal/literal.ts';
import type { Parameter } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import {
  addEnvironmentVariable,
  isRefused,
  type NewEnvironmentVariable,
  type SolutionModel,
} from '../../solution/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { isExported, isListed, VARIABLE_COMPONENT } from '../solutionComponents.ts';

export const rule = defineRule({
  meta: {
    id: 'environment-variable-undefined',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A flow takes an environment variable that the solution does not define',
    fix: 'review',
    kinds: ['define-variable'],
    checklist: null,
  },
  visit: {
    parameter(context, parameter) {
      const { flow, solution, report } = context;
      const { name, schemaName } = parameter;
      if (flow.wrapper !== 'solution' || schemaName === undefined || schemaName === '') return;
      if (!isExported(solution) || !shouldDefine(solution, schemaName)) return;
      const listed = isListed(solution, VARIABLE_COMPONENT, schemaName);
      const why = listed
        ? 'The solution lists the variable as its own, and its definition is not in the folder.'
        : 'The solution does not list the variable among what it needs from elsewhere.';
      report({
        place: { node: parameter.node, part: 'key' },
        message: `The parameter "${name}" takes the environment variable "${schemaName}", which the solution does not define.`,
        why: `${why} Where it is missing, the flow has no value and cannot be turned on.`,
        hint: 'Add the definition of the variable to the solution. If another solution brings it, export this one again, so that the dependency is listed.',
        fix: definitionFix(context, parameter) === undefined ? null : 'review',
      });
    },
  },
  fixes(context, finding) {
    const parameter = context.flow.parameters.find((one) => one.node === finding.place.node);
    const fix = parameter && definitionFix(context, parameter);
    return fix === undefined ? [] : [fix];
  },
});

/** True when the variable surely belongs into the solution and is not there. */
function shouldDefine(solution: SolutionModel, schemaName: string): boolean {
  const { unknown } = solution;
  if (unknown.has('environmentVariables') || unknown.has('rootComponents')) return false;
  if (solution.environmentVariable(schemaName) !== undefined) return false;
  if (isListed(solution, VARIABLE_COMPONENT, schemaName)) return true;
  // A variable of another publisher comes with that publisher's solution.
  const prefix = solution.prefix?.toLowerCase();
  if (prefix === undefined || !schemaName.toLowerCase().startsWith(`${prefix}_`)) return false;
  const declared =
    unknown.has('required') ||
    solution.requires('environmentvariabledefinition', schemaName) ||
    solution.requires(String(VARIABLE_COMPONENT), schemaName);
  return !declared && !solution.isElsewhere('environmentVariable', schemaName);
}

const TYPES: ReadonlyMap<string, NewEnvironmentVariable['type']> = new Map(
  Object.entries({
    string: 'String',
    int: 'Number',
    float: 'Number',
    bool: 'Boolean',
    object: 'JSON',
    array: 'JSON',
  }),
);

/** A definition of the parameter's type with its default; none for what is, or is for, a secret. */
function definitionFix(
  { flow, secrets, solution }: Pick<FlowRuleContext, 'flow' | 'secrets' | 'solution'>,
  parameter: Parameter,
): RuleFix | undefined {
  const type = TYPES.get(parameter.type);
  const { schemaName } = parameter;
  if (!isEditable(solution) || schemaName === undefined || type === undefined) return undefined;
  const isSecret =
    credentialName(parameter.name)?.kind === 'strong' ||
    credentialName(schemaName.slice(schemaName.indexOf('_') + 1))?.kind === 'strong' ||
    secrets.some((hit) => hit.parameter?.node === parameter.node);
  if (isSecret) return undefined;
  const variable = { schemaName, displayName: displayNameOf(parameter.name, schemaName), type };
  const defaultValue = defaultOf(flow, parameter);
  const whole =
    defaultValue === undefined ? undefined : addEnvironmentVariable(solution, { ...variable, defaultValue });
  // What is too long or cannot be written is left out.
  const edit = whole === undefined || isRefused(whole) ? addEnvironmentVariable(solution, variable) : whole;
  if (isRefused(edit)) return undefined;
  return {
    kind: 'define-variable',
    title: `Define the environment variable "${schemaName}"`,
    disposition: 'review',
    edits: [],
    others: edit,
    note:
      edit === whole
        ? 'The default of the parameter becomes the default of the variable: check that it may go to every environment.'
        : 'The variable gets no default: set its value in each environment.',
  };
}

/** `Site` of `Site (abc_Site)`. */
function displayNameOf(name: string, schemaName: string): string {
  const suffix = ` (${schemaName})`.toLowerCase();
  return name.toLowerCase().endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** As the platform writes it; undefined when there is none. */
function defaultOf({ tree }: FlowRuleContext['flow'], { defaultValue }: Parameter): string | undefined {
  if (defaultValue === NONE) return undefined;
  const value = tree.toValue(defaultValue);
  if (value === null || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
