import { addProperties, replaceValue } from '../../../json/edits.ts';
import { addLike, type Entry } from '../../edits/deploymentSetting.ts';
import { wholeJson } from '../../edits/wholeJson.ts';
import type { SolutionEdit, SolutionFlow, SolutionModel } from '../../index.ts';
import { fileNameOf } from '../../paths.ts';
import { idFact, jsonFact, property } from '../../readers/fact.ts';
import { flowName } from '../flowOwners.ts';
import { principalOf } from '../judge.ts';

const LIST = 'SolutionComponentOwnershipConfiguration';
/** Component type of a flow (flow-format 1.1). */
const FLOW = 29;

/** Records the owner of a flow in a settings file of the ALM Accelerator, which assigns flows by address. */
export function recordInAlm(
  model: SolutionModel,
  flow: SolutionFlow,
  owner: string,
  uri: string,
): SolutionEdit {
  const file = fileNameOf(uri);
  if (flow.id === undefined) return { refused: `${file} tells flows by their id, and this one has none.` };
  if (principalOf(owner).form !== 'mail')
    return { refused: `${file} needs the e-mail address of the owner.` };
  const tree = wholeJson(model.textOf(uri) ?? '');
  if (tree === undefined) return { refused: `${file} is damaged. Repair it first.` };
  const entry: Entry = [
    ['solutionComponentType', FLOW],
    ['solutionComponentName', flowName(flow)],
    ['solutionComponentUniqueName', flow.id],
    ['ownerEmail', owner],
  ];
  const list = property(tree, tree.root, LIST);
  if (list === -1)
    return [{ uri, edits: addProperties(tree, tree.root, [[LIST, [Object.fromEntries(entry)]]]) }];
  if (!tree.isArray(list)) return { refused: `"${LIST}" in ${file} is no list. Repair it first.` };
  const elements = tree.children(list).filter((one) => tree.isObject(one));
  const existing = elements.find(
    (one) => idFact(jsonFact(uri, tree, one, 'solutionComponentUniqueName'))?.value === flow.id,
  );
  if (existing === undefined) return [{ uri, edits: addLike(tree, list, elements.at(-1), entry) }];
  const before = property(tree, existing, 'ownerEmail');
  if (before === -1) return [{ uri, edits: addProperties(tree, existing, [['ownerEmail', owner]]) }];
  const token = principalOf(tree.string(before));
  if (token.form === 'token' && tree.string(before) !== '') {
    const message = `The pipeline sets this owner from its variable "${token.name}". Change it there.`;
    return { refused: message };
  }
  return [{ uri, edits: replaceValue(tree, before, owner) }];
}
