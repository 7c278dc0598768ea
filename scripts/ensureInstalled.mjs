// Runs `npm ci` when what is installed is not what package-lock.json asks for. Plain Node, no dependencies.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A mistake in how a command was used, or something missing: told in one line, without a stack. */
export class PlainError extends Error {}

/** The `packages` of a lock file; undefined when it cannot be read. */
function lockedPackages(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * True when every package of the lock file is installed in its version. Compares contents, since a checkout
 * changes times of files. Optional packages (those of other platforms) may be absent.
 */
export function isInstalled() {
  const wanted = lockedPackages('package-lock.json');
  const present = lockedPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([name, one]) => name === '' || one.optional || one.peer || present[name]?.version === one.version,
  );
}

/**
 * Installs the packages when needed.
 * @param {(line: string) => void} log
 * @throws {PlainError} when npm fails
 */
export function ensureInstalled(log) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new PlainError(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  if (isInstalled()) return;
  const started = Date.now();
  log("Installing the project's packages (npm ci): about half a minute.");
  const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) throw new PlainError('npm ci failed; what it said stands above.');
  log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureInstalled((line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
