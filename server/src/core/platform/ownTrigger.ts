/** Which writes start a flow again that a connector's trigger started: the events of triggers, and what raises them. */
import type { FlowModel, Step } from '../flow/model.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { lowerCase } from '../text/lower.ts';
import { normalizeApiName } from './connectors.ts';

type Event = 'added' | 'changed';

/** What a trigger waits for, or what a step does, in one table or list. */
export interface TableEvent {
  readonly apiName: string;
  readonly events: ReadonlySet<Event>;
  /** Names the place: every one of them has the same text in trigger and step. Texts of the file, in lower case. */
  readonly place: readonly string[];
  /** Columns that have to change for the trigger, or that the step writes, in lower case; undefined where any counts, or nobody knows. */
  readonly columns: ReadonlySet<string> | undefined;
  /** Parameter of a step that names the row; `NONE` for one that adds a row, and for triggers. */
  readonly row: NodeId;
}

const ADDED: readonly Event[] = ['added'];
const CHANGED: readonly Event[] = ['changed'];
const BOTH: readonly Event[] = ['added', 'changed'];

const SHAREPOINT = 'shared_sharepointonline';
const SQL = 'shared_sql';
const DATAVERSE = 'shared_commondataserviceforapps';
const PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  [SHAREPOINT, ['dataset', 'table']],
  [SQL, ['server', 'database', 'table']],
]);

/** By connector and operation id in lower case. */
const TRIGGERS: ReadonlyMap<string, readonly Event[]> = new Map([
  [`${SHAREPOINT}/getonnewitems`, ADDED],
  [`${SHAREPOINT}/getonupdateditems`, BOTH],
  [`${SHAREPOINT}/getonnewfileitems`, ADDED],
  [`${SHAREPOINT}/getonupdatedfileitems`, BOTH],
  [`${SQL}/getonnewitems_v2`, ADDED],
  [`${SQL}/getonupdateditems_v2`, BOTH],
]);

/** What each does, and the parameter that names the row. */
const WRITES: ReadonlyMap<string, readonly [events: readonly Event[], row: string]> = new Map([
  [`${SHAREPOINT}/postitem`, [ADDED, '']],
  [`${SHAREPOINT}/patchitem`, [CHANGED, 'id']],
  [`${SHAREPOINT}/patchfileitem`, [CHANGED, 'id']],
  [`${SQL}/postitem_v2`, [ADDED, '']],
  [`${SQL}/patchitem_v2`, [CHANGED, 'id']],
  [`${DATAVERSE}/createrecord`, [ADDED, '']],
  [`${DATAVERSE}/updaterecord`, [CHANGED, 'recordId']],
  [`${DATAVERSE}/updateonlyrecord`, [CHANGED, 'recordId']],
]);

/** `subscriptionRequest/message` of the trigger of Dataverse. Deleted rows are left out. */
const MESSAGES: ReadonlyMap<string, readonly Event[]> = new Map([
  ['1', ADDED],
  ['3', CHANGED],
  ['4', BOTH],
  ['5', ADDED],
  ['6', CHANGED],
  ['7', BOTH],
]);

/** What a trigger waits for; undefined where that is not known, or where it filters rows. */
export function triggerEvent(flow: FlowModel, trigger: Step): TableEvent | undefined {
  const id = idOf(trigger);
  if (id === undefined) return undefined;
  if (id === `${DATAVERSE}/subscribewebhooktrigger`) return dataverseEvent(flow, trigger);
  const events = TRIGGERS.get(id);
  const [apiName = ''] = id.split('/');
  return events && eventOf(flow, trigger, apiName, events, NONE);
}

