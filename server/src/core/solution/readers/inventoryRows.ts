import type { Fact, Source } from '../fact.ts';
import type { InventoryEntry, InventoryFacts } from '../ownerFacts.ts';
import { isGuid } from '../paths.ts';
import { idFact } from './fact.ts';

/** One flow, or one role in one, by the names of its columns; see `normalName`. */
export interface InventoryRow {
  readonly source: Source;
  /** Dataverse organisation that the file is from. */
  readonly host: string | undefined;
  readonly names: ReadonlyMap<string, unknown>;
  /** Undefined for absent and empty values. */
  fact(name: string): Fact<string> | undefined;
  /** What Dataverse shows for a value: the name behind an id. */
  formatted(name: string): Fact<string> | undefined;
  /** First filled one of the properties of an object. */
  nested(name: string, ...keys: readonly string[]): Fact<string> | undefined;
}

/**
 * Logical name and display name of a column as one: `admin_FlowIdString`, `Flow Id String` and `_admin_flowidstring_value`
 * differ by prefix, blanks and case. The headings that the CoE starter kit exports are not documented.
 */
export function normalName(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/^_?admin_/, '')
    .replace(/_value$/, '')
    .replace(/[^a-z0-9]/g, '');
}

const FLOW_IDS = ['flowidstring', 'workflowentityid', 'flowid', 'flowname', 'workflowid'];
const CREATORS = ['flowcreator', 'flowmakerupn', 'flowmakerdisplayname'];
/** Columns of tables that teams make themselves. */
const OWNERS = ['flowowner', 'flowowneremail', 'owneremail', 'ownerupn', 'ownername', 'owner'];
const ENVIRONMENTS = ['flowenvironment', 'environmentdisplayname', 'environmentname', 'environment'];
/** Only the table of the CoE starter kit has these; it lists users. Its column "Owner" names the owner of the record, not of the flow. */
const STARTER_KIT = [
  'derivedowner',
  'flowidstring',
  'flowcreator',
  'flowmakerdisplayname',
  'donotmodifyflow',
];

const has = (names: ReadonlyMap<string, unknown>, some: readonly string[]): boolean =>
  some.some((one) => names.has(one));

/** What a table is, by the names of its columns; undefined for anything else. */
export function formOf(names: ReadonlyMap<string, unknown>): InventoryFacts['form'] | undefined {
  if (names.has('principalobjectid'))
    return names.has('flowname') && has(names, ['roletype', 'rolename']) ? 'ownerRoles' : undefined;
  if (names.has('workflowid') && has(names, ['ownerid', 'owninguser', 'owningteam'])) return 'workflows';
  const ownerColumns = [...CREATORS, ...OWNERS, 'derivedowner'];
  return has(names, FLOW_IDS) && has(names, ownerColumns) ? 'flowTable' : undefined;
}

export function entriesOf(form: InventoryFacts['form'], row: InventoryRow): InventoryEntry[] {
  if (form === 'ownerRoles') return roleEntries(row);
  return form === 'workflows' ? workflowEntries(row) : tableEntries(row);
}

/** Owner roles of the admin PowerShell (flow-format 5.4): ids only. A `User` may be a person or a service account. */
function roleEntries(row: InventoryRow): InventoryEntry[] {
  const id = guid(row.fact('principalobjectid'));
  const flowIds = idsIn(row, ['flowname']);
  const role = roleOf((row.fact('roletype') ?? row.fact('rolename'))?.value.toLowerCase() ?? '');
  if (id === undefined || flowIds.length === 0 || role === undefined) return [];
  const type = row.fact('principaltype')?.value.toLowerCase();
  const kind = type === 'group' ? 'team' : type === 'serviceprincipal' ? 'service' : undefined;
  const environment = row.fact('environmentname')?.value;
  const principal = { name: id, kind } as const;
  return [
    { flowIds, role, principal, idOf: 'entra', isUser: type === 'user', environment, source: row.source },
  ];
}

function roleOf(role: string): InventoryEntry['role'] | undefined {
  if (role === 'owner') return 'owner';
  if (role === 'canedit') return 'co-owner';
  return role.startsWith('canview') ? 'may run' : undefined;
}

/** Rows of the Dataverse table of processes (flow-format 5.5). */
function workflowEntries(row: InventoryRow): InventoryEntry[] {
  const category = row.fact('category')?.value;
  if (category !== undefined && category !== '5') return [];
  const flowIds = idsIn(row, ['workflowid', 'workflowidunique', 'resourceid']);
  const name =
    row.nested('ownerid', 'internalemailaddress', 'domainname', 'fullname', 'name') ??
    row.nested('owninguser', 'internalemailaddress', 'domainname', 'fullname') ??
    row.nested('owningteam', 'name') ??
    row.formatted('ownerid') ??
    row.fact('ownerid');
  if (flowIds.length === 0 || name === undefined) return [];
  const type = row.fact('owneridtype')?.value.toLowerCase();
  const isTeam = type === 'team' || (type === undefined && row.nested('owningteam', 'name') !== undefined);
  const principal = { name, kind: isTeam ? 'team' : undefined } as const;
  const idOf = isGuid(name.value) ? 'record' : undefined;
  const isUser = type === 'systemuser';
  return [{ flowIds, role: 'owner', principal, idOf, isUser, environment: row.host, source: row.source }];
}

/** A table with a row for each flow, such as `admin_flow` of the CoE starter kit. */
function tableEntries(row: InventoryRow): InventoryEntry[] {
  const flowIds = idsIn(row, FLOW_IDS);
  const deleted = row.fact('flowdeleted')?.value.toLowerCase() ?? '';
  if (flowIds.length === 0 || ['yes', 'true', '1'].includes(deleted)) return [];
  const first = (names: readonly string[]): Fact<string> | undefined => {
    for (const name of names) {
      const fact = row.formatted(name) ?? row.fact(name);
      if (fact !== undefined) return fact;
    }
    return undefined;
  };
  const isStarterKit = has(row.names, STARTER_KIT);
  const environment = first(ENVIRONMENTS)?.value;
  const entry = (role: 'owner' | 'creator', name: Fact<string> | undefined): InventoryEntry[] => {
    if (name === undefined) return [];
    const idOf = isGuid(name.value) ? 'record' : undefined;
    const principal = { name, kind: undefined };
    return [{ flowIds, role, principal, idOf, isUser: isStarterKit, environment, source: row.source }];
  };
  const owner = first(isStarterKit ? ['derivedowner', 'flowowner'] : OWNERS);
  return [...entry('owner', owner), ...entry('creator', first(CREATORS))];
}

/** The row's ids of the flow, each once. */
function idsIn(row: InventoryRow, names: readonly string[]): Fact<string>[] {
  const found = new Map<string, Fact<string>>();
  for (const name of names) {
    const id = guid(row.fact(name));
    if (id !== undefined && !found.has(id.value)) found.set(id.value, id);
  }
  return [...found.values()];
}

function guid(fact: Fact<string> | undefined): Fact<string> | undefined {
  const id = idFact(fact);
  return id !== undefined && isGuid(id.value) ? id : undefined;
}
