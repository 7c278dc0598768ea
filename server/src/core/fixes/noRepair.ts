/** Why nothing is offered: one rule for the folders that a repair has no place to write in. */
import type { FlowModel } from '../flow/model.ts';
import { isPowerAutomate } from '../flow/wrapper.ts';
import type { SolutionModel } from '../solution/index.ts';
import { fileNameOf } from '../solution/paths.ts';

export const DAMAGED =
  'This file does not parse, so any edit of it would be a guess: repair its syntax first.';

const MANAGED = 'This is the managed export: repair it in the unmanaged solution.';
const PACKAGE =
  'This is the package of a single flow, which has no environment variables: add the flow to a solution and repair it there.';
const NO_MANIFEST =
  'No Solution.xml lies around this flow, so there is no solution to repair it in: export and unpack the solution.';
const LOGIC_APP =
  'A workflow of Azure Logic Apps has no environment variables: take the value from a parameter that the deployment sets.';

/** True where what needs a look is repaired elsewhere, and not in this copy. */
export function isManagedCopy(solution: SolutionModel | undefined): boolean {
  return solution?.managed === 'managed';
}

/** Why a repair over several files of a solution has no place to write; undefined where it has one. */
export function folderReason(
  solution: SolutionModel | undefined,
  flow: FlowModel | undefined,
): string | undefined {
  if (isManagedCopy(solution)) return MANAGED;
  if (flow !== undefined && !isPowerAutomate(flow)) return LOGIC_APP;
  if (flow?.wrapper === 'legacy-package' || solution?.layout === 'legacy-package') return PACKAGE;
  if (solution === undefined || solution.manifests.length === 0) return NO_MANIFEST;
  const damaged = [...solution.manifests, ...solution.customizations].find((one) => !one.readable);
  return damaged && `${fileNameOf(damaged.uri)} is damaged: repair it first.`;
}

/** A hint that says as well what `folderReason` says of the folder. */
export function hintWith(hint: string, reason: string | undefined): string {
  return reason === undefined ? hint : `${hint} ${reason}`;
}

/** Where no folder is in the way: the place itself has no exact repair. */
export function placeReason(hint: string): string {
  return `No repair is sure to keep what the flow does here. ${hint}`;
}
