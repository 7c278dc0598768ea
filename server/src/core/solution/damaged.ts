import type { FileChange } from '../finding.ts';
import type { SolutionModel } from './model.ts';
import { parseJsonWithComments } from './readers/jsonWithComments.ts';
import { readXml } from './xml/document.ts';

const known = new WeakMap<SolutionModel, Map<string, boolean>>();

/**
 * Whether one of the changes is an edit of a file that does not parse: no repair writes into one. The readers look at parts of
 * large files only, so the whole is parsed here, once a model.
 */
export function changesDamaged(solution: SolutionModel, changes: readonly FileChange[]): boolean {
  return changes.some((change) => 'edits' in change && isDamaged(solution, change.uri));
}

/** False for a file that the model does not know the text of. */
export function isDamaged(solution: SolutionModel, uri: string): boolean {
  let files = known.get(solution);
  if (files === undefined) {
    files = new Map();
    known.set(solution, files);
  }
  let damaged = files.get(uri);
  if (damaged === undefined) {
    damaged = parses(solution, uri) === false;
    files.set(uri, damaged);
  }
  return damaged;
}

function parses(solution: SolutionModel, uri: string): boolean | undefined {
  const text = solution.textOf(uri);
  if (text === undefined) return undefined;
  if (/\.xml$/i.test(uri)) return readXml(text).problem === undefined;
  if (/\.json$/i.test(uri)) return parseJsonWithComments(text).damage === undefined;
  // Of YAML the readers look at all.
  return !/\.ya?ml$/i.test(uri) || solution.problems.every((one) => one.uri !== uri);
}
