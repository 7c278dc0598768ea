import type { FileChange } from '../finding.ts';
import { connectorInfo } from '../platform/connectors.ts';
import { connectorNameIn } from '../solution/connectorNames.ts';
import {
  addConnectionReference,
  addDeploymentSetting,
  isRefused,
  type SolutionConnectionReference,
  type SolutionModel,
  uniqueLogicalName,
} from '../solution/index.ts';
import { sameConnector } from '../solution/overview/connections.ts';

/** What several rules ask of the connection references that a solution declares. */

const APIS = '/providers/Microsoft.PowerApps/apis/';

/** More are no help to choose from. */
const MOST_OFFERED = 4;

/** True for layouts whose flows are bound to connection references, with files that tell which ones there are. */
export function declaresReferences(solution: SolutionModel | undefined): solution is SolutionModel {
  if (solution === undefined || solution.unknown.has('connectionReferences')) return false;
  return solution.layout === 'unpacked' || solution.layout === 'unzipped';
}

/** Declared, listed among the components, or named as something that the solution needs from elsewhere. */
export function isKnownReference(solution: SolutionModel, logicalName: string): boolean {
  const lower = logicalName.toLowerCase();
  return (
    solution.connectionReference(lower) !== undefined ||
    solution.requires('connectionreference', lower) ||
    solution.rootComponents.some((one) => one.schemaName?.value.toLowerCase() === lower)
  );
}

/** Where a reference that a flow names is declared; `unknown` when the files do not tell. */
export function referenceState(
  solution: SolutionModel | undefined,
  logicalName: string,
): 'here' | 'elsewhere' | 'undeclared' | 'unknown' {
  if (!declaresReferences(solution)) return 'unknown';
  if (solution.connectionReference(logicalName) !== undefined) return 'here';
  if (solution.requires('connectionreference', logicalName.toLowerCase())) return 'elsewhere';
  if (isKnownReference(solution, logicalName)) return 'here';
  return solution.unknown.has('required') || !isLogicalName(logicalName) ? 'unknown' : 'undeclared';
}

/** Not a token that a pipeline fills in. */
function isLogicalName(text: string): boolean {
  return text.length <= 200 && /^[A-Za-z][A-Za-z0-9_]*$/.test(text);
}

/** The references of a solution that surely stand for the connector, in the order of the file. */
export function referencesTo(
  solution: SolutionModel,
  connector: string | undefined,
): readonly SolutionConnectionReference[] {
  if (connector === undefined) return [];
  return solution.connectionReferences
    .filter(
      ({ connectorId }) => connectorId !== undefined && sameConnector(connectorId.value, connector) === true,
    )
    .slice(0, MOST_OFFERED);
}

/** Whether the solution's files take new references. Asked for every finding, and worked out by parsing large files. */
const takesNew = new WeakMap<SolutionModel, boolean>();

export function takesNewReferences(solution: SolutionModel): boolean {
  let takes = takesNew.get(solution);
  if (takes === undefined) {
    const logicalName = uniqueLogicalName(solution, 'shared_any');
    const edit = addConnectionReference(solution, {
      logicalName,
      displayName: logicalName,
      connectorId: 'shared_any',
    });
    takes = !isRefused(edit);
    takesNew.set(solution, takes);
  }
  return takes;
}

/**
 * Declares a reference in every customizations file, and in the settings files that list references. Undefined when the files
 * cannot be edited or the name cannot be one.
 */
export function declareReference(
  solution: SolutionModel,
  apiName: string,
  logicalName: string,
): readonly FileChange[] | undefined {
  const connectorId = APIS + apiName;
  const created = addConnectionReference(solution, {
    logicalName,
    displayName: connectorNameIn(solution, apiName),
    connectorId,
  });
  if (isRefused(created)) return undefined;
  const setting = addDeploymentSetting(solution, { connectionReference: logicalName, connectorId });
  // A damaged settings file is left alone.
  return isRefused(setting) ? created : [...created, ...setting];
}

/** A reference within a sentence: `"abc_orders" (SharePoint)`. */
export function referenceName({ logicalName, connectorId }: SolutionConnectionReference): string {
  const info = connectorId && connectorInfo(connectorId.value);
  return info ? `"${logicalName.value}" (${info.displayName})` : `"${logicalName.value}"`;
}

/** True when the files that declare references can be edited. */
export function isReadable(solution: SolutionModel): boolean {
  return solution.customizations.length > 0 && solution.customizations.every((one) => one.readable);
}
