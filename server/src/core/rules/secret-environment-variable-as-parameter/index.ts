import { parameterToSecretFixes } from '../../fixes/literal/index.ts';
import type { Parameter } from '../../flow/model.ts';
import { notTurnedOn } from '../activation.ts';
import { SECRET_OUT_OF_REACH } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-environment-variable-as-parameter',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow takes an environment variable of type Secret as a parameter',
    fix: 'review',
    kinds: ['read-at-run-time'],
    checklist: SECRET_OUT_OF_REACH,
  },
  visit: {
    parameter({ flow, solution, report }, parameter) {
      if (flow.wrapper !== 'solution' || parameter.schemaName === undefined) return;
      const variable = solution?.environmentVariable(parameter.schemaName);
      if (variable?.type !== 'Secret') return;
      report({
        place: { node: parameter.node, part: 'key' },
        message: `The parameter "${parameter.name}" takes the variable "${variable.schemaName}", which is of type Secret.`,
        hint: 'Read it at run time with the unbound Dataverse action RetrieveEnvironmentVariableSecretValue. Secure the outputs of that step, and remove the parameter.',
        why: `Flows cannot take secret variables as parameters. ${notTurnedOn(flow)}`,
        fix: parameterToSecretFixes(flow, solution, parameter).length === 0 ? null : 'review',
      });
    },
  },
  fixes({ flow, solution, otherFlows }, finding) {
    const parameter = flow.parameters.find((one: Parameter) => one.node === finding.place.node);
    return parameter === undefined ? [] : parameterToSecretFixes(flow, solution, parameter, otherFlows);
  },
});
