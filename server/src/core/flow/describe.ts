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
  const [first, second] = keys;
  const last = keys.at(-1);
  if (first === undefined || last === undefined) return 'its inputs';
  switch (first) {
    case 'headers':
      return `the header "${last}"`;
    case 'queries':
      return `the query parameter "${last}"`;
    case 'uri':
      return 'the address';
    case 'path':
      return 'the path';
    case 'body':
      return second === undefined ? 'the body' : `the body field "${last}"`;
    case 'authentication':
      return `"${last}" of its authentication`;
    case 'parameters':
      return `"${lastSegment(last)}"`;
    case 'variables':
    case 'value':
      return 'its value';
    default:
      return `"${last}"`;
  }
}

/** Connectors flatten body fields: `emailMessage/Body`. */
function lastSegment(key: string): string {
  return key.split('/').at(-1) || key;
}
