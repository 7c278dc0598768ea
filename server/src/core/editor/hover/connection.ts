import type { ConnectionReference, FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';

/** The connection that a connector step names. */
export interface ConnectionUse {
  /** The connection reference's logical name where there is one, else the key; as the file has it. */
  readonly name: string;
  /** Undefined when the flow does not declare the key. */
  readonly declared: ConnectionReference | undefined;
}

/** Undefined for steps that use no connection. */
export function connectionUse(flow: FlowModel, step: Step): ConnectionUse | undefined {
  const key = step.operation?.connectionKey;
  if (key === undefined) return undefined;
  const declared = flow.connections.find((one) => one.key.toLowerCase() === key.toLowerCase());
  return { name: declared?.logicalName ?? declared?.key ?? key, declared };
}

/**
 * As whom a step runs: with what its maker set up, or with what the person brings who starts the flow; `modifier` and `rowOwner`
 * where a Dataverse step acts as the one whom the trigger names.
 */
export type RunsAs = 'maker' | 'starter' | 'modifier' | 'rowOwner' | 'flowOwner';

/** Choices of "Run as" of the trigger "When a row is added, modified or deleted" (`runas` of callback registrations). */
const RUN_AS: ReadonlyMap<string, RunsAs> = new Map([
  ['1', 'modifier'],
  ['2', 'rowOwner'],
  ['3', 'flowOwner'],
]);

/** Undefined where the file does not tell. */
export function runsAs(flow: FlowModel, { node, runtimeSource }: ConnectionReference): RunsAs | undefined {
  if (runtimeSource === 'invoker') return 'starter';
  const { tree } = flow;
  // Microsoft: "Use invoker's connection" of Dataverse steps.
  const source = tree.stringAt(tree.child(node, 'impersonation'), 'source');
  if (source?.toLowerCase() === 'invoker') return invokerOf(flow);
  return runtimeSource === 'embedded' ? 'maker' : undefined;
}

/** The invoker is the one whom the trigger names, else whoever starts the flow. */
function invokerOf({ tree, triggers }: FlowModel): RunsAs {
  const parameters = triggers[0]?.operation?.parameters;
  if (parameters === undefined) return 'starter';
  const node = tree.child(parameters, 'subscriptionRequest/runas');
  if (node === NONE) return 'starter';
  const value = tree.isString(node) ? tree.string(node) : tree.text.slice(tree.start(node), tree.end(node));
  return RUN_AS.get(value.trim()) ?? 'starter';
}

/** Completes "runs as": `the person who starts the flow`. */
export const ACTS_AS: Readonly<Record<RunsAs, string>> = {
  maker: "the maker's connection",
  starter: 'the person who starts the flow',
  modifier: 'the person who changed the row',
  rowOwner: 'the owner of the row',
  flowOwner: 'the owner of the flow',
};

/** As whom a connection acts, behind its name; undefined where the file does not tell. */
export function runsAsLine(flow: FlowModel, declared: ConnectionReference): string | undefined {
  const as = runsAs(flow, declared);
  if (as === undefined) return undefined;
  if (as === 'maker') return 'the one that its maker set up, whoever starts the flow';
  return declared.runtimeSource === 'invoker'
    ? 'brought by the person who starts the flow'
    : `acting as ${ACTS_AS[as]}`;
}
