import type { SecretMatch } from '../../secrets/detect/types.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { fileNameOf, parentOf, segmentsBelow } from '../../solution/paths.ts';
import { secretsInName } from './flowNames.ts';

/** The part of the rule that reads names of files and folders. */

/** A file or folder whose name holds a secret. */
export interface PathLeak {
  /** The file, or the first one in the folder. */
  readonly uri: string;
  readonly name: string;
  readonly what: 'file' | 'folder';
  readonly match: SecretMatch;
}

/** There is no place in a text for the name of its file: findings stand at its beginning. */
export const AT_START = { start: 0, end: 0 };

export function leaksInFileName(uri: string): PathLeak[] {
  const name = fileNameOf(uri);
  return secretsInName(name).map((match) => ({ uri, name, what: 'file', match }));
}

/**
 * Names of a solution's folder, the one around it (`Orders/src`) and all below, each once; the check of a flow tells the name
 * of its file.
 */
export function leaksInPaths(solution: SolutionModel): PathLeak[] {
  const flows = new Set(solution.flows.flatMap((one) => one.uri ?? []));
  const described = [...solution.texts.keys()].filter((uri) => !flows.has(uri.replace(/\.data\.xml$/i, '')));
  const above = parentOf(parentOf(solution.root));
  const seen = new Set<string>();
  const leaks: PathLeak[] = [];
  for (const uri of [...flows, ...described].sort()) {
    const names = segmentsBelow(above, uri);
    names.forEach((name, index) => {
      const isFile = index === names.length - 1;
      if (isFile && flows.has(uri)) return;
      const path = names.slice(0, index + 1).join('/');
      if (seen.has(path)) return;
      seen.add(path);
      for (const match of secretsInName(name))
        leaks.push({ uri, name, what: isFile ? 'file' : 'folder', match });
    });
  }
  return leaks;
}
