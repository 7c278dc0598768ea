// A flow as a picture: as data for a page, or as the text of a file.
import {
  displayNameOf,
  type FlowGraph,
  flowGraphs,
  flowMermaid,
  flowSvg,
  type Project,
} from '../../core/index.ts';
import type { FlowGraphResult, FlowPictureResult } from '../../protocol.ts';
import type { Checks } from '../checks.ts';
import { uriKey } from '../uris.ts';

interface GraphServices {
  readonly project: Project;
  readonly checks: Checks;
}

/** `lockkeeper/flowGraph`. Only of an open file: a picture belongs to the text that somebody sees. */
export async function flowGraph(
  services: GraphServices,
  { uri }: { readonly uri: unknown },
): Promise<FlowGraphResult> {
  const flows = typeof uri === 'string' ? await graphsOf(services, uri) : [];
  return flows.length === 0 ? refused('This file holds no flow that can be read.') : { kind: 'flows', flows };
}

/** `lockkeeper/flowPicture`. What is not there any more is passed over. */
export async function flowPicture(
  services: GraphServices,
  params: {
    readonly uri: unknown;
    readonly flow: unknown;
    readonly form: unknown;
    readonly folded: unknown;
    readonly secret: unknown;
  },
): Promise<FlowPictureResult> {
  const { uri, flow, form, folded, secret } = params;
  const flows = typeof uri === 'string' ? await graphsOf(services, uri) : [];
  const graph = flows[typeof flow === 'number' ? flow : 0];
  if (graph === undefined) return refused('This file holds no flow that can be read.');
  if (form === 'mermaid') return { kind: 'text', text: flowMermaid(graph) };
  const isStep = (one: unknown): one is number => typeof one === 'number';
  const text = flowSvg(graph, {
    ...(Array.isArray(folded) ? { folded: new Set(folded.filter(isStep)) } : {}),
    secret: typeof secret === 'number' ? secret : undefined,
  });
  return { kind: 'text', text };
}

const refused = (reason: string): { readonly kind: 'refused'; readonly reason: string } => ({
  kind: 'refused',
  reason,
});

async function graphsOf({ checks, project }: GraphServices, uri: string): Promise<readonly FlowGraph[]> {
  const analysis = (await checks.open(uriKey(uri)))?.analysis;
  if (analysis === undefined) return [];
  const overview = analysis.summary.flows[0];
  return flowGraphs(analysis, overview === undefined ? 'Flow' : displayNameOf(project, overview));
}
