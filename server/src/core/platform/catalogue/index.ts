/**
 * Operations of public connectors: what the designer calls them, and what they take. It knows only some connectors, and is as old as
 * the descriptions that it was made from (`data/source.json`, `scripts/operations.mjs`): what is not in it may well be there.
 */
import { detached, lowerCase } from '../../text/lower.ts';
import { normalizeApiName } from '../connectors.ts';
import text from './data/operations.txt';
import { type CatalogueConnector, type CatalogueOperation, decodeConnector, sectionsOf } from './decode.ts';

export type { CatalogueOperation, CatalogueParameter } from './decode.ts';

/**
 * What connectors of Microsoft have got in many operations since the descriptions were made, by lower-cased path: the labels of Purview
 * (https://learn.microsoft.com/connectors/excelonlinebusiness/, .../office365/, .../wordonlinebusiness/).
 */
const NEWER = new Set([
  'extractsensitivitylabel',
  'fetchsensitivitylabelmetadata',
  'emailmessage/sensitivity',
]);

/** True for a parameter that the catalogue is too old to know of any operation. `lowerPath`: its key, lower-cased. */
export function isNewerParameter(lowerPath: string): boolean {
  return NEWER.has(lowerPath);
}

/** Both are made on first use, connectors one by one: most workspaces need a few. */
let sections: ReturnType<typeof sectionsOf> | undefined;
const connectors = new Map<string, CatalogueConnector>();

/**
 * An operation by connector and id, both compared without case; undefined when the catalogue does not have it. `apiName`: a path or
 * a connection key (`shared_office365_1`) will do.
 */
export function catalogueOperation(apiName: string, operationId: string): CatalogueOperation | undefined {
  return connectorOf(normalizeApiName(apiName))?.get(lowerCase(operationId));
}

/** All operations of a connector that the catalogue has; none for a connector that it does not know. `apiName`: as above. */
export function catalogueOperations(apiName: string): readonly CatalogueOperation[] {
  return [...(connectorOf(normalizeApiName(apiName))?.values() ?? [])];
}

function connectorOf(apiName: string): CatalogueConnector | undefined {
  const known = connectors.get(apiName);
  if (known !== undefined) return known;
  sections ??= sectionsOf(text);
  const section = sections.get(apiName);
  if (section === undefined) return undefined;
  const decoded = decodeConnector(text.slice(...section));
  connectors.set(detached(apiName), decoded);
  return decoded;
}
