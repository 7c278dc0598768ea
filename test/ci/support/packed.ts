// The packages, made once for all processes of a test run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { locked } from '../../harness/bundles.ts';
import { read, repoRoot } from '../../meta/sources.ts';

export interface Packages {
  /** The extension. */
  readonly vsix: string;
  /** The package for npm. */
  readonly tarball: string;
  /** What the tag of a release holds. */
  readonly release: string;
}

let made: Packages | undefined;

/** Those of each run, by the process that all of its test processes belong to. */
const ALL = path.join(repoRoot, '.scratch/packed');

/** The extension, the package for npm and the tree of a release. They stay until the next run makes its own. */
export function packages(): Packages {
  if (made !== undefined) return made;
  const folder = path.join(ALL, String(process.ppid));
  const { version } = JSON.parse(read('package.json')) as { version: string };
  made = {
    vsix: path.join(folder, `lockkeeper-${version}.vsix`),
    tarball: path.join(folder, `lockkeeper-${version}.tgz`),
    release: path.join(folder, 'release'),
  };
  const done = path.join(folder, 'done');
  locked(() => {
    if (existsSync(done)) return;
    mkdirSync(ALL, { recursive: true });
    for (const run of readdirSync(ALL)) if (!isRunning(Number(run))) remove(path.join(ALL, run));
    remove(folder);
    const args = ['scripts/package.mjs', '--only=vsix,npm,release', `--out=${folder}`];
    execFileSync(process.execPath, args, { cwd: repoRoot, stdio: 'pipe' });
    mkdirSync(done);
  });
  if (!existsSync(made.tarball)) throw new Error(`${made.tarball} was not made.`);
  return made;
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

function isRunning(run: number): boolean {
  try {
    return process.kill(run, 0);
  } catch {
    return false;
  }
}
