/** What the catalogue of operations says of the parameters that the steps of a flow give; shared by the rules about them. */
import { nearest } from '../config/index.ts';
import { isComputed } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { FlowModel, Operation, Step } from '../flow/model.ts';
import { isPowerAutomate } from '../flow/wrapper.ts';
import { type JsonTree, Kind, type NodeId } from '../json/tree.ts';
import {
  type CatalogueOperation,
  type CatalogueParameter,
  catalogueOperation,
  isNewerParameter,
} from '../platform/catalogue/index.ts';
import { normalizeApiName } from '../platform/connectors.ts';
import { lowerCase } from '../text/lower.ts';
import { MOST_SUGGESTIONS } from './nearNames.ts';

interface Fault {
  readonly step: Step;
  readonly operation: CatalogueOperation;
}

/** A key that the operation does not have. */
export interface UnknownParameter extends Fault {
  /** The property with the key. */
  readonly node: NodeId;
  readonly key: string;
  /** A parameter that may be meant: not given yet, and fine with the value. */
  readonly near: string | undefined;
  /** Nothing speaks for a slip: the connector may have got the parameter since it was described. */
  readonly mayBeNewer: boolean;
}

/** Required parameters that a step does not give. */
export interface MissingParameters extends Fault {
  /** The object that lacks them; `NONE` when there is none. */
  readonly node: NodeId;
  readonly missing: readonly CatalogueParameter[];
}

/** A value that the parameter does not take. */
export interface WrongValue extends Fault {
  readonly node: NodeId;
  readonly value: string;
  readonly parameter: CatalogueParameter;
  /** A value that may be meant. */
  readonly near: string | undefined;
}

export interface ParameterFaults {
  readonly unknown: readonly UnknownParameter[];
  readonly missing: readonly MissingParameters[];
  readonly values: readonly WrongValue[];
}

const NOTHING: ParameterFaults = { unknown: [], missing: [], values: [] };

/**
 * All three at once, so that one fault is told once: what a wrong key may have meant is not missing too. Judged are steps of the new
 * form, which name their operation, where the description of its publisher is known; never an expression, and nothing in damaged JSON.
 */
export function parameterFaults(flow: FlowModel): ParameterFaults {
  return derived(flow, judge);
}

/** The operation as makers know it, in quotes. */
export function titleOf({ title, id }: CatalogueOperation): string {
  return `"${title ?? id}"`;
}

function judge(flow: FlowModel): ParameterFaults {
  if (flow.tree.problems.length > 0 || !isPowerAutomate(flow)) return NOTHING;
  const faults = { unknown: [], missing: [], values: [] };
  for (const step of flow.steps) {
    const operation = describedOperation(flow, step);
    if (operation !== undefined) judgeStep(flow.tree, step, operation, faults);
  }
  return faults;
}

function describedOperation(flow: FlowModel, step: Step): CatalogueOperation | undefined {
  const { operation, lowerType } = step;
  if (operation?.apiName === undefined || operation.operationId === undefined) return undefined;
  if (!lowerType.startsWith('openapiconnection')) return undefined;
  const described = catalogueOperation(operation.apiName, operation.operationId);
  if (described === undefined || described.isFromFlows) return undefined;
  return isOfItsConnection(flow, operation) ? described : undefined;
}

/** Where the step names one connector and its connection another, either may be meant. */
function isOfItsConnection(flow: FlowModel, { apiName, connectionKey }: Operation): boolean {
  const declared = connectionKey && derived(flow, declaredConnectors).get(connectionKey.toLowerCase());
  return !declared || declared === normalizeApiName(apiName!);
}

/** Connectors of the flow's connections, by lower-cased key. */
function declaredConnectors({ connections }: FlowModel): ReadonlyMap<string, string> {
  return new Map(connections.map((one) => [one.key.toLowerCase(), normalizeApiName(one.apiName ?? '')]));
}

interface Faults {
  readonly unknown: UnknownParameter[];
  readonly missing: MissingParameters[];
  readonly values: WrongValue[];
}

