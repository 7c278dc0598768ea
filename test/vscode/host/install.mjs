// Installs the VS Code that tests and the browser start run in: from the npm registry alone, in about a minute.
// Does nothing when the installed one matches the lock file. Run by itself: `node test/vscode/host/install.mjs`.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  hasNodePackage,
  hostFolder,
  nodePackage,
  ownNodeServes,
  scratchFolder,
  serverNode,
  vscodeFolder,
} from './paths.mjs';

const stampFile = path.join(hostFolder, 'node_modules/.lockkeeper-host');
const logFile = path.join(scratchFolder, 'logs/vscode-host-install.log');

/** An error whose message is the whole story: printed as one line, without a stack. */
export class HostError extends Error {}

/** The key of an install: the lock file's bytes and the platform the native modules were built for. */
function lockKey() {
  const lock = readFileSync(path.join(hostFolder, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** True when the host is installed as the lock file says. */
export function isHostInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockKey() && serverNode() !== undefined;
}

function checkPlatform() {
  if (hasNodePackage || ownNodeServes) return;
  throw new HostError(
    `VS Code in the browser needs Linux on x64, or Node 24 (this is ${process.platform} ${process.arch}, Node ` +
      `${process.versions.node}): install Node 24, or put desktop VS Code's 'code' command on PATH and run npm start.`,
  );
}

function checkTools() {
  const missing = ['python3', 'make', 'g++'].filter(
    (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0,
  );
  if (missing.length === 0) return;
  throw new HostError(
    `VS Code needs two small native modules built, and ${missing.join(', ')} is missing: ` +
      'install them (on Debian: apt-get install python3 make g++) and run this again.',
  );
}

/**
 * Runs one npm command; its output goes to the log file. Says every ten seconds that it still runs.
 * @param {string} what shown to the user
 * @param {string[]} args of npm
 * @param {string} cwd
 * @param {(line: string) => void} log
 */
function npm(what, args, cwd, log) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const out = openSync(logFile, 'a');
    const env = { ...process.env };
    // The Node package carries its headers, so that building the native modules downloads nothing.
    if (hasNodePackage) env.npm_config_nodedir = nodePackage;
    const child = spawn('npm', [...args, '--no-audit', '--no-fund'], {
      cwd,
      env,
      stdio: ['ignore', out, out],
      shell: process.platform === 'win32',
    });
    const beat = setInterval(() => log(`      still at it (${seconds()} s)`), 10_000);
    const end = (/** @type {Error | undefined} */ error) => {
      clearInterval(beat);
      closeSync(out);
      if (error) reject(error);
      else resolve(undefined);
    };
    child.on('error', (error) => end(new HostError(`${what}: npm could not be started (${error.message}).`)));
    child.on('close', (code) => {
      if (code === 0) return end(undefined);
      const reason = lastError(readFileSync(logFile, 'utf8'));
      end(new HostError(`${what} failed: ${reason} (all of it: ${path.relative(process.cwd(), logFile)})`));
    });
  });
}

/** The line of an npm log that tells most: its last error that is more than a code or a pointer to a log. */
function lastError(/** @type {string} */ text) {
  const errors = text
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line && !/^(code|errno|syscall|path|command|A complete log|\w*\.log)/.test(line));
  return errors[0] ?? 'npm said nothing about why';
}

/**
 * Makes sure that the host is installed.
 * @param {(line: string) => void} log
 * @throws {HostError} when it cannot be; the message says what to do
 */
export async function installHost(log) {
  if (isHostInstalled()) return;
  checkPlatform();
  checkTools();
  const started = Date.now();
  mkdirSync(path.dirname(logFile), { recursive: true });
  rmSync(logFile, { force: true });
  rmSync(stampFile, { force: true });
  log('Installing VS Code for the browser: once, about a minute, 0.6 GB in test/vscode/host/node_modules.');
  log('  1/3 VS Code and Node 24');
  // Scripts stay off: code-server's own insists on building modules that nothing here needs.
  await npm('Installing VS Code', ['ci', '--ignore-scripts'], hostFolder, log);
  log('  2/3 the packages VS Code itself uses');
  // Not `npm ci`: it refuses the shrinkwrap file that the package ships, which `install` follows all the same.
  await npm(
    "Installing VS Code's packages",
    ['install', '--omit=dev', '--ignore-scripts'],
    vscodeFolder,
    log,
  );
  log('  3/3 building its two native modules');
  await npm(
    'Building the native modules',
    ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'],
    vscodeFolder,
    log,
  );
  for (const file of ['spdlog/build/Release/spdlog.node', 'native-watchdog/build/Release/watchdog.node']) {
    if (!existsSync(path.join(vscodeFolder, 'node_modules/@vscode', file)))
      throw new HostError(`Building VS Code's native modules left no ${file}; see ${logFile}.`);
  }
  if (!serverNode()) throw new HostError('Node 24 did not arrive with the packages; run this again.');
  writeFileSync(stampFile, lockKey());
  log(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (isHostInstalled()) process.stdout.write('VS Code for the browser is installed.\n');
    await installHost((line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error instanceof HostError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
