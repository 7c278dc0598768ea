import {
  collectReferences,
  isComputed,
  normalisePath,
  parsedText,
  type ReadSoFar,
  takesNames,
} from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { isConnectorType } from '../../flow/operation.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { workflowPropertiesBelow } from '../../platform/workflowProperties.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { touches } from '../../text/span.ts';
import { answerTo } from './answers.ts';
import { loopsAround } from './names.ts';
import type { Property } from './types.ts';

/** What is known of a value: its JSON schema, the literal that it is made of, its properties by name, or what those are called. */
type Shape =
  | { readonly kind: 'schema'; readonly node: NodeId; readonly isTrigger?: boolean }
  | { readonly kind: 'literal'; readonly node: NodeId }
  | { readonly kind: 'list'; readonly of: Shape }
  | {
      readonly kind: 'object';
      readonly properties: readonly (readonly [string, Shape | undefined])[];
      readonly isFlat?: boolean;
    }
  | { readonly kind: 'known'; readonly properties: readonly Property[] };

/** Where a read stands. */
export interface Reader {
  readonly facts: FlowFacts;
  readonly step: Step | undefined;
  readonly node: NodeId;
  /** In the decoded text of the node; absent where nothing is being written. */
  readonly caret?: number;
}

/** A list may be made of a list that is made of a list. */
const MOST_LEVELS = 8;

/** What may follow as a key behind a read, each once: what is declared, then what the flow reads there elsewhere. */
export function propertiesBehind(reader: Reader, read: ReadSoFar): readonly Property[] {
  if (!read.isComplete) return [];
  if (read.lowerName === 'workflow') {
    return workflowPropertiesBelow(read.path.map(String)).map((key) => ({
      key,
      about: { kind: 'workflow', name: [...read.path, key].join('/') },
    }));
  }
  const shape = shapeOf(reader, read, 0);
  const found = new Map<string, Property>();
  const add = (one: Property): void => {
    if (!found.has(one.key)) found.set(one.key, one);
  };
  if (shape !== undefined) for (const one of declared(reader.facts.flow, shape)) add(one);
  for (const key of readElsewhere(reader, read)) add({ key });
  return [...found.values()];
}

function shapeOf(reader: Reader, read: ReadSoFar, level: number): Shape | undefined {
  if (level > MOST_LEVELS) return undefined;
  let shape = sourceOf(reader, read, level);
  for (const key of read.path) {
    for (const part of typeof key === 'number' ? [key] : partsOf(shape, key)) {
      shape = shape && below(reader.facts.flow, shape, part);
    }
  }
  return shape;
}

/** `body/text_1` is two keys where the platform reads it so. */
function partsOf(shape: Shape | undefined, key: string): readonly string[] {
  return shape?.kind === 'object' && shape.isFlat === true ? normalisePath([key]) : [key];
}

const NO_SHAPE = undefined;

function sourceOf(reader: Reader, { lowerName, name }: ReadSoFar, level: number): Shape | undefined {
  const { facts, step, node } = reader;
  const { flow } = facts;
  const names = namesOf(flow);
  switch (lowerName) {
    case 'triggerbody':
      return triggerBody(facts);
    case 'triggeroutputs':
      return outputs(triggerBody(facts), true);
    case 'trigger':
      return whole(outputs(triggerBody(facts), true));
    case 'item': {
      const list = itemList(reader);
      return list === NONE ? NO_SHAPE : itemOf(reader, list, level);
    }
    case 'items': {
      const loop = name === undefined ? loopsAround(flow, step, node)[0] : names.action(name);
      return loop?.lowerType === 'foreach'
        ? itemOf({ facts, step: loop, node: loop.node }, loop.control, level)
        : NO_SHAPE;
    }
    case 'variables': {
      const value = name === undefined ? NONE : (names.variable(name)[0]?.value ?? NONE);
      return value === NONE ? NO_SHAPE : { kind: 'literal', node: value };
    }
    case 'parameters':
      return name === undefined ? NO_SHAPE : parameterShape(flow, name);
    default:
  }
  const target = name === undefined ? undefined : names.action(name);
  if (target === undefined) return NO_SHAPE;
  if (lowerName === 'body' || lowerName === 'actionbody') return bodyOf(facts, target, level);
  const given = outputsOf(facts, target, level);
  if (lowerName === 'outputs' || lowerName === 'actionoutputs') return given;
  return lowerName === 'actions' ? whole(given) : NO_SHAPE;
}

