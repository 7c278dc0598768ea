import { type SolutionModel, solutionName } from '../../solution/index.ts';
import { type FlowOwnerFact, type FlowOwners, ownersOf } from '../../solution/owners/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { compareText } from '../../text/compare.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { connectionsOf } from '../../workspace/connections/index.ts';
import { masker } from './maskTexts.ts';
import type { CheckedFlowFile, GatheredFlow, GatheredSolution, GatherInput } from './types.ts';

/**
 * Puts together what a call knows of each solution and its flows. Sorted by name, flows outside of any solution last. A
 * solution of which only a part was asked for is told as far as its part goes. Never throws.
 */
export function gather(input: GatherInput): readonly GatheredSolution[] {
  const byModel = new Map<SolutionModel | undefined, CheckedFlowFile[]>();
  for (const model of input.models) byModel.set(model, []);
  for (const file of input.files) pushTo(byModel, file.model, file);
  // A settings file that serves several solutions counts for the first of them.
  const homes = new Map(
    input.solutionFindings.map((one) => [
      one,
      [...byModel.keys()].find((model) => model?.textOf(one.uri) !== undefined),
    ]),
  );
  return [...byModel]
    .map(([model, files]) => ({
      ...gathered(model, files, input),
      findings: input.solutionFindings.filter((one) => homes.get(one) === model),
    }))
    .filter((one) => one.flows.length > 0 || one.connectors.length > 0 || one.findings.length > 0)
    .sort(
      (a, b) =>
        Number(a.model === undefined) - Number(b.model === undefined) ||
        compareText(a.name, b.name) ||
        compareText(a.folder, b.folder),
    );
}

function gathered(
  model: SolutionModel | undefined,
  files: readonly CheckedFlowFile[],
  input: GatherInput,
): Omit<GatheredSolution, 'findings'> {
  const facts = new Map<string, readonly FlowOwnerFact[]>();
  for (const { uri, flows } of files) facts.set(uri, flows[0]?.overview.owners ?? []);
  const owners = model && ownersOf(model, (uri) => facts.get(uri));
  const ownersByUri = new Map<string, FlowOwners>();
  for (const one of owners?.flows ?? []) if (one.flow.uri !== undefined) ownersByUri.set(one.flow.uri, one);
  const overviews = files.flatMap((file) => file.flows.map((one) => one.overview));
  const isWhole = model !== undefined && input.models.includes(model);
  const connectors = connectionsOf(model, overviews, {
    policy: input.policyOf(model),
    owners,
    complete: isWhole && input.view.flowsOf(model)?.length === overviews.length,
  });
  const flows = files.flatMap((file) => flowsIn(file, ownersByUri.get(file.uri)));
  const mask = masker([...input.secrets, ...files.flatMap((file) => file.secrets)]);
  return {
    model,
    name: model === undefined ? '' : mask(solutionName(model)),
    folder: model === undefined ? '' : mask(input.fileOf(model.root)),
    flows: flows.sort((a, b) => compareText(a.name, b.name) || compareText(a.file, b.file)),
    owners,
    connectors: isWhole ? connectors : used(connectors),
    mask,
    fileOf: (uri) => mask(input.fileOf(uri)),
  };
}

/** Of a solution that was not asked for as a whole, only what its flows use. */
function used(connectors: GatheredSolution['connectors']): GatheredSolution['connectors'] {
  return connectors.flatMap((one) => {
    const connections = one.connections.filter((connection) => connection.uses.length > 0);
    return connections.length === 0 ? [] : [{ ...one, connections }];
  });
}

function flowsIn(file: CheckedFlowFile, owners: FlowOwners | undefined): GatheredFlow[] {
  const described = file.model?.flowAt(file.uri);
  const shared = { state: described?.state, file: file.file, owners };
  if (file.flows.length === 0) {
    const name = described?.displayName?.value ?? fileNameOf(file.uri);
    return [{ overview: undefined, name, id: described?.id, findings: file.outside, ...shared }];
  }
  return file.flows.map(({ overview, findings }) => ({
    overview,
    name: described?.displayName?.value ?? overview.name,
    id: overview.flowId ?? described?.id,
    findings,
    ...shared,
  }));
}
