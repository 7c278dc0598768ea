import type { FlowRuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { reportConnections } from './connections.ts';
import { reportHosts } from './hosts.ts';
import { reportOwner } from './owner.ts';
import { reportTrigger } from './trigger.ts';

export const rule = defineRule({
  meta: {
    id: 'access-widened',
    category: 'access',
    severity: 'warning',
    profile: 'default',
    title: 'More people can start the flow, or it reaches further, than before',
    fix: null,
    cwe: [284],
    checklist: {
      point: 'access',
      one: 'lets more in, or reaches further, than before',
      many: 'let more in, or reach further, than before',
    },
  },
  visit: {
    flow(context: FlowRuleContext) {
      const { base, flow } = context;
      if (base === undefined) return;
      // Who owns a flow stands in other files than its own.
      reportOwner(context, base);
      if (base.flow === flow) return;
      reportTrigger(context, base.flow);
      reportConnections(context, base.flow);
      reportHosts(context, base.flow);
    },
  },
});
