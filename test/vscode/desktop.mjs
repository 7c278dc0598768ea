// `npm run test:desktop`: the suite inside VS Code on the desktop, one that is installed or one that @vscode/test-electron downloads.
// Not a part of `npm test`, which runs the same suite in VS Code for the browser, where nothing is downloaded.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureInstalled, PlainError, root } from '../../scripts/ensureInstalled.mjs';

const HELP = `npm run test:desktop [-- options]

  --vscode=FILE    the program of a VS Code that is installed; LOCKKEEPER_VSCODE names it as well
  --version=X      which one to download in its place: stable (default), insiders, or a version such as 1.101.0
  --scenario=NAME  samples (default), corpus, git or untrusted
  --no-build       of the extension as it is built
`;

const INSTEAD =
  'Name a VS Code that is installed: npm run test:desktop -- --vscode=FILE, or LOCKKEEPER_VSCODE=FILE. ' +
  'FILE is its program, such as /usr/share/code/code, /Applications/Visual Studio Code.app/Contents/MacOS/Electron or Code.exe.';

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

try {
  process.exitCode = await main();
} catch (error) {
  const plain = error instanceof PlainError || error.constructor.name === 'HostError';
  process.stderr.write(`${plain ? error.message : error.stack}\n`);
  process.exitCode = 1;
}

function options() {
  try {
    return parseArgs({
      options: {
        vscode: { type: 'string' },
        version: { type: 'string', default: 'stable' },
        scenario: { type: 'string', default: 'samples' },
        'no-build': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new PlainError(`${error.message}\n\n${HELP}`);
  }
}

async function main() {
  const values = options();
  if (values.help) {
    log(HELP);
    return 0;
  }
  const asked = values.vscode ?? process.env.LOCKKEEPER_VSCODE;
  if (asked && !existsSync(asked)) throw new PlainError(`There is no ${asked}. ${INSTEAD}`);
  ensureInstalled(log);
  const program = asked || (await downloaded(values.version));
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    throw new PlainError(
      'VS Code on the desktop needs a display: run this below xvfb-run, as in xvfb-run -a npm run test:desktop.',
    );
  const build = () => spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (!values['no-build'] && build().status !== 0)
    throw new PlainError('The build failed; what it said stands above.');
  return await runIn(program, values.scenario);
}

/** The program of a VS Code that test-electron downloads, once for each version. */
async function downloaded(/** @type {string} */ version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const cachePath = path.join(root, '.scratch/vscode-test');
  mkdirSync(cachePath, { recursive: true });
  log(`Looking for VS Code (${version}).`);
  try {
    return await downloadAndUnzipVSCode({
      version,
      cachePath,
      reporter: { report: () => undefined, error: () => undefined },
    });
  } catch (error) {
    throw new PlainError(`VS Code could not be downloaded (${reasonOf(error)}). ${INSTEAD}`);
  }
}

/** What the deepest cause of an error says: those above only say that a request failed. */
function reasonOf(/** @type {any} */ error) {
  const inner = error?.errors?.[0] ?? error?.cause;
  if (inner !== undefined) return reasonOf(inner);
  return error?.code ?? error?.message ?? String(error);
}

/** Runs the suite; its exit code. */
async function runIn(/** @type {string} */ program, /** @type {string} */ name) {
  const { buildSuite, SCENARIOS } = await import('./build.mjs');
  const { MARK, resultLine, workspaceOf } = await import('./runSuite.mjs');
  const scenario = SCENARIOS.find((one) => one === name);
  if (scenario === undefined) throw new PlainError(`There is no scenario ${name}.\n\n${HELP}`);
  const suite = await buildSuite('node', scenario);
  const { scratch, settings } = workspaceOf('desktop', scenario);
  const user = path.join(scratch.folder, 'user');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify(settings));
  const args = [
    scratch.workspace,
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${suite}`,
    `--user-data-dir=${user}`,
    `--extensions-dir=${path.join(scratch.folder, 'extensions')}`,
    ...[
      '--disable-extensions',
      '--disable-updates',
      '--disable-telemetry',
      '--skip-welcome',
      '--skip-release-notes',
    ],
    ...(scenario === 'untrusted' ? [] : ['--disable-workspace-trust']),
    ...(process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu-sandbox'] : []),
  ];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const show = (/** @type {string} */ line) => {
    const at = line.indexOf(MARK);
    if (at < 0) return;
    const test = JSON.parse(line.slice(at + MARK.length));
    counts[test.state]++;
    log(resultLine(test));
  };
  try {
    const code = await linesOf(program, args, show);
    const seen = counts.passed + counts.failed + counts.skipped;
    log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    if (seen === 0) throw new PlainError(`VS Code ended with code ${code} before any test ran.`);
    return code === 0 && counts.failed === 0 ? 0 : 1;
  } finally {
    scratch.remove();
  }
}

/** Starts a program and gives each line that it says; its exit code. */
async function linesOf(
  /** @type {string} */ program,
  /** @type {string[]} */ args,
  /** @type {(line: string) => void} */ show,
) {
  // Of a surrounding VS Code, if any, nothing may reach the one under test.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', show);
  return await new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new PlainError(`${program} could not be started (${error.message}). ${INSTEAD}`)),
    );
    child.on('close', resolve);
  });
}
