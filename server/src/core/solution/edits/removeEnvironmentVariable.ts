import { removeNodes } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { type FileKind, kindOf } from '../kinds.ts';
import { layoutOf } from '../layouts/index.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { removeRootComponent } from './rootComponent.ts';
import { type FileChange, isRefused, type SolutionEdit } from './types.ts';
import { wholeJson } from './wholeJson.ts';

/**
 * Takes an environment variable out of the solution: its definition and values, its entry in the manifest, and its entries in
 * settings files in the form of `pac`. Other files of its folder stay; flows are not touched.
 */
export function removeEnvironmentVariable(solution: SolutionModel, schemaName: string): SolutionEdit {
  const refusal = layoutOf(solution.layout).refusal('environment variable');
  if (refusal !== undefined) return { refused: refusal };
  const variable = solution.environmentVariable(schemaName);
  if (variable?.definition === undefined)
    return { refused: `The solution does not define the environment variable ${schemaName}.` };
  const own = solution.filesIn(variable.folder).filter((uri) => OWN_FILES.has(kindOf(uri)));
  if (!own.includes(variable.definition.source.uri))
    return { refused: `The definition of ${variable.schemaName} has no file of its own.` };
  const unlisted = removeRootComponent(solution, { type: 380, schemaName: variable.schemaName });
  const unset = removeSettings(solution, variable.schemaName);
  if (isRefused(unlisted)) return unlisted;
  if (isRefused(unset)) return unset;
  return [...unlisted, ...unset, ...own.map((uri): FileChange => ({ uri, delete: true }))];
}

const OWN_FILES: ReadonlySet<FileKind | undefined> = new Set(['environmentVariable', 'environmentValues']);

function removeSettings(solution: SolutionModel, schemaName: string): SolutionEdit {
  const lower = schemaName.toLowerCase();
  const changes: FileChange[] = [];
  for (const { form, uri, environmentVariables } of solution.deploymentSettings) {
    if (form !== 'pac') continue;
    const entries = environmentVariables.filter((one) => one.schemaName.value.toLowerCase() === lower);
    if (entries.length === 0) continue;
    const tree = wholeJson(solution.textOf(uri) ?? '');
    if (tree === undefined) return { refused: `${fileNameOf(uri)} is damaged. Repair it first.` };
    const nodes = entries.flatMap(({ source }): NodeId[] => {
      let node = tree.nodeAt(source.span.start);
      while (node !== NONE && tree.start(node) !== source.span.start) node = tree.parent(node);
      return node === NONE || node === tree.root ? [] : [node];
    });
    const edits = removeNodes(tree, nodes);
    if (edits.length > 0) changes.push({ uri, edits });
  }
  return changes;
}
