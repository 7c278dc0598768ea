import type { FileFacts } from './facts.ts';
import { fileNameOf, guidIn, parentOf } from './paths.ts';

/** What a file is read as. The content has the last word. */
export type FileKind = FileFacts['kind'] | 'yamlManifest' | 'agentWorkflow' | 'agentReferences';

const BY_NAME: ReadonlyMap<string, FileKind> = new Map(
  Object.entries({
    'solution.xml': 'manifest',
    'customizations.xml': 'customizations',
    'environmentvariabledefinition.xml': 'environmentVariable',
    'environmentvariablevalues.json': 'environmentValues',
    'environment_variable_values.json': 'environmentValues',
    'flow-owners.json': 'flowOwners',
    'connectionreferences.mcs.yml': 'agentReferences',
    'bot.xml': 'agent',
    'botcomponent_connectionreferenceset.xml': 'agent',
  }),
);

/** Names of other tools' settings. */
const OTHER_SETTINGS = /^(?:settings|local\.settings|launchsettings|appsettings.*|.*\.appsettings.*)\.json$/;

/** Custom connectors: files in the folder `Connectors` of an unpacked solution. */
const IN_CONNECTORS = /\/connectors\/[^/]+$/i;

/** Kind by name alone; undefined for a file that is never read. Cheap: called for every file of a workspace. */
export function kindOf(uri: string): FileKind | undefined {
  const last = uri.charCodeAt(uri.length - 1) | 32;
  // CODEOWNERS, in the case that hosts ask for
  if (last === 115) return uri.endsWith('/CODEOWNERS') ? 'codeOwners' : undefined;
  // .csv
  if (last === 118) return /\.csv$/i.test(uri) && mayBeInventory(fileNameOf(uri)) ? 'inventory' : undefined;
  // .json, .xml, .yml
  if (last !== 110 && last !== 108) return undefined;
  const name = fileNameOf(uri).toLowerCase();
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  if (name.endsWith('.json.data.xml')) return 'workflow';
  if (name.endsWith('.xml')) return IN_CONNECTORS.test(uri) ? 'connector' : undefined;
  if (name.endsWith('.yml')) return yamlKind(uri, name);
  return name.endsWith('.json') ? jsonKind(uri, name) : undefined;
}

function jsonKind(uri: string, name: string): FileKind | undefined {
  const folder = parentOf(uri);
  if (name === 'manifest.json') return inPackage(folder) ? 'packageFlows' : 'package';
  const parent = fileNameOf(folder).toLowerCase();
  if (parent === 'workflows' || parent === 'modernflows') return 'flow';
  if (name === 'workflow.json') return inAgentWorkflow(folder) ? 'flow' : undefined;
  if (name === 'definition.json' || name === 'connectionsmap.json' || name === 'apismap.json') {
    if (!inPackage(parentOf(folder))) return undefined;
    return name === 'definition.json' ? 'flow' : 'packageMap';
  }
  if (name.includes('settings')) return OTHER_SETTINGS.test(name) ? undefined : 'settings';
  return mayBeInventory(name) ? 'inventory' : undefined;
}

/** Words one of which the name of an inventory holds; inventories have no fixed names. */
const INVENTORY = /flow|owner|inventory/i;
/** Flows themselves, and files of tools. */
const NO_INVENTORY =
  /^(?:workflow|flowconfig)\.json$|\.schema\.json$|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.json$/i;

/** True when a list of flows and owners may be called so; the content has the last word. */
function mayBeInventory(name: string): boolean {
  return INVENTORY.test(name) && !NO_INVENTORY.test(name);
}

/** True for the folder `Microsoft.Flow/flows`. */
function inPackage(folder: string): boolean {
  return folder.slice(-21).toLowerCase() === '/microsoft.flow/flows';
}

/** True for the folder of a flow in a workspace of Copilot Studio: `workflows/<name>-<guid>`. */
function inAgentWorkflow(folder: string): boolean {
  return (
    fileNameOf(parentOf(folder)).toLowerCase() === 'workflows' && guidIn(fileNameOf(folder)) !== undefined
  );
}

function yamlKind(uri: string, name: string): FileKind | undefined {
  if (name === 'metadata.yml') return inAgentWorkflow(parentOf(uri)) ? 'agentWorkflow' : undefined;
  const above = fileNameOf(parentOf(parentOf(uri))).toLowerCase();
  if (above === 'publishers') return name === 'publisher.yml' ? 'yamlPublisher' : undefined;
  if (above !== 'solutions') return undefined;
  if (name === 'solution.yml') return 'yamlManifest';
  if (name === 'rootcomponents.yml') return 'yamlRootComponents';
  return name === 'solutioncomponents.yml' ? 'yamlComponents' : undefined;
}