/** What a flow reads of a connection. */
const CONNECTION: Shape = { kind: 'object', properties: [['connectionId', undefined]] };

/** `$connections` holds the connections by their keys, another parameter what its default has. */
function parameterShape(flow: FlowModel, name: string): Shape | undefined {
  if (name.toLowerCase() === '$connections')
    return { kind: 'object', properties: flow.connections.map(({ key }) => [key, CONNECTION]) };
  const value = namesOf(flow).parameter(name)?.defaultValue ?? NONE;
  return value === NONE ? NO_SHAPE : { kind: 'literal', node: value };
}

const OF_STEP = 'name inputs outputs startTime endTime status code error clientTrackingId trackingId'.split(
  ' ',
);

function whole(outputs: Shape | undefined): Shape {
  return { kind: 'object', properties: OF_STEP.map((key) => [key, key === 'outputs' ? outputs : undefined]) };
}

function outputs(body: Shape | undefined, isFlat: boolean): Shape {
  return {
    kind: 'object',
    isFlat,
    properties: [
      ['body', body],
      ['headers', undefined],
      ['statusCode', undefined],
    ],
  };
}

function triggerBody(facts: FlowFacts): Shape | undefined {
  const { tree, triggers } = facts.flow;
  for (const { inputs } of triggers) {
    const node = tree.child(inputs, 'schema');
    if (tree.isObject(node)) return { kind: 'schema', node, isTrigger: true };
  }
  const [first] = triggers;
  // Split, the body is one of the things that came, of which nothing is known.
  return first === undefined || tree.child(first.node, 'splitOn') !== NONE ? undefined : answer(facts, first);
}

function answer(facts: FlowFacts, step: Step): Shape | undefined {
  const properties = answerTo(facts, step);
  return properties.length === 0 ? undefined : { kind: 'known', properties };
}

function bodyOf(facts: FlowFacts, step: Step, level: number): Shape | undefined {
  const { tree } = facts.flow;
  const { inputs, lowerType } = step;
  const child = (name: string): NodeId => tree.child(inputs, name);
  switch (lowerType) {
    case 'parsejson': {
      const node = child('schema');
      return tree.isObject(node) ? { kind: 'schema', node } : undefined;
    }
    case 'select': {
      const node = child('select');
      return tree.isObject(node) ? { kind: 'list', of: { kind: 'literal', node } } : undefined;
    }
    case 'query': {
      const of = itemOf({ facts, step, node: step.node }, child('from'), level + 1);
      return of && { kind: 'list', of };
    }
    default:
      return answer(facts, step);
  }
}

function outputsOf(facts: FlowFacts, step: Step, level: number): Shape | undefined {
  if (step.lowerType === 'compose') return { kind: 'literal', node: step.inputs };
  const isCall = isConnectorType(step.lowerType) || ['http', 'workflow'].includes(step.lowerType);
  const body = bodyOf(facts, step, level);
  return body === undefined && !isCall ? undefined : outputs(body, isConnectorType(step.lowerType));
}

/** The list that `item()` stands for an item of: that of the step itself, else that of the innermost loop. */
function itemList({ facts: { flow }, step, node }: Reader): NodeId {
  const { tree } = flow;
  if (step?.lowerType === 'select' || step?.lowerType === 'query') {
    const from = tree.child(step.inputs, 'from');
    if (node !== from) return from;
  }
  return loopsAround(flow, step, node).find((one) => one.lowerType === 'foreach')?.control ?? NONE;
}

