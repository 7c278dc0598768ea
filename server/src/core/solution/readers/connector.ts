import type { ConnectorFacts } from '../facts.ts';
import { childNamed, isNamed, nameOf, readXml, textOf, type XmlElement } from '../xml/document.ts';
import { elementSource, idFact, NOTHING, type Reader, textFact } from './fact.ts';

/**
 * `Connectors/<name>.xml` of an unpacked solution: names alone. A damaged file is no problem of the solution: nothing but the name
 * that people read is taken from it.
 */
export const readConnector: Reader = (uri, text) => {
  const { root } = readXml(text);
  if (root === undefined || !isNamed(root, 'Connector')) return NOTHING;
  return { facts: { kind: 'connector', connector: connectorFacts(uri, text, root) }, problems: [] };
};

/** The same element stands in the customizations of an unzipped solution. */
export function connectorFacts(uri: string, text: string, element: XmlElement): ConnectorFacts {
  const child = (name: string): XmlElement | undefined => childNamed(element, name);
  return {
    name: textFact(uri, nameOf(text, child('name'))),
    id: idFact(textFact(uri, nameOf(text, child('connectorid')))),
    displayName: textFact(uri, textOf(text, child('displayname'))),
    source: elementSource(uri, element),
  };
}
