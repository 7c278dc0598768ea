import { matchesHost } from '../../config/policy/index.ts';
import type { Step } from '../../flow/model.ts';
import { calledHosts } from '../calledHosts.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'host-not-allowed',
    category: 'access',
    severity: 'warning',
    profile: 'default',
    title: 'A step calls a host that the policy of the team does not allow',
    fix: null,
    cwe: [923],
    checklist: {
      point: 'calls',
      one: 'calls a host that the policy does not allow',
      many: 'call a host that the policy does not allow',
    },
  },
  visit: { trigger: check, action: check },
});

function check({ flow, policy, report }: FlowRuleContext, step: Step): void {
  if (policy === undefined || policy.allowedHosts.length + policy.blockedHosts.length === 0) return;
  for (const { name, place } of calledHosts(flow, step)) {
    const blocked = matchesHost(name, policy.blockedHosts);
    if (!blocked && (policy.allowedHosts.length === 0 || matchesHost(name, policy.allowedHosts))) continue;
    report({
      place,
      message: `${stepName(step)} calls "${name}", a host that ${blocked ? '"blockedHosts" names' : '"allowedHosts" does not name'}.`,
      hint: 'Call a host that is allowed. If this one is right, have the people who keep the list add it.',
      why: 'The list of hosts stands in lockkeeper.config.json.',
      key: name,
    });
  }
}
