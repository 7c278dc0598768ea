// `npm run fuzz [-- --seconds N] [--seed N] [--cases N] [--only NAME,NAME]`: bundles test/fuzz/ and runs it, then the tests of which
// `npm test` runs a fixed part (test/harness/part.ts), whole. `--only tests`: these alone; with a seed or other names, not these.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, root } from './ensureInstalled.mjs';
import { runBundled } from './runBundled.mjs';

const args = process.argv.slice(2);
const isTestsAlone = /^--only[= ]tests$/.test(args.join(' '));

/** Test files that ask whether they run whole. */
function partial() {
  return ['server/src', 'test']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(folder, name),
      ),
    )
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes("harness/part.ts'"));
}

function runWhole() {
  ensureInstalled((/** @type {string} */ line) => process.stdout.write(`${line}\n`));
  const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...partial()], {
    cwd: root,
    env: { ...process.env, LOCKKEEPER_TESTS: 'whole' },
    stdio: 'inherit',
  });
  return run.status ?? 1;
}

const damaged = isTestsAlone ? 0 : await runBundled('fuzz');
const isAboutDamage = args.some((one) => /^(?:--(?:only|seed|cases|help)|-h)/.test(one));
const whole = isTestsAlone || !isAboutDamage ? runWhole() : 0;
process.exitCode = damaged || whole;
