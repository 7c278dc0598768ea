// `npm test`: every check of the project, counted. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, PlainError, root } from './ensureInstalled.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ well: boolean, output: string }} Ended */
/** @typedef {(line: string) => void} Log */

const HELP = `npm test [-- --only=STAGE,STAGE]

Stages, in order: types, lint, unit, vscode-node, ui, vscode-web ('vscode' means the last three).
`;

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };
const ONE_SKIPPED = { passed: 0, failed: 0, skipped: 1 };

/**
 * Runs one of the project's node programs. `quiet` collects what it says; else that goes to the terminal.
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<Ended>}
 */
function node(args, { quiet = false } = {}) {
  const io = quiet ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', io, io] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ well: code === 0, output }));
  });
}

/** A program that passes or fails as one; what it says comes when its stage does. */
async function single(/** @type {Promise<Ended>} */ run) {
  const { well, output } = await run;
  process.stdout.write(output);
  return well ? ONE_PASSED : ONE_FAILED;
}

/** Everything outside VS Code. */
async function unit() {
  const file = path.join(root, '.scratch/vitest.json');
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { well } = await node(['node_modules/vitest/vitest.mjs', 'run', ...reporters]);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  // A file that cannot be loaded has failed without a test to show for it.
  const broken = result.testResults.filter(
    (/** @type {any} */ one) =>
      one.status === 'failed' &&
      !one.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + broken;
  return {
    passed: result.numPassedTests,
    // Errors outside any test (an unhandled rejection) end vitest badly too.
    failed: failed === 0 && !well ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

let built = false;

/** Chromium and VS Code, once for the three stages in it. @type {Promise<'ready' | 'no browser'> | undefined} */
let hostState;

async function prepareHost(/** @type {Log} */ log) {
  const { installHost } = await import('../test/vscode/host/install.mjs');
  const { ensureChromium } = await import('../test/vscode/host/chromium.mjs');
  try {
    ensureChromium(log);
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    log(`Skipped: ${error.message}`);
    return 'no browser';
  }
  await installHost(log);
  return 'ready';
}

/**
 * A stage inside VS Code.
 * @param {Log} log
 * @param {() => Promise<Counts>} run
 */
async function inHost(log, run) {
  if (!built) throw new PlainError('it needs the extension, and the build failed.');
  hostState ??= prepareHost(log);
  return (await hostState) === 'ready' ? await run() : ONE_SKIPPED;
}

async function suite(/** @type {'node' | 'web'} */ host, /** @type {Log} */ log) {
  const { runScenarios } = await import('../test/vscode/runSuite.mjs');
  return await runScenarios({ host, log });
}

async function ui(/** @type {Log} */ log) {
  const { runUi } = await import('../test/vscode/ui/run.mjs');
  return await runUi({ log });
}

/**
 * `early`: begins beside the build and the other early ones. The others need what the build makes.
 * `lane`: stages of one lane run one after the other. Those in VS Code run at the same time, because VS Code waits more than it works,
 * and after those outside of it, which it would starve: a page shares the machine by session, not by process.
 * Whatever runs at the same time, each stage is reported in its turn.
 * @typedef {{ name: string, title: string, early: () => Promise<Ended> }} EarlyStage
 * @typedef {{ name: string, title: string, lane: 'outside' | 'node' | 'web', run: (say: Log) => Promise<Counts> }} LaneStage
 * @typedef {EarlyStage | LaneStage} Stage
 */

/** @type {Stage[]} */
const STAGES = [
  { name: 'types', title: 'Types', early: () => node(['scripts/typecheck.mjs'], { quiet: true }) },
  {
    name: 'lint',
    title: 'Format and lint',
    early: () => node(['scripts/lint.mjs'], { quiet: true }),
  },
  { name: 'unit', title: 'Tests outside VS Code', lane: 'outside', run: unit },
  {
    name: 'vscode-node',
    title: 'VS Code, node extension host',
    lane: 'node',
    run: (log) => inHost(log, () => suite('node', log)),
  },
  {
    name: 'ui',
    title: 'VS Code, user interface',
    // The suite of the web host is the shorter one.
    lane: 'web',
    run: (log) => inHost(log, () => ui(log)),
  },
  {
    name: 'vscode-web',
    title: 'VS Code, web extension host',
    lane: 'web',
    run: (log) => inHost(log, () => suite('web', log)),
  },
];

/**
 * Begins a stage; what it says is kept until `show`.
 * @param {LaneStage} stage
 * @param {Promise<unknown>} before what has to end first
 */
function begin(stage, before) {
  let shown = false;
  /** @type {string[]} */
  const kept = [];
  const logInTurn = (/** @type {string} */ line) => {
    if (shown) log(line);
    else kept.push(line);
  };
  /** @returns {Promise<{ counts?: Counts, error?: Error, took: string }>} */
  const run = async () => {
    await before;
    const from = Date.now();
    try {
      const counts = await stage.run(logInTurn);
      return { counts, took: seconds(from) };
    } catch (error) {
      return { error, took: seconds(from) };
    }
  };
  const settled = run();
  return {
    settled,
    show() {
      shown = true;
      for (const line of kept.splice(0)) log(line);
      return settled;
    },
  };
}

function chosenStages() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    log(HELP);
    process.exit(0);
  }
  if (values.only === undefined) return STAGES;
  const names = values.only
    .split(',')
    .flatMap((name) => (name === 'vscode' ? ['vscode-node', 'ui', 'vscode-web'] : [name]));
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no stage ${unknown.join(', ')}.\n\n${HELP}`);
    process.exit(1);
  }
  return STAGES.filter((stage) => names.includes(stage.name));
}

const stages = chosenStages();
const total = { passed: 0, failed: 0, skipped: 0 };
const started = Date.now();
const seconds = (/** @type {number} */ from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const add = (/** @type {Counts} */ counts) => {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
};
const counted = (/** @type {Counts} */ { passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

try {
  ensureInstalled(log);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  log('0 passed, 1 failed');
  process.exit(1);
}

/** @type {Map<Stage, Promise<Ended>>} */
const early = new Map();
for (const stage of stages) if ('early' in stage) early.set(stage, stage.early());
if (stages.some((stage) => 'lane' in stage)) {
  const build = await node(['esbuild.mjs']);
  built = build.well;
  if (!built) {
    log('The build failed; what it said stands above.');
    add(ONE_FAILED);
  }
}
/** @type {Map<Stage, ReturnType<typeof begin>>} */
const begun = new Map();
/** The end of each lane so far. @type {Map<string, Promise<unknown>>} */
const lanes = new Map();
for (const stage of stages) {
  if (!('lane' in stage)) continue;
  const one = begin(stage, lanes.get(stage.lane) ?? lanes.get('outside') ?? Promise.all(early.values()));
  begun.set(stage, one);
  lanes.set(stage.lane, one.settled);
}
for (const [index, stage] of stages.entries()) {
  const from = Date.now();
  log(`\n[${index + 1}/${stages.length}] ${stage.title}`);
  let counts = ONE_FAILED;
  let took;
  try {
    const run = early.get(stage);
    if (run) counts = await single(run);
    else {
      const end = await begun.get(stage).show();
      took = end.took;
      if (end.error !== undefined) throw end.error;
      counts = end.counts;
    }
    if (counts.passed + counts.failed + counts.skipped === 0) {
      log('No test ran.');
      counts = ONE_FAILED;
    }
  } catch (error) {
    const plain = error instanceof PlainError || error.constructor.name === 'HostError';
    log(`Could not run: ${plain ? error.message : error.stack}`);
  }
  add(counts);
  log(`${stage.title}: ${counted(counts)} (${took ?? seconds(from)})`);
}
log(`\nAll in ${seconds(started)}`);
log(counted(total));
process.exit(total.failed > 0 ? 1 : 0);
