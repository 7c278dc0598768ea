// Which flows call a flow, and which it calls.
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyPrepareParams,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import {
  callsFrom,
  callsTo,
  type FlowCalls,
  type FlowInCalls,
  flowOfCallsAt,
  type Project,
} from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import { uriKey } from '../uris.ts';
import { type LineServices, rangesIn } from './lines.ts';

export interface CallHierarchyServices extends LineServices {
  readonly checks: Checks;
  readonly project: Project;
}

/** A flow is its whole file; where one opens, it opens at the beginning. */
const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** On a step that calls a flow the called one, anywhere else in a flow that flow. */
export async function prepareCallHierarchy(
  services: CallHierarchyServices,
  { textDocument, position }: CallHierarchyPrepareParams,
): Promise<CallHierarchyItem[] | null> {
  const analysis = (await services.checks.open(uriKey(textDocument.uri)))?.analysis;
  if (analysis === undefined) return null;
  const flow = flowOfCallsAt(services.project, analysis, analysis.offsetAt(position));
  return flow === undefined ? null : [itemOf(services, flow)];
}

export async function outgoingCalls(
  services: CallHierarchyServices,
  { uri }: CallHierarchyItem,
): Promise<CallHierarchyOutgoingCall[]> {
  const calls = callsFrom(services.project, uriKey(uri));
  const ranges = await rangesOf(services, calls, () => uri);
  return calls.map(({ flow }, index) => ({ to: itemOf(services, flow), fromRanges: ranges[index]! }));
}

export async function incomingCalls(
  services: CallHierarchyServices,
  { uri }: CallHierarchyItem,
): Promise<CallHierarchyIncomingCall[]> {
  const calls = callsTo(services.project, uriKey(uri));
  const ranges = await rangesOf(services, calls, ({ flow }) => flow.uri);
  return calls.map(({ flow }, index) => ({ from: itemOf(services, flow), fromRanges: ranges[index]! }));
}

function itemOf({ documents }: CallHierarchyServices, { uri, name, detail }: FlowInCalls): CallHierarchyItem {
  return {
    name,
    kind: SymbolKind.Module,
    ...(detail === '' ? {} : { detail }),
    uri: documents.uriOf(uri),
    range: START,
    selectionRange: START,
  };
}

/** The places of each list of calls in the caller's file; none of a file that is gone. */
async function rangesOf(
  services: CallHierarchyServices,
  calls: readonly FlowCalls[],
  callerOf: (calls: FlowCalls) => string,
): Promise<Range[][]> {
  const places = calls.flatMap((one) => one.spans.map((span) => ({ uri: callerOf(one), span })));
  const ranges = await rangesIn(services, places);
  let at = 0;
  return calls.map(({ spans }) => {
    const own = ranges.slice(at, at + spans.length);
    at += spans.length;
    return own.filter((range) => range !== undefined);
  });
}
