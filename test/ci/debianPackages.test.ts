import { expect, it } from 'vitest';
import { installPackages } from '../../scripts/debianPackages.mjs';

const DONE = { status: 0 };

/** A machine where apt-get ends like this, one call after the other, and what was asked of it. */
function machineWith(ends: readonly { status: number | null; stderr?: string; error?: Error }[]) {
  const asked: string[] = [];
  const left = [...ends];
  const machine = {
    canInstall: () => true,
    aptGet: (args: readonly string[]) => {
      asked.push(args.join(' '));
      return left.shift() ?? DONE;
    },
    wait: (milliseconds: number) => void asked.push(`wait ${milliseconds}`),
  };
  return { machine, asked };
}

it('asks for the packages where they cannot be installed, and runs nothing', () => {
  const { machine, asked } = machineWith([]);
  const reason = installPackages(['fish', 'zsh'], {
    machine: { ...machine, canInstall: () => false },
    onStart: () => asked.push('started'),
  });
  expect(reason).toBe('on Debian or Ubuntu: sudo apt-get install fish zsh');
  expect(asked).toEqual([]);
});

it('says that it starts, brings the lists up to date, and installs all at once', () => {
  const { machine, asked } = machineWith([]);
  expect(installPackages(['fish', 'zsh'], { machine, onStart: () => asked.push('started') })).toBeUndefined();
  expect(asked).toEqual(['started', 'update', 'install -y --no-install-recommends fish zsh']);
});

it.each([
  [
    'the line of the error',
    { status: 100, stderr: 'Reading…\nE: Unable to locate package fish\n' },
    'E: Unable to locate package fish',
  ],
  [
    'why it did not start',
    { status: null, error: new Error('spawn apt-get ENOENT') },
    'spawn apt-get ENOENT',
  ],
  ['that nothing is known', { status: 1, stderr: 'W: slow' }, 'no reason given'],
])('names the packages and %s', (_, end, reason) => {
  const { machine, asked } = machineWith([DONE, end]);
  expect(installPackages(['fish'], { machine })).toBe(`apt-get install for fish failed: ${reason}`);
  expect(asked).toHaveLength(2);
});

it('installs nothing from lists that could not be brought up to date', () => {
  const { machine, asked } = machineWith([{ status: 100, stderr: 'E: No network' }]);
  expect(installPackages(['fish'], { machine })).toBe('apt-get update for fish failed: E: No network');
  expect(asked).toEqual(['update']);
});

it('waits while somebody else installs something, but not for ever', () => {
  const locked = { status: 100, stderr: 'E: Could not get lock /var/lib/dpkg/lock' };
  const some = machineWith([locked, locked]);
  expect(installPackages(['fish'], some)).toBeUndefined();
  expect(some.asked.slice(0, 5)).toEqual(['update', 'wait 3000', 'update', 'wait 3000', 'update']);
  const all = machineWith(Array.from({ length: 100 }, () => locked));
  expect(installPackages(['fish'], all)).toMatch(/^apt-get update for fish failed: E: Could not get lock/);
  expect(all.asked.filter((one) => one === 'update')).toHaveLength(20);
});
