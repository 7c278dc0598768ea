import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { isWithin } from '../../files/node/access.ts';

/**
 * The path of git on this machine: the first on `PATH`, but for folders that a repository may bring along: relative ones, those
 * below the working directory, and those of packages (`npx` puts `node_modules/.bin` first). Windows by itself would look into the
 * working directory first. Undefined where there is none.
 */
export function findGit(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const isWindows = platform === 'win32';
  const path = isWindows ? Object.entries(env).find(([name]) => /^path$/i.test(name))?.[1] : env.PATH;
  for (const entry of (path ?? '').split(isWindows ? ';' : ':')) {
    const folder = entry.replace(/^"(.*)"$/, '$1');
    if (!isAbsolute(folder) || isWithin(cwd, folder) || folder.split(sep).includes('node_modules')) continue;
    const program = join(folder, isWindows ? 'git.exe' : 'git');
    if (isProgram(program)) return program;
  }
  return undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
