// Installs what a test needs beside node, where that is possible without asking anybody.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const ATTEMPTS = 20;
const PAUSE_MS = 3_000;

/**
 * Installs a package of Debian, as root on Debian. Why that cannot be, as the end of a sentence; undefined when it is there.
 * Tests of other workers may install something at the same time: then it waits.
 */
export function installPackage(name: string): string | undefined {
  const isOurs =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isOurs) return `on Debian or Ubuntu: sudo apt-get install ${name}`;
  return run(['update']) ?? run(['install', '-y', '--no-install-recommends', name]);
}

function run(args: readonly string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (let attempt = 1; ; attempt++) {
    const { status, stderr, error } = spawnSync('apt-get', args, { env, encoding: 'utf8', timeout: 100_000 });
    if (status === 0) return undefined;
    const said = `${stderr ?? ''}`.split('\n').find((line) => line.startsWith('E:'));
    if (attempt === ATTEMPTS || !/could not get lock|unable to (?:acquire|lock)/i.test(said ?? ''))
      return `apt-get ${args[0]} failed: ${said ?? error?.message ?? 'no reason given'}`;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}
