/** Which flows call which, for an editor that shows it as a hierarchy. */
import { childFlowId } from '../../exposure/childFlow.ts';
import { stepAt } from '../../flow/stepAt.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { Span } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import type { Project } from '../../workspace/project/index.ts';
import { plainLine } from '../plainLine.ts';
import { displayNameOf } from '../workspaceSymbols/index.ts';

/** A flow in a hierarchy of calls. */
export interface FlowInCalls {
  /** Address of its file. */
  readonly uri: string;
  /** The name that people see; plain text, never empty. */
  readonly name: string;
  /** What starts it; plain text, may be empty. */
  readonly detail: string;
}

/** A flow at the other end of calls; `spans`: the names of the steps that call, in the caller's text as last checked. */
export interface FlowCalls {
  readonly flow: FlowInCalls;
  readonly spans: readonly Span[];
}

/** The flow that the step at an offset calls, else the one that the offset is in; undefined where neither is known. Never throws. */
export function flowOfCallsAt(project: Project, analysis: Analysis, offset: number): FlowInCalls | undefined {
  try {
    const { tree, uri } = analysis.document;
    const node = tree.nodeAt(offset);
    const flow = analysis.flowAt(node)?.flow;
    if (flow === undefined) return undefined;
    const step = stepAt(flow, node);
    const child = step === undefined ? undefined : childFlowId(flow, step);
    const found = child === undefined ? project.flows.flowsAt(uri)[0] : flowCalled(project, uri, child);
    return found && itemOf(project, found);
  } catch {
    // A defect of ours must not take the editor's other features with it.
    return undefined;
  }
}

/** The flows that those of a file call, in the order of the first calls. Flows that are not there are left out. */
export function callsFrom(project: Project, uri: string): readonly FlowCalls[] {
  const spans = new Map<string, Span[]>();
  for (const { children } of project.flows.flowsAt(uri))
    for (const { flowId, span } of children) pushTo(spans, flowId, span);
  return [...spans].flatMap(([flowId, own]) => {
    const child = flowCalled(project, uri, flowId);
    return child === undefined ? [] : [{ flow: itemOf(project, child), spans: own }];
  });
}

/** The flows that call the one of a file, in the order of their addresses; of copies, those that mean this one. */
export function callsTo(project: Project, uri: string): readonly FlowCalls[] {
  const flowId = project.flows.flowsAt(uri)[0]?.flowId;
  if (flowId === undefined) return [];
  return project.flows.callersOf(flowId).flatMap((caller) => {
    const flows = project.flows.flowsAt(caller);
    const [first] = flows;
    if (first === undefined || flowCalled(project, caller, flowId)?.uri !== uri) return [];
    const calls = flows.flatMap(({ children }) => children.filter((one) => one.flowId === flowId));
    return [{ flow: itemOf(project, first), spans: calls.map(({ span }) => span) }];
  });
}

function flowCalled(project: Project, caller: string, flowId: string): FlowOverview | undefined {
  return project.flows.overviewOf(flowId, project.modelOf(caller));
}

function itemOf(project: Project, flow: FlowOverview): FlowInCalls {
  const { uri, trigger } = flow;
  return { uri, name: displayNameOf(project, flow), detail: plainLine(trigger?.what ?? '') };
}
