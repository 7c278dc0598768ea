// Runs the mocha suite inside a real VS Code, in the node or the web worker extension host, and counts its tests.
// By itself: `node test/vscode/runSuite.mjs --host=node` (the extension must be built; the host gets installed).
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusFolder } from '../corpus/folder.mjs';
import { buildSuite, SCENARIOS } from './build.mjs';
import { launchChromium, newUndrawnPage } from './host/chromium.mjs';
import { HostError, installHost } from './host/install.mjs';
import { root, scratchFolder } from './host/paths.mjs';
import { canCommit, commitAll, plantMonitor } from './host/repository.mjs';
import { pageAddress, startServer } from './host/server.mjs';
import { copyForWeb, developWebExtension, serveFolder } from './host/webExtension.mjs';

/** In front of each line that reports a test; suite/setup.ts writes the same. */
export const MARK = '@lockkeeper-test ';

/** A log line is printed this long at most; the log file has all of it. */
const LINE_LIMIT = 400;

/** In the browser VS Code saves by itself; on the desktop it does not. The tests decide when to save. */
export const TEST_SETTINGS = { 'files.autoSave': 'off', 'git.enabled': false };

/** With git, which does nothing by itself. */
const GIT_SETTINGS = { 'git.enabled': true, 'git.autofetch': false, 'git.autorefresh': true };

/** Nobody looks at what these tests show, and drawing it took a third of their time. */
const UNSEEN_SETTINGS = {
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.smoothScrolling': false,
  'workbench.reduceMotion': 'on',
};
const UNSEEN_SIZE = { width: 640, height: 480 };

/**
 * @typedef {{ state: 'passed' | 'failed' | 'skipped', title: string, ms: number, reason?: string }} TestResult
 *   `reason` says why a test failed
 * @typedef {{ passed: number, failed: number, skipped: number, tests: TestResult[] }} SuiteResult
 */

/** Public solutions, when there is a corpus: a large one, and some with deployment settings. */
const CORPUS = {
  'coe-core': path.join(corpusFolder, 'mightora__Power-Platform-DevOps-Extension/sampSol/CofECore'),
  'automation-kit': path.join(corpusFolder, 'microsoft__powercat-automation-kit'),
};

/**
 * A scratch folder, the root of a repository, with a copy of the workspace under test, so that tests may change its files.
 * @param {string} name
 * @param {string | Record<string, string>} workspace a folder, or several by the names they get in the workspace
 */
export function scratchWorkspace(name, workspace) {
  const folder = mkdtempSync(path.join(tmpdir(), `lockkeeper-${name}-`));
  const copy = path.join(folder, 'workspace');
  // A part of a repository: what is above the workspace counts up to here.
  mkdirSync(path.join(folder, '.git'));
  const parts = typeof workspace === 'string' ? { '': workspace } : workspace;
  for (const [part, from] of Object.entries(parts)) cpSync(from, path.join(copy, part), { recursive: true });
  return { folder, workspace: copy, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * What a scenario opens, as a copy, and the settings that its tests rely on.
 * @param {string} name
 * @param {import('./build.mjs').Scenario} scenario
 * @param {string | Record<string, string>} [workspace] in place of that of the scenario
 */
export function workspaceOf(name, scenario, workspace) {
  const scratch = scratchWorkspace(
    name,
    workspace ?? (scenario === 'corpus' ? CORPUS : path.join(root, 'samples')),
  );
  const hasGit = scenario === 'git' || scenario === 'untrusted';
  if (hasGit) commitAll(scratch.workspace);
  if (scenario === 'untrusted') plantMonitor(scratch.workspace);
  return { scratch, settings: { ...TEST_SETTINGS, ...(hasGit ? GIT_SETTINGS : {}) } };
}

/**
 * Runs the suite.
 * @param {object} options
 * @param {'node' | 'web'} options.host
 * @param {(line: string) => void} options.log
 * @param {string} [options.extension] folder of the built extension
 * @param {string | Record<string, string>} [options.workspace] what gets copied and opened; see `scratchWorkspace`
 * @param {import('./build.mjs').Scenario} [options.scenario] which tests, and which workspace when none is given
 * @param {string} [options.suite] bundled suite; built when not given
 * @param {number} [options.deadline] milliseconds for the whole run in the browser
 * @returns {Promise<SuiteResult>}
 */
async function runSuite({
  host,
  log,
  extension = root,
  scenario = 'samples',
  workspace,
  suite,
  deadline = 600_000,
}) {
  const bundle = suite ?? (await buildSuite(host, scenario));
  const { scratch, settings } = workspaceOf(host, scenario, workspace);
  /** @type {string[]} */
  const captured = [];
  /** @type {TestResult[]} */
  const tests = [];
  /** What went wrong with the run itself, as opposed to one of its tests. @type {TestResult | undefined} */
  let broken;
  const failed = (/** @type {string} */ title, /** @type {string} */ reason) => {
    broken = { state: 'failed', title, ms: 0, reason };
    tests.push(broken);
    log(resultLine(broken));
  };
  let server;
  let browser;
  let served;
  try {
    server = await startServer({
      dataFolder: path.join(scratch.folder, 'data'),
      settings: { ...settings, ...UNSEEN_SETTINGS },
      trusted: scenario !== 'untrusted',
    });
    browser = await launchChromium(log);
    const page = await newUndrawnPage(browser, { viewport: UNSEEN_SIZE, bypassCSP: host === 'web' });
    page.on('console', (message) => {
      // What the workbench logs reaches the function below as well; the rest is the browser speaking.
      if (message.type() === 'error' && !message.text().startsWith('%c'))
        captured.push(`page: ${message.text()}`);
    });
    page.on('pageerror', (error) => captured.push(`page error: ${error.stack ?? error.message}`));
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
        const line = args.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ');
        if (!line.startsWith(MARK)) {
          captured.push(`${type}: ${line}`);
          return;
        }
        const test = JSON.parse(line.slice(MARK.length));
        tests.push(test);
        log(resultLine(test));
      },
    );
    const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    if (host === 'web') {
      const copy = copyForWeb(extension, path.join(scratch.folder, 'extension'), bundle);
      served = await serveFolder(copy.folder);
      await developWebExtension(page, served.authority, copy.suite);
      await page.goto(pageAddress(server.port, { folder: scratch.workspace }));
    } else {
      await page.goto(pageAddress(server.port, { folder: scratch.workspace, extension, suite: bundle }));
    }
    let timer;
    const code = await Promise.race([
      exit,
      server.ended.then(() => 'the server ended'),
      new Promise((resolve) => {
        timer = setTimeout(resolve, deadline, `no end after ${deadline / 1000} s`);
      }),
    ]);
    clearTimeout(timer);
    if (typeof code === 'string') failed('the suite ends', code);
    else if (tests.length === 0)
      failed('the suite reports its tests', `it ended with code ${code} and no test`);
    else if (code !== 0 && !tests.some((one) => one.state === 'failed'))
      failed('the suite ends well', `it ended with code ${code} although no test failed`);
  } finally {
    await browser?.close();
    served?.close();
    await server?.stop();
    const lines = [...captured, '--- server', server?.log() ?? '(did not start)'];
    const bad = tests.length === 0 || tests.some((one) => one.state === 'failed');
    keepLog(
      scenario === 'samples' ? host : `${host}-${scenario}`,
      lines,
      bad ? (broken || tests.length === 0 ? 40 : 0) : undefined,
      log,
    );
    scratch.remove();
  }
  const count = (/** @type {string} */ state) => tests.filter((one) => one.state === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), tests };
}

