import { resolve } from 'node:path';
import { nodeFolders } from '../files/node/access.ts';
import { repositoryAround } from '../files/repository.ts';
import type { Environment } from './environment.ts';
import { holds, relativeName } from './paths.ts';

/** Where GitHub Actions, Azure Pipelines and GitLab tell the folder of the checkout. */
const WORKSPACES = ['GITHUB_WORKSPACE', 'BUILD_SOURCESDIRECTORY', 'CI_PROJECT_DIR'] as const;

/**
 * The root of the repository around the working directory: that of the checkout, in a pipeline that tells one; without a
 * repository that folder, or the working directory itself. Absolute. A repository around the checkout is none of its business.
 */
export async function checkoutRoot(environment: Pick<Environment, 'cwd' | 'env' | 'fs'>): Promise<string> {
  const { cwd, fs } = environment;
  const workspace = await workspaceOf(environment);
  const folders = nodeFolders(fs);
  const parentOf = (folder: string): string | undefined =>
    folder === workspace ? undefined : folders.parentOf(folder);
  return (await repositoryAround({ ...folders, parentOf }, cwd)) ?? workspace ?? cwd;
}

async function workspaceOf({
  cwd,
  env,
  fs,
}: Pick<Environment, 'cwd' | 'env' | 'fs'>): Promise<string | undefined> {
  for (const name of WORKSPACES) {
    const given = env[name];
    if (!given) continue;
    const real = await fs.realpath(given).catch(() => resolve(given));
    const workspace = [resolve(given), real].find((one) => holds(one, cwd));
    if (workspace !== undefined) return workspace;
  }
  return undefined;
}

/** The working directory as its repository calls it: relative to the root, with `/`; '' for the root. */
export async function folderInCheckout(
  environment: Pick<Environment, 'cwd' | 'env' | 'fs'>,
): Promise<string> {
  const name = relativeName(await checkoutRoot(environment), environment.cwd);
  return name === '.' ? '' : name;
}
