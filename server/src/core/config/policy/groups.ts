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
  if (connector.startsWith('shared_')) return !isCustom(connector);
  // The webhook's id is documented nowhere; where a policy lists it, it counts.
  return policy.coversBuiltIns && (connector === 'http' || connector === 'httprequestreceived');
}

/** `shared_abc-5fmyapi-5f00aa`: publisher prefix, name and a hash, `_` written as `-5f`. */
function isCustom(connector: string): boolean {
  return connector.includes('-5f');
}

/**
 * The name of a custom connector without its hash, which differs from environment to environment
 * (https://github.com/microsoft/powerapps-tools/issues/285 and 1032: one connector, two hashes); undefined for others.
 */
export function stemOfCustom(connector: string): string | undefined {
  return isCustom(connector) ? (/^(.+)-5f[0-9a-f]{10,32}$/.exec(connector)?.[1] ?? connector) : undefined;
}
