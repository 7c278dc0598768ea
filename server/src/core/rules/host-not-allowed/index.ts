import { matchesHost } from '../../config/policy/index.ts';
import type { Step } from '../../flow/model.ts';
import { callTargets } from '../callTargets.ts';
import { literalStarts } from '../literalStarts.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { hostOf } from './host.ts';
import page from './README.md';

export const rule = defineRule({
  page,
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
  for (const node of callTargets(flow, step)) {
    const site = step.expressions.find((one) => one.node === node && !one.inKey);
    const template = site?.template ?? {
      kind: 'literal' as const,
      value: flow.tree.string(node),
      problems: [],
    };
    for (const start of literalStarts(template)) {
      const host = hostOf(start.text, start.whole);
      if (host === undefined) continue;
      const blocked = matchesHost(host.name, policy.blockedHosts);
      if (!blocked && (policy.allowedHosts.length === 0 || matchesHost(host.name, policy.allowedHosts)))
        continue;
      report({
        place: {
          node,
          part: { inString: { start: start.at + host.span.start, end: start.at + host.span.end } },
        },
        message: `${stepName(step)} calls "${host.name}", a host that ${blocked ? '"blockedHosts" names' : '"allowedHosts" does not name'}.`,
        hint: 'Call a host that is allowed. If this one is right, have the people who keep the list add it.',
        why: 'The list of hosts stands in lockkeeper.config.json.',
        key: host.name,
      });
    }
  }
}
