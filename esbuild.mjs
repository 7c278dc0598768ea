// Builds the five bundles. `--watch` rebuilds on change; `--production` minifies and drops source maps.
import { rmSync } from 'node:fs';
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  target: 'es2022',
  loader: { '.md': 'text' },
  logLevel: 'warning',
  legalComments: 'none',
};

// jsonc-parser's `main` is UMD and breaks when bundled for node: prefer the ES module.
const nodeBundle = { ...common, platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
const webBundle = { ...common, platform: 'browser', mainFields: ['browser', 'module', 'main'] };

/**
 * The command line tool takes the core from the server's bundle beside it: the package holds it once.
 * @type {import('esbuild').Plugin}
 */
const coreFromServer = {
  name: 'core-from-server',
  setup(build) {
    build.onResolve({ filter: /\/core\/index\.ts$/ }, () => ({ path: './server.js', external: true }));
  },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...nodeBundle,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: ['client/src/node/extension.ts'],
    outfile: 'dist/client.js',
  },
  {
    ...webBundle,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: ['client/src/browser/extension.ts'],
    outfile: 'dist/client.web.js',
  },
  { ...nodeBundle, format: 'cjs', entryPoints: ['server/src/node/main.ts'], outfile: 'dist/server.js' },
  {
    ...webBundle,
    format: 'iife',
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'dist/server.web.js',
  },
  {
    ...nodeBundle,
    format: 'cjs',
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    plugins: [coreFromServer],
    banner: { js: '#!/usr/bin/env node' },
  },
];

const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
if (!only && !watch) rmSync('dist', { recursive: true, force: true });
const contexts = await Promise.all(
  bundles.filter((bundle) => !only || bundle.outfile === `dist/${only}`).map((bundle) => context(bundle)),
);
if (watch) {
  await Promise.all(contexts.map((one) => one.watch()));
  process.stdout.write('Watching client and server; the bundles in dist/ follow each change.\n');
} else {
  await Promise.all(contexts.map((one) => one.rebuild()));
  await Promise.all(contexts.map((one) => one.dispose()));
}
