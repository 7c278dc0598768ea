import type { NodeId } from '../json/tree.ts';
import type { FlowModel, Step } from './model.ts';

/** Where in a step's inputs a value stands, in a maker's words: `the header "x-api-key"`, `the body field "password"`. */
export function describeInput(flow: FlowModel, step: Step, node: NodeId): string {
  const { tree } = flow;
  const keys: string[] = [];
  for (let at = node; at > step.inputs && step.inputs >= 0; at = tree.parent(at)) {
    if (tree.hasKey(at)) keys.unshift(tree.key(at));
  }
  if (node === step.control) return step.lowerType === 'foreach' ? 'the list it loops over' : 'its condition';
  const [first] = keys;
  if (first === undefined) return 'its inputs';
  // The whole path: two values under one key would be told alike.
  const below = keys.slice(1).join('/');
  switch (first) {
    case 'headers':
      return below === '' ? 'the headers' : `the header "${below}"`;
    case 'queries':
      return below === '' ? 'the query' : `the query parameter "${below}"`;
    case 'uri':
      return 'the address';
    case 'path':
      return 'the path';
    case 'body':
      return below === '' ? 'the body' : `the body field "${titled(flow, step, keys) ?? below}"`;
    case 'authentication':
      return below === '' ? 'its authentication' : `"${below}" of its authentication`;
    case 'parameters':
      return below === '' ? 'its parameters' : `"${withoutGroup(below)}"`;
    case 'variables':
    case 'value':
      return 'its value';
    default:
      return `"${keys.join('/')}"`;
  }
}

/** What people call a field of an answer, where its schema says so: `result_1` is "Total". */
function titled(
  { tree }: FlowModel,
  { inputs }: Step,
  [, field, ...more]: readonly string[],
): string | undefined {
  if (field === undefined || more.length > 0) return undefined;
  return tree.stringAt(tree.descend(inputs, 'schema', 'properties', field), 'title');
}

/** Connectors flatten body fields: `emailMessage/Body` is "Body", and `item/address/City` is "address/City". */
function withoutGroup(path: string): string {
  return path.slice(path.indexOf('/') + 1) || path;
}
