import type { Step } from '../../flow/model.ts';
import { describeOperation, secretRead } from '../../platform/operations.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { DEFAULT_OPERATIONS, type Risk, riskOf } from './operations.ts';

export const rule = defineRule({
  meta: {
    id: 'high-risk-operation',
    category: 'access',
    severity: 'info',
    profile: 'pedantic',
    title: 'A step can do anything that its connection or address allows',
    fix: null,
    cwe: [250],
    options: [
      {
        name: 'operations',
        type: 'texts',
        description:
          'Operations to tell, instead of the list that comes with the rule: a step type, a connector, or a connector and an operation',
      },
    ],
    checklist: {
      point: 'connections',
      one: 'can do anything that its connection allows',
      many: 'can do anything that their connections allow',
    },
  },
  visit: { trigger: check, action: check },
});

function check({ flow, options, solution, report }: FlowRuleContext, step: Step): void {
  const risk = riskOf(step, risksOf(options.operations));
  if (risk === undefined || (DEFAULT_OPERATIONS.includes(risk) && readsSecretVariable(flow, step))) return;
  report({
    place: { node: step.node, part: 'key' },
    message: `${stepName(step)} ${risk.does}.`,
    hint: 'Have somebody else look at it: whether it is needed, whether a narrower operation does, and who can change what it sends.',
    why:
      step.operation &&
      `It is the operation ${describeOperation(step.operation, (apiName) => connectorNameIn(solution, apiName))}.`,
  });
}

/** The unbound action that only reads a secret environment variable: other rules ask for it and look after its answer. */
function readsSecretVariable({ tree }: FlowRuleContext['flow'], { operation }: Step): boolean {
  return (
    operation !== undefined &&
    secretRead(operation, (name) => tree.stringAt(operation.parameters, name)) !== undefined
  );
}

/** The option `operations` takes the place of the list that comes with the rule. */
function risksOf(option: unknown): readonly Risk[] {
  if (!Array.isArray(option)) return DEFAULT_OPERATIONS;
  return option
    .filter((one): one is string => typeof one === 'string' && one.trim() !== '')
    .map((one) => {
      const pattern = one.trim().toLowerCase();
      return DEFAULT_OPERATIONS.find((risk) => risk.pattern === pattern) ?? { pattern, does: LISTED };
    });
}

const LISTED = 'is on the list of operations that a reviewer should see';
