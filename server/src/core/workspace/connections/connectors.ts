import { groupOf } from '../../config/policy/index.ts';
import type { DataGroup, Policy } from '../../config/policy/types.ts';
import { connectorInfo, normalizeApiName, type Tier } from '../../platform/connectors.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { compareText } from '../../text/compare.ts';
import type { Connector, PolicyGroup } from './types.ts';

/** The built-in connector of steps that send HTTP requests, as policies call it. */
export const HTTP = 'http';

/** A connector that a flow uses. */
export type UsedConnector = Omit<Connector, 'connections' | 'groups'>;

/** What is known of a connector by its API name; `''` when no file tells it. `solution`: around the flows that use it. */
export function describeConnector(apiName: string, solution: SolutionModel | undefined): UsedConnector {
  if (apiName === '') return { apiName, name: 'Unknown connector', tier: undefined };
  // Source of the tier: MicrosoftDocs/power-platform, licence guides; the table speaks of connectors alone.
  if (apiName === HTTP) return { apiName, name: 'HTTP', tier: 'premium' };
  const tier: Tier | undefined = connectorInfo(apiName)?.tier;
  return { apiName, name: connectorNameIn(solution, apiName), tier };
}

/** Connectors of a flow, by name. Declared ones count also when no step uses them. */
export function connectorsOfFlow(
  flow: FlowOverview,
  solution: SolutionModel | undefined,
): readonly UsedConnector[] {
  const names = new Set(flow.connections.map((one) => apiNameOf(one.apiName)));
  if (flow.http.length > 0) names.add(HTTP);
  return [...names]
    .map((name) => describeConnector(name, solution))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.apiName, b.apiName));
}

/** As connectors are grouped by: the end of a key or path does not count. */
export function apiNameOf(name: string | undefined): string {
  return name === undefined ? '' : normalizeApiName(name);
}

/** Groups of a connector under the policies of the config; empty without any. */
export function groupsOf(apiName: string, policy: Policy | undefined): readonly PolicyGroup[] {
  if (apiName === '') return [];
  return (policy?.dlp ?? []).map((one) => ({ policy: one.name, group: groupOf(one, apiName) }));
}

const WORDS: Readonly<Record<DataGroup, string>> = {
  business: 'business',
  nonBusiness: 'non-business',
  blocked: 'blocked',
};

/** For people; '' when no policy tells. The policies are named when they differ. */
export function groupText(groups: readonly PolicyGroup[]): string {
  const classified = groups.flatMap(({ policy, group }) => (group === undefined ? [] : [{ policy, group }]));
  const [first, ...others] = classified;
  if (first === undefined) return '';
  if (others.every((one) => one.group === first.group)) return WORDS[first.group];
  return classified.map(({ policy, group }) => `${WORDS[group]} (${policy})`).join(', ');
}
