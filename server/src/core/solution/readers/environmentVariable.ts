import { parseJson } from '../../json/parse.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Fact } from '../fact.ts';
import type { EnvironmentValue } from '../facts.ts';
import { attribute, childNamed, isNamed, nameOf, readXml, textOf } from '../xml/document.ts';
import { jsonDamage } from './damage.ts';
import {
  attributeFact,
  elementSource,
  jsonFact,
  NOTHING,
  nodeSource,
  numberFact,
  problemReading,
  property,
  type Reader,
  textFact,
} from './fact.ts';

/** `environmentvariabledefinition.xml` */
export const readEnvironmentVariable: Reader = (uri, text) => {
  const { root, problem } = readXml(text);
  if (root === undefined) return problem === undefined ? NOTHING : problemReading(uri, problem);
  if (!isNamed(root, 'environmentvariabledefinition')) return NOTHING;
  const schemaName = attributeFact(uri, text, root, 'schemaname');
  if (schemaName === undefined) {
    const span = { start: root.start, end: root.openEnd };
    return problemReading(uri, { message: 'This environment variable has no schema name.', span });
  }
  /** `<displayname default="...">`; some exports carry the label only. */
  const labelled = (name: string): Fact<string> | undefined => {
    const element = childNamed(root, name);
    if (element === undefined) return undefined;
    const label = childNamed(element, 'label');
    return (
      attributeFact(uri, text, element, 'default') ??
      (label && attributeFact(uri, text, label, 'description'))
    );
  };
  const number = (name: string) => numberFact(textFact(uri, nameOf(text, childNamed(root, name))));
  const label = childNamed(childNamed(root, 'displayname'), 'label');
  return {
    facts: {
      kind: 'environmentVariable',
      schemaName,
      displayName: labelled('displayname'),
      description: labelled('description'),
      typeCode: number('type'),
      defaultValue: textFact(uri, textOf(text, childNamed(root, 'defaultvalue'))),
      secretStore: number('secretstore'),
      languageCode: label && attribute(text, label, 'languagecode')?.value,
      source: elementSource(uri, root),
    },
    problems: [],
  };
};

/** Value entries of a values file, as nodes: one object, or an array of them. */
export function valueEntries(tree: JsonTree): NodeId[] {
  const list = property(tree, tree.root, 'environmentvariablevalues');
  const inner = tree.isObject(list) ? property(tree, list, 'environmentvariablevalue') : list;
  if (tree.isArray(inner)) return tree.children(inner).filter((one) => tree.isObject(one));
  return tree.isObject(inner) ? [inner] : [];
}

/** `environmentvariablevalues.json`: the values that the exported environment had. */
export const readEnvironmentValues: Reader = (uri, text) => {
  const tree = parseJson(text);
  const values = valueEntries(tree).map((entry): EnvironmentValue => {
    const named = property(tree, entry, 'schemaname');
    return {
      id: jsonFact(uri, tree, entry, '@environmentvariablevalueid'),
      schemaName: tree.isString(named) ? jsonFact(uri, tree, entry, 'schemaname') : undefined,
      value: jsonFact(uri, tree, entry, 'value'),
      source: nodeSource(uri, tree, entry),
    };
  });
  return { facts: { kind: 'environmentValues', values }, problems: jsonDamage(uri, tree) };
};
