// Finds Neovim, and installs Debian's where that is possible.
import { spawnSync } from 'node:child_process';
import { installPackages } from '../../scripts/debianPackages.mjs';

/** `minor` is of version 0.x. */
type Neovim =
  | { readonly command: string; readonly minor: number }
  | { readonly command: undefined; readonly reason: string };

/**
 * The program that `LOCKKEEPER_NEOVIM` names, else `nvim` on the PATH; as root on Debian it is installed when absent. Else the reason why
 * there is none.
 */
export function ensureNeovim(): Neovim {
  const none = (reason: string): Neovim => ({ command: undefined, reason });
  if (process.platform === 'win32') return none('the command line is put on the PATH by a script of a shell');
  const asked = process.env.LOCKKEEPER_NEOVIM;
  if (asked) return versionOf(asked) ?? none(`LOCKKEEPER_NEOVIM names ${asked}, which is no Neovim`);
  const found = versionOf('nvim');
  if (found !== undefined) return found;
  const reason = installPackages(['neovim']);
  return versionOf('nvim') ?? none(`there is no nvim (${reason ?? 'it was installed, and does not start'})`);
}

function versionOf(command: string): Neovim | undefined {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const [, major, minor] = /^NVIM v(\d+)\.(\d+)/m.exec(stdout ?? '') ?? [];
  if (major === undefined) return undefined;
  // After 0.x everything is there.
  return { command, minor: major === '0' ? Number(minor) : 99 };
}