function judgeStep(tree: JsonTree, step: Step, operation: CatalogueOperation, faults: Faults): void {
  const node = step.operation!.parameters;
  // An expression gives all of them at once.
  if (tree.kind(node) !== Kind.Missing && !tree.isObject(node)) return;
  if (!tree.isObject(step.inputs)) return;
  const given = new Map<string, NodeId>();
  for (let at = tree.firstChild(node); at >= 0; at = tree.nextSibling(at)) {
    const key = tree.key(at);
    // It may give any of them.
    if (tree.keyHasAt(at) && isComputed(key)) return;
    given.set(lowerCase(key), at);
  }
  const { parameters } = operation;
  const byPath = new Map(parameters.map((one) => [lowerCase(one.path), one]));
  const open = parameters.filter(({ path }) => !given.has(lowerCase(path)));
  const unknown: Omit<UnknownParameter, 'mayBeNewer'>[] = [];
  const suggested = new Set<string | undefined>();
  for (const [lower, at] of given) {
    const parameter = byPath.get(lower);
    if (parameter !== undefined) judgeValue(tree, { step, operation, node: at, parameter }, faults.values);
    else if (!isPartOfKnown(lower, byPath) && !isNewerParameter(lower)) {
      const key = tree.key(at);
      const isLookedFor = unknown.length < MOST_SUGGESTIONS;
      const isFree = (one: CatalogueParameter): boolean => !suggested.has(one.path) && takes(tree, at, one);
      const near = isLookedFor ? nearestPath(key, open.filter(isFree)) : undefined;
      suggested.add(near);
      unknown.push({ step, operation, node: at, key, near });
    }
  }
  const isGiven = givenAround(given);
  const missing = open.filter(
    ({ isRequired, path }) => isRequired && !suggested.has(path) && !isGiven(lowerCase(path)),
  );
  const there = parameters.filter(({ path }) => given.has(lowerCase(path)));
  for (const [index, one] of unknown.entries()) {
    const isLookedFor = one.near === undefined && missing.length === 0 && index < MOST_SUGGESTIONS;
    faults.unknown.push({ ...one, mayBeNewer: isLookedFor && nearestPath(one.key, there) === undefined });
  }
  if (missing.length > 0) faults.missing.push({ step, operation, node, missing });
}

/**
 * True for a key around known ones (`item` for `item/name`), below one that is known (`item/name/first`), or below a dynamic one: what
 * is in there the catalogue does not tell.
 */
function isPartOfKnown(lower: string, byPath: ReadonlyMap<string, CatalogueParameter>): boolean {
  for (let slash = lower.indexOf('/'); slash >= 0; slash = lower.indexOf('/', slash + 1)) {
    if (byPath.has(lower.slice(0, slash)) || byPath.has(lower.slice(0, slash + 1))) return true;
  }
  const inside = `${lower}/`;
  for (const path of byPath.keys()) if (path.startsWith(inside)) return true;
  return false;
}

/** Whether a path is given by an object around it, or in pieces. */
function givenAround(given: ReadonlyMap<string, NodeId>): (path: string) => boolean {
  const around = new Set<string>();
  for (const key of given.keys()) {
    for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1))
      around.add(key.slice(0, slash));
  }
  return (path) => {
    if (around.has(path)) return true;
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
      if (given.has(path.slice(0, slash))) return true;
    return false;
  };
}

/** The parameter that a wrong key most likely meant: of the same parent a near name, else the same name elsewhere. */
function nearestPath(key: string, free: readonly CatalogueParameter[]): string | undefined {
  const fixed = free.filter((one) => !one.isDynamic);
  const parent = parentOf(key).toLowerCase();
  const beside = fixed.filter(({ path }) => parentOf(path).toLowerCase() === parent);
  const near = nearest(
    lastOf(key),
    beside.map(({ path }) => lastOf(path)),
  );
  if (near !== undefined) return beside.find(({ path }) => lastOf(path) === near)?.path;
  const name = lastOf(key).toLowerCase();
  const alike = fixed.filter(({ path }) => lastOf(path).toLowerCase() === name);
  return alike.length === 1 ? alike[0]!.path : undefined;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function judgeValue(
  tree: JsonTree,
  fault: Pick<WrongValue, 'step' | 'operation' | 'node' | 'parameter'>,
  found: WrongValue[],
): void {
  const { node, parameter } = fault;
  if (takes(tree, node, parameter)) return;
  const value = literalOf(tree, node)!;
  const near = tree.isString(node) ? nearest(value, parameter.values) : undefined;
  found.push({ ...fault, value, near });
}

/** True unless a literal is none of the values of a parameter; these are compared without case. */
function takes(tree: JsonTree, node: NodeId, { values }: CatalogueParameter): boolean {
  if (values.length === 0) return true;
  const literal = literalOf(tree, node)?.toLowerCase();
  return literal === undefined || values.some((one) => one.toLowerCase() === literal);
}

/** Undefined for what is no literal, or gives nothing. */
function literalOf(tree: JsonTree, node: NodeId): string | undefined {
  if (tree.isString(node)) {
    const text = tree.string(node);
    return text === '' || isComputed(text) ? undefined : text;
  }
  const kind = tree.kind(node);
  const isScalar = kind === Kind.Number || kind === Kind.True || kind === Kind.False;
  return isScalar ? tree.text.slice(tree.start(node), tree.end(node)) : undefined;
}
