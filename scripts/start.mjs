// `npm start [folder]`: opens VS Code with this extension on a folder; without one, on a copy of samples/.
// Desktop VS Code when its `code` command is at hand, else VS Code in the browser, served from this machine.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, PlainError, root } from './ensureInstalled.mjs';

const HELP = `npm start [folder] [-- options]

Opens VS Code with Lockkeeper on the folder; without one, on a copy of samples/.

  --browser      VS Code in the browser even where desktop VS Code is installed
  --port NUMBER  port of the browser's VS Code (default: 8123, or a free one)
  --no-open      only print the address
`;

/** Taken when free, so that the address stays the same from one start to the next. */
const USUAL_PORT = 8123;

/** What `npm start` keeps between starts. */
const startFolder = path.join(root, '.scratch/start');

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const relative = (/** @type {string} */ file) => path.relative(process.cwd(), file) || '.';

try {
  await main();
} catch (error) {
  const plain = error instanceof PlainError || error.constructor.name === 'HostError';
  process.stderr.write(`${plain ? error.message : error.stack}\n`);
  process.exit(1);
}

async function main() {
  const { values, positionals } = readArguments();
  if (values.help) return log(HELP);
  const folder = chooseFolder(positionals[0]);
  const port = readPort(values.port);
  ensureInstalled(log);
  build();
  if (!values.browser && openDesktop(folder)) return;
  await serve(folder, port, !values['no-open']);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        browser: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new PlainError(`${error.message}\n\n${HELP}`);
  }
}

function readPort(/** @type {string | undefined} */ text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new PlainError(`--port takes a number from 1 to 65535, not '${text}'.`);
  return port;
}

/** The folder to open. The samples are opened as a copy: what is repaired there stays out of the repository. */
function chooseFolder(/** @type {string | undefined} */ asked) {
  const samples = path.join(root, 'samples');
  const folder = asked === undefined ? samples : path.resolve(process.env.INIT_CWD ?? '.', asked);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new PlainError(`There is no folder ${relative(folder)}.`);
  if (folder !== samples) return folder;
  const copy = path.join(startFolder, 'samples');
  rmSync(copy, { recursive: true, force: true });
  cpSync(samples, copy, { recursive: true });
  log(`Opening a fresh copy of the samples (${relative(copy)}): change in it what you like.`);
  return copy;
}

function build() {
  const started = Date.now();
  const run = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) throw new PlainError('The build failed; what it said stands above.');
  log(`Built the extension in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** Opens desktop VS Code where that can work; false where it cannot. */
function openDesktop(/** @type {string} */ folder) {
  const onWindows = process.platform === 'win32';
  const isRoot = process.getuid?.() === 0;
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, VSCODE_IPC_HOOK_CLI } = process.env;
  const hasDisplay = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME;
  // In the terminal of a remote window `code` is another program, which cannot develop extensions.
  if (isRoot || !hasDisplay || VSCODE_IPC_HOOK_CLI) return false;
  const found = spawnSync('code', ['--version'], { stdio: 'ignore', shell: onWindows });
  if (found.status !== 0) return false;
  const quote = (/** @type {string} */ text) => (onWindows ? `"${text}"` : text);
  const args = [quote(`--extensionDevelopmentPath=${root}`), quote(folder)];
  const run = spawnSync('code', args, { stdio: 'inherit', shell: onWindows });
  if (run.status !== 0) {
    log('Desktop VS Code did not open; going on with VS Code in the browser.');
    return false;
  }
  log(`Opened VS Code with Lockkeeper on ${relative(folder)}.`);
  log('After a change to the code: npm run build, then "Developer: Reload Window" in that window.');
  return true;
}

/**
 * What the page's address must carry to be let in: keeps other pages and other users of this machine out.
 * The same from one start to the next, so that an open page finds its server again.
 */
function accessToken() {
  const file = path.join(startFolder, 'token');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(16).toString('hex');
  mkdirSync(startFolder, { recursive: true });
  writeFileSync(file, token, { mode: 0o600 });
  return token;
}

async function serve(
  /** @type {string} */ folder,
  /** @type {number | undefined} */ asked,
  /** @type {boolean} */ open,
) {
  // Only now: these need the packages that ensureInstalled brought.
  const { installHost } = await import('../test/vscode/host/install.mjs');
  const { freePort, pageAddress, startServer } = await import('../test/vscode/host/server.mjs');
  await installHost(log);
  const port = (await freePort(asked ?? USUAL_PORT)) ?? (asked === undefined ? await freePort() : undefined);
  if (port === undefined) throw new PlainError(`Port ${asked} is taken: choose another with --port.`);
  log("Starting VS Code's server on this machine (127.0.0.1 only).");
  const token = accessToken();
  let server;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    log('\nStopping.');
    await server?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  server = await startServer({ dataFolder: path.join(startFolder, 'vscode'), port, token });
  const address = pageAddress(port, { folder, extension: root, token });
  log(`\nVS Code with Lockkeeper on ${relative(folder)}:\n\n  ${address}\n`);
  if (open && openBrowser(address)) log('Opening it in your browser.');
  else log('Open this address in a browser.');
  log('After a change to the code: npm run build, then reload the page. Ctrl+C stops the server.');
  await server.ended;
  if (!stopping) throw new PlainError(`VS Code's server ended by itself. It said:\n${server.log()}`);
}

/** Opens the address where there is a display to open it on; false where not. */
function openBrowser(/** @type {string} */ address) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return false;
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', address],
  }[process.platform] ?? ['xdg-open', address];
  const found =
    process.platform !== 'linux' || spawnSync('which', [command], { stdio: 'ignore' }).status === 0;
  if (!found) return false;
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => log('No browser could be opened; open the address yourself.'));
  child.unref();
  return true;
}
