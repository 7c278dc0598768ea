import { connectorName, normalizeApiName } from '../platform/connectors.ts';
import { isCustomApi, stemOfCustom, stemsOfConnector } from '../platform/customConnectors.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import type { SolutionData } from './data.ts';
import type { ConnectorFacts } from './facts.ts';

/** Of a solution, or nothing where there is none around. */
export type KnowsConnectors =
  | { readonly customConnectorName: (apiName: string) => string | undefined }
  | undefined;

/**
 * What people call a connector: all that is shown asks here. A custom connector has the display name that its solution gives it;
 * others are in the table of the platform. Without secrets; otherwise as the files have it.
 */
export function connectorNameIn(solution: KnowsConnectors, apiName: string): string {
  return solution?.customConnectorName(apiName) ?? connectorName(apiName);
}

/** The look-up of a model: display names of the custom connectors of a solution by their names in flows; worked out on first use. */
export function customConnectorNames({
  connectors,
  connectionReferences,
}: Pick<SolutionData, 'connectors' | 'connectionReferences'>): (apiName: string) => string | undefined {
  if (connectors.length === 0) return () => undefined;
  let names: ReadonlyMap<string, string | undefined> | undefined;
  return (apiName) => {
    const name = normalizeApiName(apiName);
    if (!isCustomApi(name)) return undefined;
    names ??= build({ connectors, connectionReferences });
    return names.get(name) ?? names.get(stemOfCustom(name)!);
  };
}

/** By name in flows, where a connection reference says which connector that is, and by stem; undefined where two share one. */
function build({
  connectors,
  connectionReferences,
}: Pick<SolutionData, 'connectors' | 'connectionReferences'>): ReadonlyMap<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  const byId = new Map<string, string>();
  for (const one of connectors) {
    const shown = shownName(one);
    if (shown === undefined) continue;
    if (one.id !== undefined) byId.set(one.id.value, shown);
    for (const stem of one.name === undefined ? [] : stemsOfConnector(one.name.value))
      names.set(stem, names.has(stem) && names.get(stem) !== shown ? undefined : shown);
  }
  for (const { connectorId, customConnectorId } of connectionReferences) {
    const shown = customConnectorId && byId.get(customConnectorId.value);
    if (shown !== undefined && connectorId !== undefined)
      names.set(normalizeApiName(connectorId.value), shown);
  }
  return names;
}

function shownName({ displayName }: ConnectorFacts): string | undefined {
  const name = displayName?.value.replace(/\s+/g, ' ').trim() ?? '';
  return name === '' ? undefined : withoutSecrets(name);
}
