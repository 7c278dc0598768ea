import type { SolutionEdit, SolutionModel } from '../../index.ts';
import { fileNameOf, join, parentOf } from '../../paths.ts';
import { FLOW_OWNERS_FILE, newOwnersFolder } from '../places.ts';
import { appendElements } from './appendElement.ts';
import { flowsIn, isEntryOf, newFile, selectorOf } from './recordOwner.ts';

/**
 * Starts an ownership file with an entry for each flow of the solution, owners left empty to be filled in: an empty owner
 * records nothing. A file that is there already gets the entries that it lacks. `folder`: see `newOwnersFolder`.
 */
export function startOwnershipFile(model: SolutionModel, folder?: string): SolutionEdit {
  const existing = model.ownerSources.flowOwners.at(-1)?.uri;
  const wanted = folder === undefined ? existing : join(folder, FLOW_OWNERS_FILE);
  const uri = wanted ?? join(newOwnersFolder(model), FLOW_OWNERS_FILE);
  const entries = model.flows.flatMap((flow) => {
    const selector = selectorOf(flow, parentOf(uri));
    return selector === undefined ? [] : [{ ...selector, owner: '' }];
  });
  if (entries.length === 0) return { refused: 'This solution has no flows here.' };
  const isThere = model.ownerSources.flowOwners.some((one) => one.uri === uri);
  if (!isThere) return [{ uri, create: newFile(entries) }];
  const text = model.textOf(uri);
  const found = text === undefined ? undefined : flowsIn(text);
  if (text === undefined || found === undefined)
    return { refused: `${fileNameOf(uri)} is damaged. Repair it first.` };
  const { tree, list } = found;
  const nodes = tree.children(list);
  const missing = entries.filter(({ flow }) => !nodes.some((node) => isEntryOf(tree, node, flow)));
  return missing.length === 0 ? [] : [{ uri, edits: appendElements(text, tree, list, missing) }];
}
