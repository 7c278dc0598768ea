// Checks the types of every part of the project, each with its own tsconfig: what it may import differs.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './ensureInstalled.mjs';

const PAGES = ['connections', 'graph', 'overview', 'preview', 'webview'].map(
  (name) => `client/src/${name}/page`,
);
const PROJECTS = ['server/src/core', 'server', 'client', ...PAGES, 'test', 'test/vscode'];

/**
 * Runs the type checker over all projects; its messages go to the terminal.
 * @returns {string[]} the projects with errors
 */
export function typecheck() {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  return PROJECTS.filter((project) => {
    const args = [tsc, '--project', project, '--noEmit', '--pretty', String(process.stdout.isTTY === true)];
    return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bad = typecheck();
  process.stdout.write(bad.length === 0 ? 'No type errors.\n' : `Type errors in: ${bad.join(', ')}\n`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}
