import type { ConnectionReference, FlowModel, Step } from '../flow/model.ts';

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

/** As whom a step runs: with what its maker set up, or with what the person brings who starts the flow. */
export function runsAs(connection: ConnectionReference): 'maker' | 'starter' | undefined {
  if (connection.runtimeSource === 'embedded') return 'maker';
  return connection.runtimeSource === 'invoker' ? 'starter' : undefined;
}
