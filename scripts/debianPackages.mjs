// Installs what tests and pictures need beside node, where that is possible without asking anybody: as root on Debian.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Others may install something at the same time: then it waits. */
const ATTEMPTS = 20;
const PAUSE_MS = 3_000;
/** Of one call: a browser is large. */
const LONGEST_MS = 300_000;
const LOCKED = /could not get lock|unable to (?:acquire|lock)/i;

/** @typedef {{ status: number | null, stderr?: string | null, error?: Error | undefined }} Ended what came of a program */

/**
 * What an installation asks of the machine; tests give another one.
 * @typedef {object} Machine
 * @property {() => boolean} canInstall whether packages can be installed without asking anybody
 * @property {(args: readonly string[]) => Ended} aptGet runs apt-get
 * @property {(milliseconds: number) => void} wait
 */

/** @type {Machine} */
const THIS_MACHINE = {
  canInstall: () =>
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version'),
  aptGet: (args) =>
    spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
    }),
  wait: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
};

/**
 * Installs packages of Debian. Why they cannot be, as the end of a sentence; undefined when they are there.
 * @param {readonly string[]} packages
 * @param {{ onStart?: () => void, machine?: Machine }} [options] `onStart`: called before something is installed
 * @returns {string | undefined}
 */
export function installPackages(packages, { onStart, machine = THIS_MACHINE } = {}) {
  const names = packages.join(' ');
  if (!machine.canInstall()) return `on Debian or Ubuntu: sudo apt-get install ${names}`;
  onStart?.();
  const all = [['update'], ['install', '-y', '--no-install-recommends', ...packages]];
  for (const args of all) {
    const reason = run(machine, args);
    if (reason !== undefined) return `apt-get ${args[0]} for ${names} failed: ${reason}`;
  }
  return undefined;
}

/**
 * Runs apt-get; why it failed.
 * @param {Machine} machine
 * @param {readonly string[]} args
 */
function run({ aptGet, wait }, args) {
  for (let attempt = 1; ; attempt++) {
    const { status, stderr, error } = aptGet(args);
    if (status === 0) return undefined;
    const line = `${stderr ?? ''}`.split('\n').find((one) => one.startsWith('E:'));
    if (attempt === ATTEMPTS || !LOCKED.test(line ?? '')) return line ?? error?.message ?? 'no reason given';
    wait(PAUSE_MS);
  }
}
