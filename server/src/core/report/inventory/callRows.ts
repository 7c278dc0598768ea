import { pushTo } from '../../text/groupedBy.ts';
import type { GatheredFlow, GatheredSolution } from './types.ts';

/** Who starts a flow: another flow of the folder, or an app or agent as far as the flow itself tells. Texts are without secrets. */
export interface CallRow {
  /** Of the caller; of the flow that is called where an app or agent calls. */
  readonly solution: string;
  readonly folder: string;
  readonly kind: 'flow' | 'app' | 'agent';
  /** For people: the name of a flow, `an app`, `an agent`. */
  readonly caller: string;
  /** Lower-cased GUID of the flow that calls. */
  readonly callerId: string | undefined;
  /** Steps that call, in the order of the file. */
  readonly steps: readonly string[];
  /** Name of the flow that is called; its id where it is not in the folder. */
  readonly called: string;
  readonly calledId: string | undefined;
  /** False for a flow that is not in the folder. */
  readonly isThere: boolean;
  /** Of the caller; of the flow that is called where an app or agent calls. */
  readonly file: string;
}

/** One row for each flow and what it calls, in the order of the solutions and of their flows. */
export function callRows(solutions: readonly GatheredSolution[]): readonly CallRow[] {
  const names = new Map(
    solutions.flatMap(({ flows, mask }) =>
      flows.flatMap(({ id, name }): [string, string][] => (id === undefined ? [] : [[id, mask(name)]])),
    ),
  );
  return solutions.flatMap((solution) =>
    solution.flows.flatMap((flow) => [...startOf(solution, flow), ...callsOf(solution, flow, names)]),
  );
}

function startOf(solution: GatheredSolution, flow: GatheredFlow): readonly CallRow[] {
  const kind = flow.overview?.trigger?.caller;
  if (kind !== 'app' && kind !== 'agent') return [];
  return [
    {
      ...{ solution: solution.mask(solution.name), folder: solution.folder, kind },
      ...{ caller: kind === 'app' ? 'an app' : 'an agent', callerId: undefined, steps: [] },
      ...{ called: solution.mask(flow.name), calledId: flow.id, isThere: true },
      file: solution.mask(flow.file),
    },
  ];
}

function callsOf(
  { name, folder, mask }: GatheredSolution,
  flow: GatheredFlow,
  names: ReadonlyMap<string, string>,
): readonly CallRow[] {
  const stepsById = new Map<string, string[]>();
  for (const { flowId, step } of flow.overview?.children ?? []) pushTo(stepsById, flowId, mask(step));
  return [...stepsById].map(([id, steps]) => ({
    ...{ solution: mask(name), folder, kind: 'flow' as const },
    ...{ caller: mask(flow.name), callerId: flow.id, steps },
    ...{ called: names.get(id) ?? mask(id), calledId: mask(id), isThere: names.has(id) },
    file: mask(flow.file),
  }));
}
