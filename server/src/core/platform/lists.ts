import { lowerCase } from '../text/lower.ts';
import { normalizeApiName } from './connectors.ts';
import type { OperationRef } from './operationRef.ts';

/** An operation that answers with a list, in pages: without pagination a flow gets the first page. */
export interface ListOperation {
  /** What the list holds, in the words of the designer. */
  readonly noun: 'items' | 'files' | 'rows' | 'members' | 'groups' | 'entries';
  /** Most that one page holds where nothing else is asked for; undefined where no documentation says. */
  readonly page: number | undefined;
  /** True where a parameter `$filter` picks among them. */
  readonly canFilter: boolean;
}

const plain: ListOperation = { noun: 'entries', page: undefined, canFilter: false };
const items: ListOperation = { noun: 'items', page: 100, canFilter: true };
const rows: ListOperation = { noun: 'rows', page: undefined, canFilter: true };
const excel: ListOperation = { ...rows, page: 256 };
const legacyDataverse: ListOperation = { ...rows, page: 512 };
const dataverse: ListOperation = { ...rows, page: 5000 };
const members: ListOperation = { ...plain, noun: 'members' };

/**
 * By connector and operation id in lower case. An operation is in it when the documentation of its connector tells of pages, or when flows of the
 * designer have pagination switched on for it. Sources of the numbers: the pages about the connectors on Microsoft Learn.
 */
const LISTS: ReadonlyMap<string, ListOperation> = new Map(
  Object.entries({
    'shared_sharepointonline/getitems': items,
    'shared_sharepointonline/getfileitems': { ...items, noun: 'files' as const },
    'shared_excelonlinebusiness/getitems': excel,
    'shared_excelonline/getitems': excel,
    'shared_sql/getitems': rows,
    'shared_sql/getitems_v2': rows,
    'shared_commondataserviceforapps/listrecords': dataverse,
    'shared_commondataserviceforapps/listrecordswithorganization': dataverse,
    'shared_commondataservice/getitems': legacyDataverse,
    'shared_commondataservice/getitems_v2': legacyDataverse,
    'shared_azuread/getgroupmembers': members,
    'shared_office365groups/listgroupmembers': members,
    'shared_office365groups/listgroups': { ...plain, noun: 'groups' as const },
    'shared_flowmanagement/listflowsinenvironment': plain,
    'shared_flowmanagement/listflowsinenvironment_v2': plain,
    'shared_powerappsforadmins/get-adminapps': plain,
    'shared_powerappsforadmins/get-adminapproleassignment': plain,
    'shared_powerappsforadmins/get-adminconnections': plain,
    'shared_powerappsforadmins/get-adminconnectors': plain,
    'shared_powerappsforappmakers/get-connectors': plain,
    'shared_powerplatformforadmins/get-adminenvironment': plain,
  }),
);

/** What is known of an operation that answers with a list; undefined for any other. */
export function listOperation(op: OperationRef): ListOperation | undefined {
  if (!op.apiName || !op.operationId) return undefined;
  return LISTS.get(`${normalizeApiName(op.apiName)}/${lowerCase(op.operationId)}`);
}
