/** One reader per kind of file. */
import { mayBeFlow } from '../../flow/mayBeFlow.ts';
import type { FileReading } from '../facts.ts';
import type { FileKind } from '../kinds.ts';
import { fileNameOf, guidIn, isGuid, parentOf } from '../paths.ts';
import { readAgentReferences, readAgentWorkflow } from './agentWorkspace.ts';
import { readCodeOwners } from './codeOwners.ts';
import { readConnector } from './connector.ts';
import { readCustomizations, readWorkflow } from './customizations.ts';
import { readDeploymentSettings } from './deploymentSettings.ts';
import { readEnvironmentValues, readEnvironmentVariable } from './environmentVariable.ts';
import { NOTHING, type Reader } from './fact.ts';
import { readFlowOwners } from './flowOwners.ts';
import { readInventory } from './inventory.ts';
import { readPackage, readPackageFlows, readPackageMap } from './legacyPackage.ts';
import { readManifest } from './manifest.ts';
import { readYamlComponents, readYamlManifest, readYamlPublisher, readYamlRootComponents } from './yaml.ts';

/** Only that a flow is there; its text is checked elsewhere. An empty text stands for a file nobody has read. */
const readFlow: Reader = (uri, text) => {
  if (text !== '' && !mayBeFlow(text)) return NOTHING;
  const folder = fileNameOf(parentOf(uri));
  // The folder of a package is the id; that of an agent's flow ends in it.
  const name = fileNameOf(uri);
  const id = isGuid(folder)
    ? folder.toLowerCase()
    : guidIn(name.toLowerCase() === 'workflow.json' ? folder : name);
  return { facts: { kind: 'flow', id }, problems: [] };
};

/** What an agent does is not read, only that there is one. */
const readAgent: Reader = () => ({ facts: { kind: 'agent' }, problems: [] });

const READERS: Readonly<Record<FileKind, Reader>> = {
  manifest: readManifest,
  customizations: readCustomizations,
  connector: readConnector,
  workflow: readWorkflow,
  flow: readFlow,
  environmentVariable: readEnvironmentVariable,
  environmentValues: readEnvironmentValues,
  settings: readDeploymentSettings,
  package: readPackage,
  packageFlows: readPackageFlows,
  packageMap: readPackageMap,
  yamlManifest: readYamlManifest,
  yamlRootComponents: readYamlRootComponents,
  yamlComponents: readYamlComponents,
  yamlPublisher: readYamlPublisher,
  agentWorkflow: readAgentWorkflow,
  agentReferences: readAgentReferences,
  codeOwners: readCodeOwners,
  flowOwners: readFlowOwners,
  agent: readAgent,
  inventory: readInventory,
};

/** What a file of that kind says. Never throws. */
export function readFacts(kind: FileKind, uri: string, text: string): FileReading {
  return READERS[kind](uri, text);
}
