import { stemOfCustom } from '../../platform/customConnectors.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { SolutionIndex } from '../../solution/overview/index.ts';

/** Ids of operations of a connector, by its API name, that flows use: see `Project.operationsBeside`. */
export function operationsBeside(
  flows: SolutionIndex,
  model: SolutionModel | undefined,
  uri: string,
  apiName: string,
): readonly string[] {
  const own = (model && flows.flowsOf(model)) ?? flows.flowsAt(uri);
  const stem = stemOfCustom(apiName);
  const others = stem === undefined ? [] : [...flows.files()].flatMap((one) => flows.flowsAt(one));
  const isMatch = (name: string | undefined): boolean =>
    name === apiName || (stem !== undefined && name !== undefined && stemOfCustom(name) === stem);
  const ids = [...own, ...others].flatMap(({ connections }) =>
    connections
      .filter((one) => isMatch(one.apiName))
      .flatMap(({ steps }) => steps.flatMap(({ operationId }) => operationId ?? [])),
  );
  return [...new Set(ids)];
}
