import { isMap, isSeq, type YAMLMap } from 'yaml';
import type { Source } from '../fact.ts';
import type { ConnectionReferenceFacts } from '../facts.ts';
import { idFact, NOTHING, numberFact, type Reader } from './fact.ts';
import { parseYaml, scalarFact, valueAt, type YamlFile } from './yaml.ts';

/** Files of a workspace of Copilot Studio (flow-format 1.6): keys as in the XML of a solution, in camel case. */

/** `workflows/<name>-<guid>/metadata.yml` */
export const readAgentWorkflow: Reader = (uri, text) => {
  const file = parseYaml(uri, text);
  if (!isMap(file.root)) return { ...NOTHING, problems: file.problems };
  const fact = (name: string) => scalarFact(file, valueAt(file.root, name));
  const id = idFact(fact('workflowId'));
  if (id === undefined) return { ...NOTHING, problems: file.problems };
  const workflow = {
    id,
    name: fact('name'),
    jsonFileName: fact('jsonFileName'),
    category: numberFact(fact('category')),
    state: numberFact(fact('stateCode')),
    source: sourceOf(file, file.root),
  };
  return { facts: { kind: 'workflow', workflow }, problems: file.problems };
};

/** `connectionreferences.mcs.yml` */
export const readAgentReferences: Reader = (uri, text) => {
  const file = parseYaml(uri, text);
  const list = valueAt(file.root, 'connectionReferences');
  if (!isSeq(list)) return { ...NOTHING, problems: file.problems };
  const connectionReferences = list.items.flatMap((entry): ConnectionReferenceFacts[] => {
    if (!isMap(entry)) return [];
    const fact = (name: string) => scalarFact(file, valueAt(entry, name));
    const logicalName = fact('connectionReferenceLogicalName');
    if (logicalName === undefined) return [];
    return [
      {
        logicalName,
        displayName: fact('connectionReferenceDisplayName'),
        connectorId: fact('connectorId'),
        source: sourceOf(file, entry),
      },
    ];
  });
  const facts = {
    kind: 'customizations' as const,
    languageCode: undefined,
    workflows: undefined,
    connectionReferences,
    connectors: [],
  };
  return { facts, problems: file.problems };
};

function sourceOf({ uri, base }: YamlFile, { range }: YAMLMap): Source {
  const [start = 0, end = start] = range ?? [];
  return { uri, span: { start: base + start, end: base + end } };
}
