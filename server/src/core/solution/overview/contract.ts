import { hashText } from '../../text/hash.ts';
import type { FlowOverview } from './types.ts';

/** What those who call a flow depend on, hashed: equal as long as nothing of it changes. */
export interface Contract {
  /** For the flows that call it: how it starts, what it takes, whether it answers, whose connections it needs. */
  readonly shown: string;
  /** For all flows above: the connectors that it uses, and the flows that it calls in turn. */
  readonly reach: string;
}

/** The contract of a flow; that of a file without one says nothing. */
export function contractOf(flow: FlowOverview | undefined): Contract {
  if (flow === undefined) return { shown: '', reach: '' };
  const { trigger, connections, name, answers, builtIns, children, whole } = flow;
  const invoker = connections.filter(({ source }) => source === 'invoker');
  const shown = [
    ...[name, whole, answers, trigger?.type, trigger?.kind, trigger?.inputs, trigger?.declaresAll],
    invoker.map(({ key, apiName, unused }) => [key, apiName, unused]),
  ];
  const used = connections.flatMap(({ apiName, steps }) => (steps.length === 0 ? [] : [apiName]));
  const reach = [used, builtIns, [...new Set(children.map(({ flowId }) => flowId))]];
  return { shown: hashText(JSON.stringify(shown)), reach: hashText(JSON.stringify(reach)) };
}
