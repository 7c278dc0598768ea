import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Fact, Source } from '../fact.ts';
import type { FileReading } from '../facts.ts';
import { attribute, type XmlElement, type XmlProblem, type XmlValue } from '../xml/document.ts';

/** Takes a text and the place of the file, and gives what it says; never throws. */
export type Reader = (uri: string, text: string) => FileReading;

export const NOTHING: FileReading = { facts: undefined, problems: [] };

export function problemReading(uri: string, problem: XmlProblem): FileReading {
  return { facts: undefined, problems: [{ uri, ...problem }] };
}

/** An XML value as a fact. */
export function textFact(uri: string, found: XmlValue | undefined): Fact<string> | undefined {
  return found && { uri, value: found.value, span: found.span };
}

/** A whole number; undefined for anything else. */
export function numberFact(fact: Fact<string> | undefined): Fact<number> | undefined {
  if (fact === undefined || !/^[0-9]{1,15}$/.test(fact.value)) return undefined;
  return { ...fact, value: Number(fact.value) };
}

/** An id without braces, lower-cased; undefined when nothing is left. */
export function idFact(fact: Fact<string> | undefined): Fact<string> | undefined {
  if (fact === undefined) return undefined;
  const braced = fact.value.startsWith('{') && fact.value.endsWith('}') ? 1 : 0;
  const value = fact.value.slice(braced, fact.value.length - braced).toLowerCase();
  if (value === '') return undefined;
  const span = { start: fact.span.start + braced, end: fact.span.end - braced };
  return { uri: fact.uri, value, span };
}

/** Attribute as a fact; undefined when it is absent or empty. */
export function attributeFact(
  uri: string,
  text: string,
  element: XmlElement,
  name: string,
): Fact<string> | undefined {
  const found = attribute(text, element, name);
  return found === undefined || found.value === '' ? undefined : textFact(uri, found);
}

export function elementSource(uri: string, element: XmlElement): Source {
  return { uri, span: { start: element.start, end: element.end } };
}

export function nodeSource(uri: string, tree: JsonTree, node: NodeId): Source {
  return { uri, span: tree.valueSpan(node) };
}

/** Property of a JSON object by name without case, as text: the inside of a string, or a bare number or boolean. */
export function jsonFact(
  uri: string,
  tree: JsonTree,
  object: NodeId,
  name: string,
): Fact<string> | undefined {
  return nodeFact(uri, tree, property(tree, object, name));
}

/** A string, number or boolean node as text; undefined for null and everything else. */
export function nodeFact(uri: string, tree: JsonTree, node: NodeId): Fact<string> | undefined {
  if (tree.isString(node)) {
    const value = tree.string(node);
    return { uri, value, span: tree.spanInString(node, { start: 0, end: value.length }) };
  }
  const span = tree.valueSpan(node);
  if (node < 0 || tree.isObject(node) || tree.isArray(node)) return undefined;
  const value = tree.text.slice(span.start, span.end);
  return value === 'null' || value === '' ? undefined : { uri, value, span };
}

/** Property of an object by name without case. -1 when absent. */
export function property(tree: JsonTree, object: NodeId, name: string): NodeId {
  const exact = tree.child(object, name);
  if (exact !== -1 || !tree.isObject(object)) return exact;
  const wanted = name.toLowerCase();
  return tree.children(object).find((one) => tree.key(one).toLowerCase() === wanted) ?? -1;
}