/** An item of the list that a value of the file gives. */
function itemOf(reader: Reader, list: NodeId, level: number): Shape | undefined {
  const { tree } = reader.facts.flow;
  const shape = tree.isString(list)
    ? shapeOfText(reader, tree.string(list), level + 1)
    : { kind: 'literal' as const, node: list };
  return shape && below(reader.facts.flow, shape, 0);
}

function shapeOfText(reader: Reader, text: string, level: number): Shape | undefined {
  const { template } = parsedText(text);
  if (template.kind !== 'expression' || template.problems.length > 0) return undefined;
  const [reference] = collectReferences(template.expr);
  if (reference === undefined || reference.expr !== template.expr) return undefined;
  const name = 'name' in reference ? reference.name : undefined;
  const read = { lowerName: reference.function, name, path: reference.path, isComplete: true };
  return shapeOf(reader, read, level);
}

function below({ tree }: FlowModel, shape: Shape, key: string | number): Shape | undefined {
  if (shape.kind === 'list') return typeof key === 'number' ? shape.of : undefined;
  if (shape.kind === 'known') return undefined;
  if (shape.kind === 'object') return shape.properties.find(([name]) => name === key)?.[1];
  const { node } = shape;
  if (shape.kind === 'literal') {
    const found =
      typeof key === 'string' ? tree.child(node, key) : tree.isArray(node) ? tree.firstChild(node) : NONE;
    return found === NONE ? undefined : { kind: 'literal', node: found };
  }
  const found =
    typeof key === 'string' ? tree.child(tree.child(node, 'properties'), key) : tree.child(node, 'items');
  return tree.isObject(found) ? { kind: 'schema', node: found } : undefined;
}

/** What a shape has by name. */
function declared(flow: FlowModel, shape: Shape): readonly Property[] {
  const { tree } = flow;
  if (shape.kind === 'list') return [];
  if (shape.kind === 'known') return shape.properties;
  if (shape.kind === 'object') {
    const own = shape.properties.map(([key]): Property => ({ key }));
    const body = shape.isFlat === true ? shape.properties.find(([key]) => key === 'body')?.[1] : undefined;
    const flat = body === undefined ? [] : declared(flow, body);
    return [...flat.map((one) => ({ ...one, key: `body/${one.key}` })), ...own];
  }
  if (shape.kind === 'literal') {
    if (!tree.isObject(shape.node)) return [];
    const keys = tree.children(shape.node).map((one) => tree.key(one));
    return keys.filter((key) => !isComputed(key)).map((key) => ({ key }));
  }
  const properties = tree.child(shape.node, 'properties');
  if (!tree.isObject(properties)) return [];
  return tree.children(properties).map((one) => {
    const key = tree.key(one);
    const title = tree.stringAt(one, 'title') ?? '';
    const type = tree.stringAt(one, 'type');
    return {
      key,
      ...(title === '' || title === key ? {} : { title }),
      ...(type === undefined ? {} : { type }),
      ...(shape.isTrigger === true ? { about: { kind: 'input' as const, name: key } } : {}),
    };
  });
}

/** Keys that expressions of the flow read behind the same call and path, the most used first; not the one at the caret. */
function readElsewhere(reader: Reader, { lowerName, name, path }: ReadSoFar): readonly string[] {
  const { facts, node, caret = -1 } = reader;
  if (name === undefined && takesNames(lowerName)) return [];
  const lower = name?.toLowerCase();
  const found = new Map<string, number>();
  for (const site of facts.flow.expressions) {
    for (const reference of site.references) {
      if (reference.function !== lowerName || reference.path.length <= path.length) continue;
      if ('name' in reference && reference.name?.toLowerCase() !== lower) continue;
      if (site.node === node && touches(reference.expr.span, caret)) continue;
      const key = reference.path[path.length];
      if (typeof key !== 'string' || path.some((one, index) => reference.path[index] !== one)) continue;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  }
  return [...found].sort(([, a], [, b]) => b - a).map(([key]) => key);
}
