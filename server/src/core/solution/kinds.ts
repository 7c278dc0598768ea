import type { FileFacts } from './facts.ts';
import { fileNameOf, parentOf } from './paths.ts';

/** What a file is read as. The content has the last word. */
export type FileKind = FileFacts['kind'] | 'yamlManifest';

const BY_NAME: Readonly<Record<string, FileKind>> = {
  'solution.xml': 'manifest',
  'customizations.xml': 'customizations',
  'environmentvariabledefinition.xml': 'environmentVariable',
  'environmentvariablevalues.json': 'environmentValues',
  'environment_variable_values.json': 'environmentValues',
};

/** Names of other tools' settings. */
const OTHER_SETTINGS = /^(?:settings|local\.settings|launchsettings|appsettings.*|.*\.appsettings.*)\.json$/;

/** Kind by name alone; undefined for a file that is never read. Cheap: called for every file of a workspace. */
export function kindOf(uri: string): FileKind | undefined {
  const last = uri.charCodeAt(uri.length - 1) | 32;
  // .json, .xml, .yml
  if (last !== 110 && last !== 108) return undefined;
  const name = fileNameOf(uri).toLowerCase();
  const known = BY_NAME[name];
  if (known !== undefined) return known;
  if (name.endsWith('.json.data.xml')) return 'workflow';
  if (name.endsWith('.yml')) return yamlKind(uri, name);
  return name.endsWith('.json') ? jsonKind(uri, name) : undefined;
}

function jsonKind(uri: string, name: string): FileKind | undefined {
  const folder = parentOf(uri);
  if (name === 'manifest.json') return inPackage(folder) ? 'packageFlows' : 'package';
  const parent = fileNameOf(folder).toLowerCase();
  if (parent === 'workflows' || parent === 'modernflows') return 'flow';
  if (name === 'definition.json' || name === 'connectionsmap.json' || name === 'apismap.json') {
    if (!inPackage(parentOf(folder))) return undefined;
    return name === 'definition.json' ? 'flow' : 'packageMap';
  }
  return name.includes('settings') && !OTHER_SETTINGS.test(name) ? 'settings' : undefined;
}

/** True for the folder `Microsoft.Flow/flows`. */
function inPackage(folder: string): boolean {
  return folder.slice(-21).toLowerCase() === '/microsoft.flow/flows';
}

function yamlKind(uri: string, name: string): FileKind | undefined {
  const above = fileNameOf(parentOf(parentOf(uri))).toLowerCase();
  if (above === 'publishers') return name === 'publisher.yml' ? 'yamlPublisher' : undefined;
  if (above !== 'solutions') return undefined;
  if (name === 'solution.yml') return 'yamlManifest';
  if (name === 'rootcomponents.yml') return 'yamlRootComponents';
  return name === 'solutioncomponents.yml' ? 'yamlComponents' : undefined;
}
