import { namesNobody } from '../../callers/index.ts';
import type { FlowFinding, RuleFix } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { addProperties, replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'http-trigger-open',
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: 'Anyone who has the URL of the HTTP trigger can start the flow',
    fix: 'review',
    kinds: ['tenant-only'],
    cwe: [306],
    checklist: { point: 'access', one: 'can be started by anyone', many: 'can be started by anyone' },
  },
  visit: { trigger: check },
  fixes,
});

const HINT =
  'Set "Who can trigger the flow" to users of your tenant, or to named users. Callers then have to send a token.';

const SETTING = 'triggerAuthenticationType';

function check({ flow, report }: FlowRuleContext, step: Step): void {
  if (step.lowerType !== 'request' || step.kind !== 'http' || !isPowerAutomate(flow)) return;
  const { tree } = flow;
  const setting = tree.child(step.inputs, SETTING);
  if (setting === NONE || (tree.isString(setting) && tree.string(setting).trim() === '')) {
    report({
      place: { node: step.node, part: 'key' },
      message: `${stepName(step)} does not say who may call it.`,
      why: 'In flows from before this setting, whoever has the URL can start the flow, without signing in.',
      hint: HINT,
      severity: 'warning',
      confidence: 'medium',
      // Logic Apps does not know the setting.
      fix: isPowerAutomate(flow) && (step.inputs === NONE || tree.isObject(step.inputs)) ? 'review' : null,
    });
    return;
  }
  const value = tree.string(setting).trim().toLowerCase();
  if (value === 'user' && namesNobody(tree, step)) {
    const users = tree.child(step.inputs, 'triggerAllowedUsers');
    report({
      place: { node: users === NONE ? setting : users, part: 'value' },
      message: `${stepName(step)} is for named users and names nobody, so the whole tenant can call it.`,
      hint: 'Name who may call it in "triggerAllowedUsers", by address or object id. If the whole tenant is meant, set "triggerAuthenticationType" to "Tenant".',
      severity: 'warning',
    });
    return;
  }
  if (value !== 'all') return;
  report({
    place: { node: setting, part: 'value' },
    message: `${stepName(step)} lets anyone with its URL start the flow, without signing in.`,
    why: 'Only the signature in the URL protects the flow, and it works for everyone it is passed on to.',
    hint: HINT,
  });
}

/** Writes the setting where the trigger keeps it, or adds it. */
function fixes({ flow }: FlowRuleContext, finding: FlowFinding): readonly RuleFix[] {
  const { tree } = flow;
  const step = stepAt(flow, finding.place.node);
  if (step?.role !== 'trigger' || !isPowerAutomate(flow)) return [];
  const setting = tree.child(step.inputs, SETTING);
  const edits =
    setting !== NONE
      ? replaceValue(tree, setting, 'Tenant')
      : step.inputs === NONE
        ? addProperties(tree, step.node, [['inputs', { [SETTING]: 'Tenant' }]])
        : addProperties(tree, step.inputs, [[SETTING, 'Tenant']]);
  if (tree.string(setting).trim().toLowerCase() === 'user') {
    const title = 'Say that every user of the tenant may call it';
    return [{ kind: 'tenant-only', title, disposition: 'review', edits }];
  }
  return [
    {
      kind: 'tenant-only',
      title: 'Let only users of the tenant call it',
      disposition: 'review',
      edits,
      note: 'Callers have to change before this goes live: each must send an OAuth token of your tenant in the Authorization header. The URL with its signature alone no longer works.',
    },
  ];
}
