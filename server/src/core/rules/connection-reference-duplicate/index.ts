import { connectorName, normalizeApiName } from '../../detect/connectors.ts';
import type { FlowOverview } from '../../overview/index.ts';
import type { SolutionConnectionReference, SolutionModel } from '../../solution/index.ts';
import { tellsReferences } from '../connectionReferences.ts';
import { defineRule } from '../rule.ts';
import { listNames } from '../texts.ts';
import { canMerge, hasAllSettings, mergeFix } from './merge.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-reference-duplicate',
    category: 'solution',
    severity: 'hint',
    profile: 'default',
    title: 'Several connection references of a solution to one connector, where one would do',
    fix: 'review',
  },
  visit: {
    solution({ solution, flows, report }) {
      if (!tellsReferences(solution) || solution.connectionReferences.length < 2) return;
      if (flows === undefined || flows.some((flow) => !flow.whole)) return;
      for (const group of groupsOf(solution, flows)) {
        const [first, second] = group;
        if (first === undefined || second === undefined) continue;
        const { uri, span } = second.logicalName;
        const name = connectorName(first.connectorId?.value ?? '');
        const names = group.map((one) => one.logicalName.value);
        const kept = keptOf(solution, flows, group);
        const removed = group.filter((one) => one !== kept);
        report({
          place: { uri, span },
          message: `The designer made ${group.length} connection references for ${name}: ${listNames(names, 4)}. No flow uses two of them, so one would do for all.`,
          hint: `If they are meant for the same account, let all flows use "${kept.logicalName.value}": one connection less to choose, review and renew.`,
          related: group
            .filter((one) => one !== second)
            .map(({ logicalName }) => ({
              uri: logicalName.uri,
              span: logicalName.span,
              message: `"${logicalName.value}" is for ${name}, too`,
            })),
          key: normalizeApiName(first.connectorId?.value ?? ''),
          fix: canMerge(solution, flows, kept, removed) ? 'review' : null,
          data: [kept, ...removed].map((one) => one.logicalName.value),
        });
      }
    },
  },
  solutionFixes({ solution, otherFlows }, finding) {
    const [kept, ...removed] = finding.data as readonly string[];
    if (kept === undefined || otherFlows === undefined) return [];
    const fix = mergeFix(solution, otherFlows, kept, removed);
    return fix === undefined ? [] : [fix];
  },
});

/** How the designer names the references that it makes by itself; others were named with a purpose. */
const GENERATED = /_shared[a-z0-9]{1,80}_[0-9a-f]{5}$/i;

/** They are compared one by one. */
const MOST_COMPARED = 60;

/** References to the same connector that could stand for each other. */
function groupsOf(solution: SolutionModel, flows: readonly FlowOverview[]): SolutionConnectionReference[][] {
  const byConnector = new Map<string, SolutionConnectionReference[]>();
  for (const one of solution.connectionReferences) {
    if (one.connectorId === undefined || !GENERATED.test(one.logicalName.value)) continue;
    const connector = normalizeApiName(one.connectorId.value);
    const known = byConnector.get(connector);
    if (known === undefined) byConnector.set(connector, [one]);
    else known.push(one);
  }
  const groups: SolutionConnectionReference[][] = [];
  for (const all of byConnector.values()) {
    if (all.length < 2 || all.length > MOST_COMPARED) continue;
    const uses = new Map(all.map((one) => [one, usesOf(flows, one)]));
    // An unused one is to go, not to be shared; one that the caller brings is not the maker's to share.
    const shareable = all.filter((one) => {
      const use = uses.get(one)!;
      return use.flows.size > 0 && use.isEmbedded && !isSetApart(solution, one, all);
    });
    // A flow that uses two of them tells them apart.
    const group = shareable.filter((one) =>
      shareable.every((other) => other === one || isDisjoint(uses.get(one)!.flows, uses.get(other)!.flows)),
    );
    if (group.length > 1) groups.push(group);
  }
  return groups;
}

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

interface Uses {
  readonly flows: ReadonlySet<FlowOverview>;
  readonly isEmbedded: boolean;
}

function usesOf(flows: readonly FlowOverview[], { logicalName }: SolutionConnectionReference): Uses {
  const wanted = logicalName.value.toLowerCase();
  const using = new Set<FlowOverview>();
  let isEmbedded = true;
  for (const flow of flows) {
    for (const connection of flow.connections) {
      if (connection.logicalName?.toLowerCase() !== wanted) continue;
      using.add(flow);
      if (connection.source !== 'embedded') isEmbedded = false;
    }
  }
  return { flows: using, isEmbedded };
}

function isDisjoint<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  for (const one of a) if (b.has(one)) return false;
  return true;
}

/** True when a settings file gives it another connection or owner than one of the others. */
function isSetApart(
  solution: SolutionModel,
  reference: SolutionConnectionReference,
  all: readonly SolutionConnectionReference[],
): boolean {
  return solution.deploymentSettings.some(({ connectionReferences }) => {
    const settingsOf = ({ logicalName }: SolutionConnectionReference) =>
      connectionReferences.find(
        (one) => one.logicalName.value.toLowerCase() === logicalName.value.toLowerCase(),
      );
    const own = settingsOf(reference);
    return all.some((one) => {
      const other = settingsOf(one);
      return (
        differs(own?.connectionId?.value, other?.connectionId?.value) ||
        differs(own?.owner?.value, other?.owner?.value)
      );
    });
  });
}

function differs(a: string | undefined, b: string | undefined): boolean {
  return Boolean(a) && Boolean(b) && a !== b;
}