/**
 * Runs the suite on the samples; in the node host also in a git repository, and in one that nobody trusts; in the web host on the
 * public solutions where they are: there the client lists the folders, one request each, and a large solution shows what that costs.
 * @param {{ host: 'node' | 'web', log: (line: string) => void }} options
 * @returns {Promise<SuiteResult>}
 */
export async function runScenarios({ host, log }) {
  const results = [await runSuite({ host, log })];
  const missing = Object.values(CORPUS).find((folder) => !existsSync(folder));
  /** @type {readonly import('./build.mjs').Scenario[]} */
  const others = host === 'node' ? ['git', 'untrusted'] : ['corpus'];
  const without =
    host === 'web'
      ? missing && `two public solutions: there is no ${path.relative(root, missing)}`
      : canCommit()
        ? undefined
        : 'a git repository: there is no git';
  if (without === undefined)
    for (const scenario of others) results.push(await runSuite({ host, log, scenario }));
  else {
    /** @type {TestResult} */
    const skipped = { state: 'skipped', title: without, ms: 0 };
    log(resultLine(skipped));
    results.push({ passed: 0, failed: 0, skipped: 1, tests: [skipped] });
  }
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ state) =>
    results.reduce((all, one) => all + one[state], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    tests: results.flatMap(({ tests }) => tests),
  };
}

/**
 * Writes what the page, the suite and the server said, and on failure says where.
 * @param {string} host
 * @param {string[]} lines
 * @param {number | undefined} show how many of the last lines to print; undefined: all went well, print nothing
 * @param {(line: string) => void} log
 */
function keepLog(host, lines, show, log) {
  const file = path.join(scratchFolder, `logs/vscode-${host}.log`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
  if (show === undefined) return;
  if (show > 0) for (const line of lines.slice(-show)) log(`    ${line.slice(0, LINE_LIMIT)}`);
  log(`  the whole log: ${path.relative(process.cwd(), file)}`);
}

/** One test as a line of the terminal. */
export function resultLine(/** @type {TestResult} */ test) {
  const mark = { passed: '+', failed: 'x', skipped: '-' }[test.state];
  const reason = test.reason ? `\n${test.reason.replace(/^/gm, '      ')}` : '';
  return `  ${mark} ${test.title} (${test.ms} ms)${reason}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const host = process.argv.includes('--host=web') ? 'web' : 'node';
  const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
  try {
    await installHost(log);
    const only = process.argv.find((one) => one.startsWith('--scenario='))?.slice('--scenario='.length);
    const scenario = SCENARIOS.find((one) => one === only);
    const run = scenario && runSuite({ host, log, scenario });
    const result = await (run ?? runScenarios({ host, log }));
    log(`${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`);
    process.exitCode = result.failed > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${error instanceof HostError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
