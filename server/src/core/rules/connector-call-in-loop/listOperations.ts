import type { Operation } from '../../flow/model.ts';
import { catalogueOperation } from '../../platform/catalogue/index.ts';
import { normalizeApiName } from '../../platform/connectors.ts';

/**
 * Operations that get one row by its key, and the one of their connector that gets many by a filter. By lower-cased ids. Source: the
 * descriptions of the connectors (`platform/catalogue`).
 */
const LIST_OPERATIONS: ReadonlyMap<string, string> = new Map([
  ['shared_commondataserviceforapps/getitem', 'ListRecords'],
  ['shared_sharepointonline/getitem', 'GetItems'],
  ['shared_excelonlinebusiness/getitem', 'GetItems'],
  ['shared_sql/getitem', 'GetItems'],
  ['shared_sql/getitem_v2', 'GetItems_V2'],
  ['shared_salesforce/getitem', 'GetItems'],
  ['shared_salesforce/getitem_v2', 'GetItems'],
]);

/** What the designer calls the operation that gets many rows in place of one; undefined where there is none. */
export function listOperationFor({ apiName, operationId }: Operation): string | undefined {
  if (apiName === undefined || operationId === undefined) return undefined;
  const api = normalizeApiName(apiName);
  const id = LIST_OPERATIONS.get(`${api}/${operationId.toLowerCase()}`);
  return id === undefined ? undefined : (catalogueOperation(api, id)?.title ?? id);
}
