// Starts and stops VS Code's server, with a scratch folder for everything it writes.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { HostError, isHostInstalled } from './install.mjs';
import { serverNode, vscodeFolder } from './paths.mjs';

const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;
/** Enough of the log to see why a run failed, bounded for the server that stays up all day. */
const LOG_LIMIT = 2_000_000;

/** A workbench that shows the editor and nothing that is not under test. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'npm.autoDetect': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

const UNTRUSTED_SETTINGS = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/**
 * A port that was free a moment ago.
 * @param {number} wanted 0: any
 * @returns {Promise<number | undefined>} undefined when the wanted one is taken
 */
export function freePort(wanted = 0) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(undefined));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/**
 * Starts VS Code's server on 127.0.0.1.
 * @param {object} options
 * @param {string} options.dataFolder everything the server writes goes below it
 * @param {number} [options.port] default: a free one
 * @param {Record<string, unknown>} [options.settings] on top of the quiet ones
 * @param {string} [options.token] what the page's address must carry; without one, any page of this machine gets in
 * @param {boolean} [options.trusted] whether every workspace is; false: none is, and nobody is asked
 * @throws {HostError} when it is not installed, ends at once or does not answer in time
 */
export async function startServer({ dataFolder, port, settings, token, trusted = true }) {
  const node = serverNode();
  if (!node || !isHostInstalled())
    throw new HostError('VS Code is not installed: run test/vscode/host/install.mjs.');
  const usedPort = port ?? (await freePort());
  const home = path.join(dataFolder, 'home');
  const machine = path.join(dataFolder, 'server/data/Machine');
  const extensions = path.join(dataFolder, 'extensions');
  // Sockets go here; a socket's path may have some 100 characters, so this one is short.
  const temporary = path.join(dataFolder, 't');
  for (const folder of [home, machine, extensions, temporary]) mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(machine, 'settings.json'),
    `${JSON.stringify({ ...QUIET_SETTINGS, ...(trusted ? {} : UNTRUSTED_SETTINGS), ...settings }, undefined, 2)}\n`,
  );
  const args = [
    'out/server-main.js',
    ...['--host', '127.0.0.1', '--port', String(usedPort)],
    ...['--server-data-dir', path.join(dataFolder, 'server'), '--extensions-dir', extensions],
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...(trusted ? ['--disable-workspace-trust'] : []),
    // Without it the built workbench ignores the page's `payload`, which names the extension under development.
    '--enable-smoke-test-driver',
  ];
  const child = spawn(node, args, {
    cwd: vscodeFolder,
    env: {
      ...cleanEnvironment(),
      HOME: home,
      ...(process.platform === 'linux' ? { TMPDIR: temporary, XDG_RUNTIME_DIR: temporary } : {}),
      // An empty gallery: nothing is asked of an extension marketplace.
      EXTENSIONS_GALLERY: '{}',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that stopping takes the extension hosts along.
    detached: process.platform !== 'win32',
  });
  let log = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid && process.platform !== 'win32') process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // Already gone.
    }
  };
  const killNow = () => kill('SIGKILL');
  process.once('exit', killNow);

  await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => {
      killNow();
      reject(new HostError(`VS Code's server ${why}. It said:\n${log.trim() || '(nothing)'}`));
    };
    const deadline = setTimeout(
      () => fail(`was not ready within ${READY_DEADLINE_MS / 1000} s`),
      READY_DEADLINE_MS,
    );
    const take = (/** @type {Buffer} */ chunk) => {
      log = (log + chunk.toString()).slice(-LOG_LIMIT);
      if (!log.includes('Extension host agent listening')) return;
      clearTimeout(deadline);
      resolve(undefined);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => fail(`could not be started (${error.message})`));
    child.on('close', (code) => {
      clearTimeout(deadline);
      fail(`ended with code ${code}`);
    });
  });

  return {
    port: usedPort,
    /** Where the page is served. */
    origin: `http://127.0.0.1:${usedPort}`,
    /** What the server printed so far. */
    log: () => log,
    /** Settles when the server ends for whatever reason. */
    ended,
    /** Ends the server and all it started. */
    async stop() {
      kill('SIGTERM');
      const timer = setTimeout(killNow, STOP_DEADLINE_MS);
      await ended;
      clearTimeout(timer);
      killNow();
      process.off('exit', killNow);
    },
  };
}

/** The environment without what a surrounding VS Code, if any, left for its children. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
}

/**
 * Address of the page that opens a folder with an extension under development.
 * @param {number} port
 * @param {object} options
 * @param {string} options.folder absolute
 * @param {string} [options.extension] absolute folder of the built extension
 * @param {string} [options.suite] absolute path of a test suite to run in the extension host
 * @param {string} [options.token] the server's
 */
export function pageAddress(port, { folder, extension, suite, token }) {
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${urlPath(file)}`;
  const payload = [];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (suite) payload.push(['extensionTestsPath', remote(suite)]);
  const query = new URLSearchParams({ folder: urlPath(folder), payload: JSON.stringify(payload) });
  if (token) query.set('tkn', token);
  return `http://127.0.0.1:${port}/?${query}`;
}

/** A file path as the path of a URL: forward slashes, a slash in front. */
function urlPath(/** @type {string} */ file) {
  const slashes = file.replaceAll(path.sep, '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
