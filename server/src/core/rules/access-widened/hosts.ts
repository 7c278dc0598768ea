import { matchesHost } from '../../config/policy/index.ts';
import type { NodePlace, Related } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { type CalledHost, calledHosts } from '../calledHosts.ts';
import type { FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

/** Steps named one by one. */
const MAX_RELATED = 10;

/** Tells of each host that the flow calls now and did not call before; where the team keeps a list of hosts, that decides. */
export function reportHosts({ flow, policy, report }: FlowRuleContext, before: FlowModel): void {
  const { allowedHosts = [], blockedHosts = [] } = policy ?? {};
  // Of every other host, rule host-not-allowed tells then.
  if (allowedHosts.length > 0) return;
  const now = hostsIn(flow);
  if (now.size === 0) return;
  const known = hostsIn(before);
  for (const [name, calls] of now) {
    if (known.has(name) || matchesHost(name, blockedHosts)) continue;
    const [first, ...others] = calls;
    report({
      place: first!.host.place,
      message: `${stepName(first!.step)} calls "${name}", a host that the flow did not call before.`,
      hint: 'Check what is sent there. "allowedHosts" in the config lists the hosts that need no second look.',
      why: 'What a step sends to a host leaves the tenant, and whoever runs the host can keep it.',
      severity: 'info',
      related: others.slice(0, MAX_RELATED).map(
        ({ step, host }): Related<NodePlace> => ({
          ...host.place,
          message: `${stepName(step)} calls it as well`,
        }),
      ),
      key: `host ${name}`,
    });
  }
}

interface Call {
  readonly step: Step;
  readonly host: CalledHost;
}

function hostsIn(flow: FlowModel): ReadonlyMap<string, readonly Call[]> {
  const found = new Map<string, Call[]>();
  for (const step of flow.steps) {
    for (const host of calledHosts(flow, step)) pushTo(found, host.name, { step, host });
  }
  return found;
}
