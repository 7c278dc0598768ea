// One walk through the user interface in a real browser, with a picture of each station in .scratch/screens/.
// By itself: `node test/vscode/ui/run.mjs` (the extension must be built).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { DRAWN, launchChromium, newUndrawnPage } from '../host/chromium.mjs';
import { HostError, installHost } from '../host/install.mjs';
import { root, scratchFolder } from '../host/paths.mjs';
import { pageAddress, startServer } from '../host/server.mjs';
import { resultLine, scratchWorkspace, TEST_SETTINGS } from '../runSuite.mjs';
import { pageStations } from './pages.mjs';
import { repairStations } from './repair.mjs';
import { treeStations } from './trees.mjs';
import { workbench } from './workbench.mjs';

/** @typedef {{ file: string, step: string, line: number, column: number }} Station one-based */

const RULE = 'secret-read-unsecured';

/** Steps of a flow by name, at any depth, that read a key vault's secret with nothing secured. */
function unsecuredReads(/** @type {any} */ container) {
  /** @type {string[]} */
  const names = [];
  for (const [name, step] of Object.entries(container?.actions ?? {})) {
    const reads = /^GetSecret/.test(step.inputs?.host?.operationId ?? '');
    if (reads && !step.runtimeConfiguration?.secureData) names.push(name);
    for (const inner of [step, step.else, step.default, ...Object.values(step.cases ?? {})])
      if (inner) names.push(...unsecuredReads(inner));
  }
  return names;
}

/**
 * The first flow of a folder with such a step, and where the step's name stands.
 * @param {string} folder
 * @returns {Station}
 */
function findStation(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((file) => file.endsWith('.json'))
    .sort();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    if (!text.includes('"GetSecret')) continue;
    const [step] = unsecuredReads(JSON.parse(text).properties?.definition);
    const at = step === undefined ? -1 : text.search(new RegExp(`"${step}":\\s*\\{`));
    if (step === undefined || at < 0) continue;
    const before = text.slice(0, at).split('\n');
    return { file: path.basename(file), step, line: before.length, column: (before.at(-1)?.length ?? 0) + 2 };
  }
  throw new Error('no flow of the samples reads a secret from a key vault unsecured');
}

/**
 * Walks through the user interface.
 * @param {object} options
 * @param {(line: string) => void} options.log
 * @param {string} [options.extension] folder of the built extension
 * @param {string} [options.workspace] folder whose copy gets opened
 * @returns {Promise<import('../runSuite.mjs').SuiteResult>}
 */
export async function runUi({ log, extension = root, workspace = path.join(root, 'samples') }) {
  const screens = path.join(scratchFolder, 'screens');
  rmSync(screens, { recursive: true, force: true });
  mkdirSync(screens, { recursive: true });
  const scratch = scratchWorkspace('ui', workspace);
  /** @type {import('../runSuite.mjs').TestResult[]} */
  const tests = [];
  let server;
  let browser;
  try {
    const station = findStation(scratch.workspace);
    server = await startServer({ dataFolder: path.join(scratch.folder, 'data'), settings: TEST_SETTINGS });
    browser = await launchChromium(log);
    const page = await newUndrawnPage(browser, { viewport: { width: 1400, height: 900 } });
    await page.goto(pageAddress(server.port, { folder: scratch.workspace, extension }));
    const picture = (/** @type {string} */ name) =>
      page.screenshot({ path: path.join(screens, `${name}.png`), animations: 'disabled', style: DRAWN });

    for (const { title, name, walk } of stations(page, scratch.workspace, station)) {
      const started = Date.now();
      let reason;
      try {
        await walk();
      } catch (error) {
        reason = stripVTControlCharacters(error.message);
      }
      await picture(reason === undefined ? name : `${name}-failed`);
      const state = reason === undefined ? 'passed' : 'failed';
      tests.push({ state, title, ms: Date.now() - started, ...(reason === undefined ? {} : { reason }) });
      log(resultLine(tests.at(-1)));
      // Each station stands on the one before it.
      if (reason !== undefined) break;
    }
  } finally {
    await browser?.close();
    await server?.stop();
    mkdirSync(path.join(scratchFolder, 'logs'), { recursive: true });
    writeFileSync(
      path.join(scratchFolder, 'logs/vscode-ui.log'),
      server?.log() ?? '(the server did not start)',
    );
    scratch.remove();
  }
  log(`  pictures: ${path.relative(process.cwd(), screens)}`);
  const count = (/** @type {string} */ state) => tests.filter((one) => one.state === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: 0, tests };
}

/**
 * The stations of the walk; each is a test.
 * @param {import('playwright-core').Page} page
 * @param {string} workspace the folder that is open
 * @param {Station} station
 */
function stations(page, workspace, { file, step, line, column }) {
  const ui = workbench(page);
  const { repairs, withNeighbour } = repairStations(page, ui, workspace);
  const { pages, reloaded } = pageStations(page, ui);
  const finding = ui.problem(RULE).filter({ hasText: step });
  return [
    {
      title: 'the Problems panel fills without a file being opened',
      name: '1-problems',
      async walk() {
        await ui.ready();
        await ui.showProblems();
        await ui.problem('Lockkeeper').first().waitFor({ timeout: 60_000 });
      },
    },
    {
      title: `the Problems panel lists the finding of step ${step}`,
      name: '2-finding',
      async walk() {
        await ui.open(file);
        await ui.filterProblems(step);
        await finding.first().waitFor({ timeout: 60_000 });
      },
    },
    {
      title: 'the step is underlined in the editor',
      name: '3-underlined',
      async walk() {
        await ui.goTo(line, column);
        await ui.editor.locator('.squiggly-error, .squiggly-warning').first().waitFor();
      },
    },
    {
      title: 'resting on the name of the step shows its hover',
      name: '4-hover',
      async walk() {
        const hover = await ui.hover(step);
        const text = await hover.textContent();
        if (!text?.includes(RULE)) throw new Error(`the hover says: ${text}`);
      },
    },
    {
      title: 'the lightbulb offers the repair first',
      name: '5-lightbulb',
      async walk() {
        await page.keyboard.press('Escape');
        await ui.goTo(line, column);
        const entries = await ui.lightbulb();
        const titles = await entries.allInnerTexts();
        if (!/secure/i.test(titles[0] ?? '')) throw new Error(`it offers: ${titles.join('; ')}`);
      },
    },
    {
      title: 'the first repair removes the finding',
      name: '6-repaired',
      async walk() {
        await page.keyboard.press('Enter');
        await finding.first().waitFor({ state: 'detached' });
        await page.locator('.tab.active.dirty').waitFor();
      },
    },
    ...repairs,
    ...treeStations(page, ui),
    ...pages,
    ...withNeighbour,
    reloaded,
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
  try {
    await installHost(log);
    const result = await runUi({ log });
    log(`${result.passed} passed, ${result.failed} failed`);
    process.exitCode = result.failed > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${error instanceof HostError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
