// Lines of a script as a pipeline or a person runs them, with the program of the packages in the place of what npx would download.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterFile } from '../../harness/afterFile.ts';
import { packages } from './packed.ts';

/** Takes the options of npx that documents use, and refuses others. */
const NPX = `#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --yes|--|--package=lockkeeper@0|--package=*.tgz) shift ;;
    lockkeeper|lockkeeper@0) shift; exec "$(dirname "$0")/lockkeeper" "$@" ;;
    *) echo "npx: what is $1?" >&2; exit 99 ;;
  esac
done
exit 99
`;

let bin: string | undefined;

function programs(): string {
  if (bin !== undefined) return bin;
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-programs-'));
  afterFile(() => {
    bin = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(folder, { recursive: true });
  const cli = path.join(packages().release, 'dist/cli.js');
  const scripts = { npx: NPX, lockkeeper: `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n` };
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(path.join(folder, name), text);
    chmodSync(path.join(folder, name), 0o755);
  }
  bin = folder;
  return folder;
}

export interface ShellResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as runners do: by bash, ended by the first line that fails. Nothing of this process's pipeline is in `env`. */
export function shell(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): ShellResult {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd,
      env: {
        HOME: cwd,
        PATH: `${programs()}${path.delimiter}${process.env.PATH ?? ''}`,
        GIT_CONFIG_NOSYSTEM: '1',
        ...env,
      },
      encoding: 'utf8',
    },
  );
  return { code: status, stdout, stderr };
}
