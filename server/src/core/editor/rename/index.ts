/**
 * Renames an environment variable: display name and schema name together, in its definition and in everything of the solution
 * that names it. `places` tells where one stands, `newName` what is typed, `inFlow` and `inSolution` make the edits.
 */

import type { FileChange, SolutionEnvironmentVariable, SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/types.ts';
import { fileNameOf, parentOf } from '../../solution/paths.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { mentions, renameInFlow } from './inFlow.ts';
import { renameInFiles } from './inSolution.ts';
import { readNewName, type VariableName } from './newName.ts';

export { placeOfVariable, type Renamable, renamableInFile, renamableInFlow } from './places.ts';

/** What a rename changes: all of it, or nothing. */
export interface VariableRename {
  readonly changes: readonly FileChange[];
  /** The folder of the definition, which is called as the variable; undefined when it keeps its name. */
  readonly move: { readonly from: string; readonly to: string } | undefined;
  /** What the change does, and what is left to do. */
  readonly note: string;
  readonly name: VariableName;
}

/** A flow of the solution with its text; null when it cannot be read. */
export interface FlowText {
  readonly uri: string;
  readonly text: string | null;
}

/** Why nothing is changed, as a sentence. */
export interface RenameRefused {
  readonly refused: string;
}

/** Why a variable cannot be renamed, as a sentence; undefined when it can. */
export function renameRefusal(
  solution: SolutionModel | undefined,
  schemaName: string,
  flows: readonly FlowOverview[] | undefined,
): string | undefined {
  if (solution === undefined)
    return 'This file belongs to no solution folder, so nothing else that names the variable is known.';
  if (solution.managed === 'managed')
    return 'This solution is managed. Rename the variable in the solution that it is made in.';
  if (solution.layout !== 'unpacked' && solution.layout !== 'unzipped')
    return 'A variable can only be renamed in the unpacked or unzipped folder of a solution.';
  if (solution.environmentVariable(schemaName)?.definition === undefined)
    return `The solution does not define "${schemaName}". Rename it in the solution that does.`;
  const damaged = solution.manifests.find((one) => !one.readable);
  if (damaged !== undefined) return `${fileNameOf(damaged.uri)} is damaged. Repair it first.`;
  if (flows === undefined)
    return 'Not all flows of the solution are known, so nobody can tell where the variable is used.';
  return undefined;
}

/**
 * Renames a variable that `renameRefusal` has nothing against. `typed`: a display name, a schema name, or both
 * (`Order API (abc_OrderApi)`). `flows`: all files of the solution that may hold one.
 */
export function renameVariable(
  solution: SolutionModel,
  schemaName: string,
  typed: string,
  flows: readonly FlowText[],
): VariableRename | RenameRefused {
  const variable = solution.environmentVariable(schemaName);
  if (variable?.definition === undefined) return { refused: `The solution does not define "${schemaName}".` };
  const name = readNewName(solution, variable, typed);
  if ('refused' in name) return name;
  const files = renameInFiles(solution, variable, name);
  if ('refused' in files) return files;
  const changes: FileChange[] = [...files];
  const left: string[] = [];
  for (const flow of flows) {
    const shown = solution.flowAt(flow.uri)?.displayName?.value ?? fileNameOf(flow.uri);
    if (flow.text === null)
      return { refused: `"${shown}" cannot be read, so nobody can tell whether it uses the variable.` };
    const edits = renameInFlow(flow.uri, flow.text, variable, name);
    if (typeof edits === 'string') return { refused: `"${shown}" ${edits}` };
    if (edits.length > 0) changes.push({ uri: flow.uri, edits });
    if (mentions(applyEdits(flow.text, edits), variable, name)) left.push(`"${shown}"`);
  }
  const edited = new Map(files.map((one) => [one.uri, 'edits' in one ? one.edits : []]));
  solution.mentionsInFiles((uri, text) => {
    if (mentions(applyEdits(text, edited.get(uri) ?? []), variable, name)) left.push(fileNameOf(uri));
    return false;
  });
  return {
    changes,
    move: moveOf(solution, variable, name),
    note: noteOf(solution, variable, name, left),
    name,
  };
}

function moveOf(
  { environmentVariables }: SolutionModel,
  { schemaName, folder }: SolutionEnvironmentVariable,
  name: VariableName,
): VariableRename['move'] {
  // A folder that differs in case alone is the same one on many disks.
  if (name.schemaName.toLowerCase() === schemaName.toLowerCase()) return undefined;
  const isOwn = fileNameOf(folder).toLowerCase() === schemaName.toLowerCase();
  if (!isOwn || environmentVariables.filter((one) => one.folder === folder).length > 1) return undefined;
  return { from: folder, to: `${parentOf(folder)}/${name.schemaName}` };
}

function noteOf(
  solution: SolutionModel,
  { schemaName, definition }: SolutionEnvironmentVariable,
  name: VariableName,
  left: readonly string[],
): string {
  const isSame = name.schemaName === schemaName;
  const what = isSame
    ? `Changes the display name from "${definition?.displayName?.value ?? schemaName}" to "${name.displayName}".`
    : `An environment that has "${schemaName}" keeps it, and gets "${name.schemaName}" beside it, without its value: set the value there.`;
  const elsewhere =
    !isSame && solution.isElsewhere('environmentVariable', schemaName)
      ? ` Another solution of the workspace has "${schemaName}" too and is not changed.`
      : '';
  const names = [...new Set(left)];
  const stays = names.length === 0 ? '' : ` "${schemaName}" still stands in texts of ${listed(names)}.`;
  return `${what}${elsewhere}${stays}`;
}

function listed(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
