import { isCustomApi, stemOfCustom } from '../../platform/customConnectors.ts';
import type { DataGroup, DlpPolicy } from './types.ts';

/**
 * Connectors that no policy can block, API name without `shared_`. Source: MicrosoftDocs/power-platform,
 * admin/dlp-connector-classification.md.
 */
const NEVER_BLOCKED: ReadonlySet<string> = new Set(
  (
    'approvals cloudappsecurity commondataservice commondataserviceforapps excelonlinebusiness flowpush kaizala ' +
    'microsoftformspro office365 office365groups office365groupsmail office365users onedriveforbusiness onenote planner ' +
    'powerappsnotification powerappsnotificationv2 powerbi sharepointonline shifts skypeforbiz teams todo yammer'
  )
    .split(' ')
    .map((name) => `shared_${name}`),
);

/**
 * Group of a connector (lower-cased API name, or the id of a built-in operation) under a policy. Undefined where the policy
 * alone does not tell: custom connectors that it does not list (patterns of addresses decide), connectors that it cannot
 * block, and built-in operations where it does not speak of them.
 */
export function groupOf(policy: DlpPolicy, connector: string): DataGroup | undefined {
  const stem = stemOfCustom(connector);
  const listed = policy.groups.get(connector) ?? (stem === undefined ? undefined : policy.customs.get(stem));
  const group = listed ?? (isKnownToDefault(policy, connector) ? policy.defaultGroup : undefined);
  return group === 'blocked' && NEVER_BLOCKED.has(connector) ? undefined : group;
}

function isKnownToDefault(policy: DlpPolicy, connector: string): boolean {
  if (connector.startsWith('shared_')) return !isCustomApi(connector);
  // The webhook's id is documented nowhere; where a policy lists it, it counts.
  return policy.coversBuiltIns && (connector === 'http' || connector === 'httprequestreceived');
}
