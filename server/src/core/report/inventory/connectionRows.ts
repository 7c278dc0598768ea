import { groupedBy } from '../../text/groupedBy.ts';
import { type Connection, type Connector, groupText } from '../../workspace/connections/index.ts';
import { type OwnerOfFlow, ownerOf } from './flowRows.ts';
import type { GatheredSolution } from './types.ts';

/** One connection of the inventory. Texts are without secrets. */
export interface ConnectionRow {
  readonly solution: string;
  readonly folder: string;
  readonly kind: Connection['kind'];
  /** Display name, else what tells it best. */
  readonly name: string;
  readonly logicalName: string | undefined;
  readonly connector: string;
  readonly apiName: string;
  readonly tier: Connector['tier'];
  /** Under the policies of the config; '' when none tells. */
  readonly policyGroup: string;
  readonly usedBy: readonly {
    readonly flow: string;
    readonly file: string;
    /** `embedded`, `invoker`, or both: a flow may use a reference in several ways. */
    readonly sources: readonly ('embedded' | 'invoker')[];
    readonly steps: readonly string[];
  }[];
  readonly badges: readonly { readonly kind: string; readonly label: string }[];
  readonly settings: readonly { readonly fileName: string; readonly file: string; readonly state: string }[];
  readonly owners: readonly OwnerOfFlow[];
}

/** One row a connection reference, and one for each other thing that a flow's connections are bound to. */
export function connectionRows(solutions: readonly GatheredSolution[]): readonly ConnectionRow[] {
  return solutions.flatMap((solution) =>
    solution.connectors.flatMap((connector) =>
      connector.connections
        .filter((one) => one.kind !== 'built-in')
        .map((one) => connectionRow(solution, connector, one)),
    ),
  );
}

/** Each flow once, also where several of its keys are bound to the same reference. */
function usesOf({ mask, fileOf }: GatheredSolution, { uses }: Connection): ConnectionRow['usedBy'] {
  const byFlow = groupedBy(uses, (use) => use.flow);
  return [...byFlow.values()].map((same) => ({
    flow: mask(same[0]!.flowName),
    file: mask(fileOf(same[0]!.flow.uri)),
    sources: [...new Set(same.flatMap(({ source }) => source ?? []))].sort(),
    steps: same.flatMap(({ steps }) => steps.map((step) => mask(step.name))),
  }));
}

function connectionRow(solution: GatheredSolution, connector: Connector, one: Connection): ConnectionRow {
  const { mask, fileOf } = solution;
  return {
    solution: mask(solution.name),
    folder: solution.folder,
    kind: one.kind,
    name: mask(one.name),
    logicalName: one.logicalName === undefined ? undefined : mask(one.logicalName),
    connector: connector.name,
    apiName: connector.apiName,
    tier: connector.tier,
    policyGroup: groupText(connector.groups),
    usedBy: usesOf(solution, one),
    badges: one.badges.map(({ kind, label }) => ({ kind, label })),
    settings: one.settings.map(({ fileName, place, state }) => ({
      fileName,
      file: fileOf(place.uri),
      state,
    })),
    owners: one.owners.map((fact) => ownerOf(fact, solution)),
  };
}
