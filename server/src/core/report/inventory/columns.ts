import { ownerNames } from '../../workspace/checklist/index.ts';
import type { CallRow } from './callRows.ts';
import type { ConnectionRow } from './connectionRows.ts';
import type { ConnectionOfFlow, FlowRow, OwnerOfFlow } from './flowRows.ts';

/** A column of a list for people. */
export interface Column<R> {
  readonly title: string;
  /** It tells rows apart: where the page is narrow, it is cut after all others. */
  readonly isKey?: true;
  /** Where the page is too narrow for all, it is left out: 1 before 2. */
  readonly leaves?: 1 | 2;
  value(row: R): string | number;
}

/** Between the parts of a cell. */
const JOIN = '; ';

export const FLOW_COLUMNS: readonly Column<FlowRow>[] = [
  { title: 'Solution', value: (row) => row.solution },
  { title: 'Flow', value: (row) => row.name },
  { title: 'Id', value: (row) => row.id ?? '' },
  { title: 'State', value: (row) => row.state ?? '' },
  { title: 'Trigger', value: (row) => row.trigger?.what ?? '' },
  { title: 'Started by', value: (row) => row.startedBy },
  { title: 'Owner', value: (row) => namesOf(row.owners, 'owner') },
  { title: 'Owner source', value: (row) => sourcesOf(row.owners, 'owner') },
  { title: 'Co-owners', value: (row) => namesOf(row.owners, 'co-owner') },
  { title: 'Connectors', value: (row) => row.connectors.map(connectorText).join(JOIN) },
  { title: 'Connections', value: (row) => row.connections.map(connectionText).join(JOIN) },
  { title: 'Secured steps', value: (row) => row.securedSteps },
  { title: 'Steps', value: (row) => row.steps },
  { title: 'Errors', value: (row) => row.errors },
  { title: 'Warnings', value: (row) => row.warnings },
  { title: 'Known', value: (row) => row.known },
  { title: 'File', value: (row) => row.file },
];

export const CONNECTION_COLUMNS: readonly Column<ConnectionRow>[] = [
  { title: 'Solution', value: (row) => row.solution },
  { title: 'Connection', value: (row) => row.name },
  { title: 'Logical name', value: (row) => row.logicalName ?? '' },
  { title: 'Connector', value: (row) => row.connector },
  { title: 'Tier', value: (row) => row.tier ?? '' },
  { title: 'Policy group', value: (row) => row.policyGroup },
  { title: 'Flows', value: (row) => row.usedBy.length },
  { title: 'Steps', value: stepsOf },
  { title: 'Used by', value: (row) => row.usedBy.map((one) => one.flow).join(JOIN) },
  { title: 'Notes', value: (row) => row.badges.map((one) => one.label).join(JOIN) },
  { title: 'Settings', value: (row) => row.settings.map(settingText).join(JOIN) },
  { title: 'Owner', value: (row) => namesOf(row.owners, 'runs connection') },
];

export const CALL_COLUMNS: readonly Column<CallRow>[] = [
  { title: 'Solution', value: (row) => row.solution },
  { title: 'Caller', value: (row) => row.caller },
  { title: 'Caller kind', value: (row) => row.kind },
  { title: 'Caller id', value: (row) => row.callerId ?? '' },
  { title: 'Steps', value: (row) => row.steps.join(JOIN) },
  { title: 'Calls', value: (row) => row.called },
  { title: 'Called id', value: (row) => row.calledId ?? '' },
  { title: 'In the folder', value: (row) => (row.isThere ? 'yes' : 'no') },
  { title: 'File', value: (row) => row.file },
];

export function stepsOf({ usedBy }: ConnectionRow): number {
  return usedBy.reduce((sum, one) => sum + one.steps.length, 0);
}

/** `Office 365 Outlook (standard)` */
export function connectorText({ name, tier }: FlowRow['connectors'][number]): string {
  return tier === undefined ? name : `${name} (${tier})`;
}

/** `abc_mail (embedded)`; what is bound otherwise says so. */
function connectionText(one: ConnectionOfFlow): string {
  const source = one.source === undefined ? [] : [one.source];
  const format = (name: string, ...how: string[]): string =>
    how.length + source.length === 0 ? name : `${name} (${[...how, ...source].join(', ')})`;
  switch (one.binding) {
    case 'reference':
      return format(one.logicalName ?? one.key);
    case 'connection':
      return format(one.connectionName ?? one.key, 'connection');
    case 'package':
      return format(one.connectionName ?? one.key, 'chosen on import');
    case 'nothing':
      return format(one.key, 'not bound');
    case 'undeclared':
      return format(one.key, 'not declared');
  }
}

/** `deploymentSettings.json of Test (token)`; nothing is said of what is mapped. */
function settingText({ fileName, state }: ConnectionRow['settings'][number]): string {
  return state === 'mapped' ? fileName : `${fileName} (${state})`;
}

/** Names of one role, each once, with the environments that they are told of. */
export function namesOf(owners: readonly OwnerOfFlow[], role: OwnerOfFlow['role']): string {
  return ownerNames(owners.filter((one) => one.role === role)).join(JOIN);
}

function sourcesOf(owners: readonly OwnerOfFlow[], role: OwnerOfFlow['role']): string {
  return [...new Set(owners.filter((one) => one.role === role).map((one) => one.source))].join(JOIN);
}
