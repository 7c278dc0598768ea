// The packages, made once for all tests of a process.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { read, repoRoot } from '../../meta/sources.ts';

export interface Packages {
  /** The package for npm. */
  readonly tarball: string;
  /** What the tag of a release holds. */
  readonly release: string;
}

let made: Packages | undefined;

/** The package for npm and the tree of a release; removed when the process ends. */
export function packages(): Packages {
  if (made !== undefined) return made;
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-packed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const args = ['scripts/package.mjs', '--only=npm,release', `--out=${folder}`];
  execFileSync(process.execPath, args, { cwd: repoRoot, stdio: 'pipe' });
  const { version } = JSON.parse(read('package.json')) as { version: string };
  made = {
    tarball: path.join(folder, `lockkeeper-${version}.tgz`),
    release: path.join(folder, 'release'),
  };
  if (!existsSync(made.tarball)) throw new Error(`${made.tarball} was not made.`);
  return made;
}
