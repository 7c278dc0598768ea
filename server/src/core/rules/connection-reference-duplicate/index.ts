import { normalizeApiName } from '../../platform/connectors.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import type { SolutionConnectionReference, SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { NEEDLESS_CONNECTION } from '../checklistPoints.ts';
import { duplicateReferences, usesOf } from '../duplicateReferences.ts';
import { defineSolutionRule } from '../rule.ts';
import { listNames } from '../texts.ts';
import { canMerge, hasAllSettings, mergeFix } from './merge.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'connection-reference-duplicate',
    category: 'solution',
    severity: 'hint',
    profile: 'default',
    title: 'Several connection references of a solution to one connector, where one would do',
    fix: 'review',
    kinds: ['merge-references'],
    checklist: NEEDLESS_CONNECTION,
  },
  visit: {
    solution({ solution, flows, report }) {
      if (flows === undefined) return;
      const reported = new Set<string>();
      for (const group of duplicateReferences(solution, flows)) {
        const [first, second] = group;
        if (first === undefined || second === undefined) continue;
        const { uri, span } = second.logicalName;
        const name = connectorNameIn(solution, first.connectorId?.value ?? '');
        const names = group.map((one) => one.logicalName.value);
        const kept = keptOf(solution, flows, group);
        const removed = group.filter((one) => one !== kept);
        const connector = normalizeApiName(first.connectorId?.value ?? '');
        const key = reported.has(connector)
          ? `${connector} ${second.logicalName.value.toLowerCase()}`
          : connector;
        reported.add(connector);
        report({
          place: { uri, span },
          message: `"${second.logicalName.value}" is one of ${group.length} connection references for ${name}, where one would do.`,
          hint: `If they are meant for the same account, let all flows use "${kept.logicalName.value}".`,
          why: `The designer made ${listNames(names, 4)}, and no flow uses two of them: one connection less to choose, review and renew.`,
          related: group
            .filter((one) => one !== second)
            .map(({ logicalName }) => ({
              uri: logicalName.uri,
              span: logicalName.span,
              message: `"${logicalName.value}" is for ${name}, too`,
            })),
          key,
          fix: canMerge(solution, flows, kept, removed) ? 'review' : null,
          data: [kept, ...removed].map((one) => one.logicalName.value),
        });
      }
    },
  },
  fixes({ solution, otherFlows }, finding) {
    const [kept, ...removed] = finding.data as readonly string[];
    if (kept === undefined || otherFlows === undefined) return [];
    const fix = mergeFix(solution, otherFlows, kept, removed);
    return fix === undefined ? [] : [fix];
  },
});

/** The one that the others give way to: by what settings files say of it, then by the flows that use it, then the first. */
function keptOf(
  solution: SolutionModel,
  flows: readonly FlowOverview[],
  group: readonly SolutionConnectionReference[],
): SolutionConnectionReference {
  const settled = group.filter((one) => hasAllSettings(solution, one, group));
  const candidates = (settled.length > 0 ? settled : group).map((one) => ({
    one,
    count: usesOf(flows, one).flows.size,
  }));
  return candidates.reduce((best, next) => (next.count > best.count ? next : best)).one;
}
