import type { ConnectionReferenceFacts, SolutionProblem, WorkflowFacts } from '../facts.ts';
import {
  childNamed,
  childrenNamed,
  isNamed,
  nameOf,
  readXml,
  textOf,
  type XmlElement,
} from '../xml/document.ts';
import { type Outline, outline, type Section } from '../xml/outline.ts';
import { connectorFacts } from './connector.ts';
import { attributeFact, elementSource, idFact, NOTHING, numberFact, type Reader, textFact } from './fact.ts';

/** Root element of customizations and manifest files. */
const ROOT = 'importexportxml';

export function sectionsNamed(found: Outline, name: string): Section[] {
  return found.sections.filter((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** `customizations.xml`: inline workflows and connection references; only these sections are parsed. */
export const readCustomizations: Reader = (uri, text) => {
  const found = outline(text);
  if (found.name.toLowerCase() !== ROOT) {
    return found.problem === undefined
      ? NOTHING
      : { facts: undefined, problems: [{ uri, ...found.problem }] };
  }
  const problems: SolutionProblem[] = found.problem === undefined ? [] : [{ uri, ...found.problem }];
  /** Elements of all sections of that name; undefined when damage hides one. */
  const read = (name: string): XmlElement[] | undefined => {
    const sections = sectionsNamed(found, name);
    let whole = sections.length > 0 || found.problem === undefined;
    const elements = sections.flatMap((section) => {
      const { root, problem } = readXml(text, section);
      if (problem !== undefined) problems.push({ uri, ...problem });
      if (root === undefined) whole = false;
      return root === undefined ? [] : [root];
    });
    return whole ? elements : undefined;
  };
  const languages = read('Languages');
  return {
    facts: {
      kind: 'customizations',
      languageCode: languages && nameOf(text, childNamed(languages[0], 'Language'))?.value,
      workflows: read('Workflows')?.flatMap((section) =>
        childrenNamed(section, 'Workflow').map((element) => workflowFacts(uri, text, element)),
      ),
      connectionReferences: read('connectionreferences')?.flatMap((section) =>
        childrenNamed(section, 'connectionreference').flatMap((element) =>
          connectionReferenceFacts(uri, text, element),
        ),
      ),
      connectors: (read('Connectors') ?? []).flatMap((section) =>
        childrenNamed(section, 'Connector').map((element) => connectorFacts(uri, text, element)),
      ),
    },
    problems,
  };
};

/** `*.json.data.xml`: the same element in a file of its own. */
export const readWorkflow: Reader = (uri, text) => {
  const { root, problem } = readXml(text);
  if (problem !== undefined) return { facts: undefined, problems: [{ uri, ...problem }] };
  if (root === undefined || !isNamed(root, 'Workflow')) return NOTHING;
  return { facts: { kind: 'workflow', workflow: workflowFacts(uri, text, root) }, problems: [] };
};

function workflowFacts(uri: string, text: string, element: XmlElement): WorkflowFacts {
  const fact = (name: string) => textFact(uri, nameOf(text, childNamed(element, name)));
  return {
    id: idFact(attributeFact(uri, text, element, 'WorkflowId')),
    name: attributeFact(uri, text, element, 'Name'),
    description: attributeFact(uri, text, element, 'Description'),
    jsonFileName: fact('JsonFileName'),
    category: numberFact(fact('Category')),
    state: numberFact(fact('StateCode')),
    source: elementSource(uri, element),
  };
}

function connectionReferenceFacts(
  uri: string,
  text: string,
  element: XmlElement,
): ConnectionReferenceFacts[] {
  const logicalName = attributeFact(uri, text, element, 'connectionreferencelogicalname');
  if (logicalName === undefined) return [];
  const custom = childNamed(childNamed(element, 'customconnectorid'), 'connectorid');
  const customConnectorId = idFact(textFact(uri, nameOf(text, custom)));
  return [
    {
      logicalName,
      displayName: textFact(uri, textOf(text, childNamed(element, 'connectionreferencedisplayname'))),
      connectorId: textFact(uri, nameOf(text, childNamed(element, 'connectorid'))),
      ...(customConnectorId === undefined ? {} : { customConnectorId }),
      source: elementSource(uri, element),
    },
  ];
}
