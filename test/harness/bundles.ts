// Tests of the built server use what is in dist/, and build it first when the sources are newer.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const SOURCES = ['server/src', 'client/src'];
/** One build at a time, also across test processes. */
const lock = path.join(tmpdir(), `lockkeeper-build-${Buffer.from(root).toString('hex').slice(-40)}`);
const STALE_LOCK = 120_000;

/** Path of a bundle that is not older than the sources. `name`: its file name in dist/. */
export async function freshBundle(name: string): Promise<string> {
  const file = path.join(root, 'dist', name);
  // The core and the pages of its rules are bundles of their own, and the command line tool starts the server.
  if (name === 'cli.js') await freshBundle('server.js');
  if (['server.js', 'server.web.js', 'mcp.js', 'action.js'].includes(name)) await freshBundle('core.js');
  if (name === 'core.js') await freshBundle('pages.js');
  if (isFresh(file)) return file;
  locked(() => {
    if (!isFresh(file))
      execFileSync(process.execPath, ['esbuild.mjs', `--only=${name}`], { cwd: root, stdio: 'pipe' });
  });
  return file;
}

function isFresh(file: string): boolean {
  const built = modified(file);
  return (
    built > 0 &&
    [...SOURCES.flatMap(sources), path.join(root, 'package.json')].every(
      (source) => modified(source) <= built,
    )
  );
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => /\.(ts|md|json)$/.test(name) && !name.endsWith('.test.ts') && !name.includes('fixtures'),
    )
    .map((name) => path.join(root, folder, name));
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Does what only one test process may do at a time: a build. */
export function locked(work: () => void): void {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() - modified(lock) > STALE_LOCK) rmSync(lock, { recursive: true, force: true });
      // The work is waited for as well, not begun beside it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
