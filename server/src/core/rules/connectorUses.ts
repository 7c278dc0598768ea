import { childFlowId } from '../exposure/childFlow.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { builtInLabel, builtInOf } from '../platform/builtIns.ts';
import { normalizeApiName } from '../platform/connectors.ts';
import { connectorNameIn } from '../solution/connectorNames.ts';
import { knownCalls } from './childFlows.ts';
import type { FlowRuleContext } from './rule.ts';

/** A step and the connector it uses. */
export interface Use {
  readonly step: Step;
  /** Lower-cased API name, or the id of a built-in operation. */
  readonly connector: string;
  readonly label: string;
  /** The step calls a child flow by it: policies ask whether that is allowed at all. */
  readonly call?: true;
  /** Name of the child flow that uses it, itself or through others, in quotes. */
  readonly child?: string;
}

/** The connectors that the steps of a flow use. A call of a child flow is a use of HTTP (https://github.com/microsoft/coe-starter-kit/issues/846). */
export function usesIn(flow: FlowModel, solution: FlowRuleContext['solution']): Use[] {
  return flow.steps.flatMap((step): Use[] => {
    const api = step.operation?.apiName;
    if (api !== undefined) return [useOf(step, normalizeApiName(api), solution)];
    const id = builtInOf(step);
    if (id !== undefined) return [useOf(step, id, solution)];
    return childFlowId(flow, step) === undefined ? [] : [{ ...useOf(step, 'http', solution), call: true }];
  });
}

function useOf(step: Step, connector: string, solution: FlowRuleContext['solution']): Use {
  return { step, connector, label: builtInLabel(connector) ?? connectorNameIn(solution, connector) };
}

/** The connectors that child flows use, at the first step that calls each: of those that are known. */
export function usesBelow(context: FlowRuleContext): Use[] {
  return knownCalls(context).flatMap(({ id, name, steps }) =>
    [...connectorsBelow(context, id)].map((connector) => ({
      ...useOf(steps[0], connector, context.solution),
      child: name,
    })),
  );
}

function connectorsBelow(context: FlowRuleContext, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  // What is added while it runs is visited as well.
  const seen = new Set([id]);
  for (const one of seen) {
    const child = context.childOf(one);
    for (const { apiName, steps } of child?.connections ?? [])
      if (apiName !== undefined && steps.length > 0) found.add(normalizeApiName(apiName));
    for (const builtIn of child?.builtIns ?? []) found.add(builtIn);
    for (const { flowId } of child?.children ?? []) seen.add(flowId);
  }
  return found;
}