/** What a step does to a table or list; undefined for any other step, and where that is not known. */
export function writeEvent(flow: FlowModel, step: Step): TableEvent | undefined {
  const id = idOf(step);
  const known = id === undefined ? undefined : WRITES.get(id);
  if (id === undefined || known === undefined) return undefined;
  const [events, rowName] = known;
  const { tree } = flow;
  const parameters = step.operation!.parameters;
  const row = rowName === '' ? NONE : tree.child(parameters, rowName);
  if (rowName !== '' && !tree.isString(row)) return undefined;
  const [apiName = ''] = id.split('/');
  if (apiName !== DATAVERSE) return eventOf(flow, step, apiName, events, row);
  const table = tree.stringAt(parameters, 'entityName');
  if (table === undefined || table.includes('@')) return undefined;
  return {
    apiName,
    events: new Set(events),
    place: [table.toLowerCase()],
    columns: written(flow, step),
    row,
  };
}

/** True when the step raises what the trigger waits for. */
export function raises(write: TableEvent, trigger: TableEvent): boolean {
  if (write.apiName !== trigger.apiName || write.place.length !== trigger.place.length) return false;
  if (![...write.events].some((event) => trigger.events.has(event))) return false;
  const isSame =
    write.apiName === DATAVERSE
      ? setNamesOf(trigger.place[0]!).includes(write.place[0]!)
      : write.place.every((text, at) => text === trigger.place[at]);
  if (!isSame) return false;
  if (write.events.has('added') || trigger.columns === undefined) return true;
  const { columns } = write;
  return columns !== undefined && [...trigger.columns].some((column) => columns.has(column));
}

function idOf({ operation }: Step): string | undefined {
  if (!operation?.apiName || !operation.operationId) return undefined;
  return `${normalizeApiName(operation.apiName)}/${lowerCase(operation.operationId)}`;
}

function eventOf(
  { tree }: FlowModel,
  step: Step,
  apiName: string,
  events: readonly Event[],
  row: NodeId,
): TableEvent | undefined {
  const place: string[] = [];
  for (const name of PLACES.get(apiName) ?? []) {
    const text = tree.stringAt(step.operation!.parameters, name);
    // What only the steps before know is another place than it looks.
    if (text === undefined || (text.includes('@') && !/^@parameters\('[^']{1,200}'\)$/.test(text)))
      return undefined;
    place.push(text.toLowerCase());
  }
  return { apiName, events: new Set(events), place, columns: undefined, row };
}

function dataverseEvent({ tree }: FlowModel, trigger: Step): TableEvent | undefined {
  const { parameters } = trigger.operation!;
  const filter = tree.stringAt(parameters, 'subscriptionRequest/filterexpression');
  const message = tree.toValue(tree.child(parameters, 'subscriptionRequest/message'));
  const events = MESSAGES.get(String(message));
  const table = tree.stringAt(parameters, 'subscriptionRequest/entityname');
  if (filter || events === undefined || table === undefined || table.includes('@')) return undefined;
  const columns = tree.stringAt(parameters, 'subscriptionRequest/filteringattributes');
  if (columns?.includes('@')) return undefined;
  return {
    apiName: DATAVERSE,
    events: new Set(events),
    place: [table.toLowerCase()],
    columns: columns
      ? new Set(
          columns
            .toLowerCase()
            .split(',')
            .map((one) => one.trim()),
        )
      : undefined,
    row: NONE,
  };
}

/** Columns that a step of Dataverse writes: `item/name`, `item/Owner@odata.bind`; undefined where an expression makes the row. */
function written({ tree }: FlowModel, step: Step): ReadonlySet<string> | undefined {
  const { parameters } = step.operation!;
  if (!tree.isObject(parameters) || tree.child(parameters, 'item') !== NONE) return undefined;
  const keys = tree.children(parameters).map((node) => tree.key(node).toLowerCase());
  return new Set(
    keys.filter((key) => key.startsWith('item/')).map((key) => key.slice(5).replace(/@odata\.bind$/, '')),
  );
}

/** How the set of a table may be called: `account` has `accounts`, `city` has `cities`, `address` has `addresses`. */
function setNamesOf(table: string): readonly string[] {
  return [`${table}s`, `${table}es`, table.replace(/y$/, 'ies')];
}
