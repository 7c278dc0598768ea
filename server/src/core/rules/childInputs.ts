import { nearest } from '../config/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import type { FlowOverview, InputOverview } from '../solution/overview/index.ts';
import { declaredInputs, passedInputs } from './childFlows.ts';

/** A property that a step passes to a child flow, and that this has no input for. */
export interface UnknownInput {
  readonly node: NodeId;
  /** The input that is most likely meant, and that the step does not pass yet: by its key, or by its title. */
  readonly near: InputOverview | undefined;
}

/** What a step passes in vain; nothing where the child flow takes whatever comes, or the inputs are worked out at run time. */
export function unknownInputs(flow: FlowModel, step: Step, child: FlowOverview): readonly UnknownInput[] {
  const { tree } = flow;
  const inputs = declaredInputs(child);
  const body = passedInputs(flow, step);
  if (inputs === undefined || body === undefined) return [];
  const known = new Set(inputs.map(({ key }) => key.toLowerCase()));
  const nodes = tree.children(body);
  const unknown = nodes.filter((node) => {
    const key = tree.key(node);
    return !key.startsWith('@') && !known.has(key.toLowerCase());
  });
  if (unknown.length === 0) return [];
  const passed = new Set(nodes.map((node) => tree.key(node).toLowerCase()));
  const free = inputs.filter(({ key }) => !passed.has(key.toLowerCase()));
  return unknown.map((node) => ({ node, near: nearInput(tree.key(node), free) }));
}

function nearInput(name: string, inputs: readonly InputOverview[]): InputOverview | undefined {
  const byTitle = inputs.filter(({ title }) => title.toLowerCase() === name.toLowerCase());
  if (byTitle.length === 1) return byTitle[0];
  const near = nearest(
    name,
    inputs.flatMap(({ key, title }) => [key, title]),
  );
  return near === undefined ? undefined : inputs.find(({ key, title }) => key === near || title === near);
}
