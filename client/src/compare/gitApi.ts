import { extensions } from 'vscode';
import type { GitApi, GitExtension } from './git.ts';

/** Undefined where the extension is not there, as in the web, or turned off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const git = await extensions.getExtension<GitExtension>('vscode.git')?.activate();
  return git?.enabled === true ? git.getAPI(1) : undefined;
}
