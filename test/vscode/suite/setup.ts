// Makes mocha's globals before any test file runs, and reports each test as one line the harness can count.
import mocha from 'mocha';

/** In front of each line meant for the harness; runSuite.mjs looks for the same. */
const MARK = '@lockkeeper-test ';

function report(state: 'passed' | 'failed' | 'skipped', test: SuiteRunnable, error?: unknown): void {
  const ms = test.duration ?? 0;
  const reason = error === undefined ? '' : describeError(error);
  console.log(MARK + JSON.stringify({ state, title: test.fullTitle(), ms, ...(reason ? { reason } : {}) }));
}

/** Message and the place in the test; the frames below are mocha's own. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [`${error.name}: ${error.message}`, ...frames.slice(0, 3)].join('\n');
}

class LineReporter {
  constructor(runner: SuiteRunner) {
    runner
      .on('pass', (test) => report('passed', test))
      .on('fail', (test, error) => report('failed', test, error))
      .on('pending', (test) => report('skipped', test));
  }
}

mocha.setup({ ui: 'bdd', timeout: 150_000, reporter: LineReporter, forbidOnly: true });
