// Git repositories for workspaces under test.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Runs git in a folder, whatever settings this machine has. */
function git(/** @type {string} */ cwd, /** @type {string[]} */ ...args) {
  const { status, stderr, error } = spawnSync('git', args, {
    cwd,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${error?.message ?? stderr}`);
}

/** True where git is installed. */
export function canCommit() {
  return spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Makes a folder a repository whose first commit holds all of it. */
export function commitAll(/** @type {string} */ folder) {
  git(folder, 'init', '-q', '-b', 'main');
  for (const [name, value] of [
    ['user.name', 'Somebody'],
    ['user.email', 'somebody@example.com'],
    ['commit.gpgsign', 'false'],
    ['core.autocrlf', 'false'],
  ])
    git(folder, 'config', name, value);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'First');
}

/** Name of the file, in the workspace, that is there once git ran the program which its repository names. */
const MONITOR_RAN = 'monitor-ran.txt';

/** What a hostile repository does: names a program that git runs when it looks for changed files. */
export function plantMonitor(/** @type {string} */ folder) {
  const program = path.join(folder, '.git', 'monitor.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${path.join(folder, MONITOR_RAN)}'\nexit 1\n`, { mode: 0o755 });
  git(folder, 'config', 'core.fsmonitor', program);
}
