import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { SharedFirst } from './test/harness/sequencer.mts';

/** A sequencer of ours would take the place of the one that shuffles. */
const isShuffled = process.argv.some((one) => one.startsWith('--sequence.shuffle'));

export default defineConfig({
  plugins: [
    {
      name: 'texts-as-modules',
      // Before Vite takes a text for an asset to serve.
      enforce: 'pre',
      load(id) {
        if (!/\.(?:md|txt)$/.test(id)) return undefined;
        return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
      },
    },
  ],
  test: {
    // Files share the modules of their worker: most import the whole core, and loading it took longer than testing it.
    isolate: false,
    // Processes, not threads: test/harness/growth.ts counts the processor time of its process.
    pool: 'forks',
    include: ['server/src/**/*.test.ts', 'client/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/vscode/**'],
    setupFiles: ['test/harness/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    ...(isShuffled ? {} : { sequence: { sequencer: SharedFirst } }),
    // Modules as the last run transformed them, by their text and this configuration: a third of what loading them costs.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.scratch/vitest-modules' },
  },
});
