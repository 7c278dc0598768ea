import { normalizeApiName } from '../platform/connectors.ts';
import type { SolutionConnectionReference, SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { pushTo } from '../text/groupedBy.ts';
import { declaresReferences } from './connectionReferences.ts';

/** How the designer names the references that it makes by itself; others were named with a purpose. */
const GENERATED = /_shared[a-z0-9]{1,80}_[0-9a-f]{5}$/i;

/** They are compared one by one. */
const MOST_COMPARED = 60;

/**
 * Groups of declared references to one connector that could stand for each other: what the rule reports and the trees mark. One
 * may stand in several groups, where a flow keeps the others apart.
 * `flows`: all flows of the solution; none is said to be a duplicate while one of them is damaged.
 */
export function duplicateReferences(
  solution: SolutionModel,
  flows: readonly FlowOverview[],
): readonly (readonly SolutionConnectionReference[])[] {
  if (!declaresReferences(solution) || solution.connectionReferences.length < 2) return [];
  if (flows.some((flow) => !flow.whole)) return [];
  const byConnector = new Map<string, SolutionConnectionReference[]>();
  for (const one of solution.connectionReferences) {
    if (one.connectorId === undefined || !GENERATED.test(one.logicalName.value)) continue;
    const connector = normalizeApiName(one.connectorId.value);
    pushTo(byConnector, connector, one);
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
    const areApart = (one: SolutionConnectionReference, other: SolutionConnectionReference): boolean =>
      isDisjoint(uses.get(one)!.flows, uses.get(other)!.flows);
    groups.push(...groupsOf(shareable, areApart));
  }
  return groups;
}

/**
 * Each reference with as many others as could stand for it and for each other. A flow that uses two of them tells those two
 * apart, and says nothing of the rest: both may stand in a group with a third.
 */
function groupsOf<T>(all: readonly T[], areApart: (one: T, other: T) => boolean): T[][] {
  const covered = new Set<T>();
  const groups: T[][] = [];
  for (const first of all) {
    if (covered.has(first)) continue;
    const group = [first];
    for (const one of all) if (one !== first && group.every((other) => areApart(one, other))) group.push(one);
    if (group.length < 2) continue;
    for (const one of group) covered.add(one);
    groups.push(group.sort((a, b) => all.indexOf(a) - all.indexOf(b)));
  }
  return groups;
}

interface Uses {
  readonly flows: ReadonlySet<FlowOverview>;
  readonly isEmbedded: boolean;
}

/** The flows that name a reference, and whether all of them use a stored connection. */
export function usesOf(flows: readonly FlowOverview[], { logicalName }: SolutionConnectionReference): Uses {
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
