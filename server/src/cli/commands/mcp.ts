import { resolve } from 'node:path';
import { isMissing, reasonOf } from '../../files/node/fileSystem.ts';
import type { Environment, RootFolder } from '../environment.ts';
import { UsageError } from '../exitCodes.ts';

/**
 * `lockkeeper mcp`: starts the server for assistants over these folders, or over the working directory.
 * @throws UsageError for what is no folder
 */
export async function mcp(environment: Environment, roots: readonly string[]): Promise<void> {
  const { cwd } = environment;
  const folders: RootFolder[] = [];
  for (const root of roots.length === 0 ? [cwd] : roots) folders.push(await folderAt(environment, root));
  environment.startAssistants(folders);
}

async function folderAt({ fs, cwd }: Environment, path: string): Promise<RootFolder> {
  const named = resolve(cwd, path);
  try {
    const real = await fs.realpath(named);
    if ((await fs.stat(real)).isDirectory()) return { named, real };
  } catch (error) {
    throw new UsageError(
      isMissing(error)
        ? `The root ${path} does not exist.`
        : `The root ${path} cannot be read: ${reasonOf(error)}.`,
      'mcp',
    );
  }
  throw new UsageError(`The root ${path} is no folder.`, 'mcp');
}
