import { plainLetters } from '../../json/plainLetters.ts';
import type { SolutionModel } from '../index.ts';
import { fileNameOf, join, parentOf } from '../paths.ts';
import { fileNameWithEnvironment } from './environment.ts';
import type { OwnerPlace } from './types.ts';

export const FLOW_OWNERS_FILE = 'flow-owners.json';

/**
 * Folder for a new ownership file when the caller knows no better one, such as the root of the repository: the solution's
 * own, or the one above when that is the `src` folder of a project, whose content goes into the package.
 */
export function newOwnersFolder({ root }: SolutionModel): string {
  return fileNameOf(root).toLowerCase() === 'src' ? parentOf(root) : root;
}

/** The files that could tell the owner of a flow of the solution, the best one first. */
export function placesFor(model: SolutionModel, folder?: string): readonly OwnerPlace[] {
  const own = model.ownerSources.flowOwners.map(
    ({ uri }): OwnerPlace => ({ kind: 'flow-owners', uri, exists: true, name: fileNameOf(uri) }),
  );
  // The innermost file first.
  own.reverse();
  const alm = almFiles(model).map(
    (uri): OwnerPlace => ({ kind: 'alm', uri, exists: true, name: fileNameWithEnvironment(uri) }),
  );
  if (own.length > 0) return [...own, ...alm];
  const uri = join(folder ?? newOwnersFolder(model), FLOW_OWNERS_FILE);
  return [...alm, { kind: 'flow-owners', uri, exists: false, name: FLOW_OWNERS_FILE }];
}

/** Settings files of the ALM Accelerator that list owners. */
function almFiles(model: SolutionModel): string[] {
  return model.deploymentSettings
    .filter(
      ({ form, uri }) =>
        form === 'alm' &&
        plainLetters(model.textOf(uri) ?? '').includes('"SolutionComponentOwnershipConfiguration"'),
    )
    .map(({ uri }) => uri)
    .sort();
}
