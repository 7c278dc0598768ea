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
 * On node the core comes from the bundle beside that runs in web workers too: the package holds it once.
 * @type {import('esbuild').Plugin}
 */
const coreFromWeb = {
  name: 'core-from-web',
  setup(build) {
    build.onResolve({ filter: /\/core\/index\.ts$/ }, () => ({ path: './server.web.js', external: true }));
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
  {
    ...nodeBundle,
    format: 'cjs',
    entryPoints: ['server/src/node/main.ts'],
    outfile: 'dist/server.js',
    plugins: [coreFromWeb],
  },
  {
    ...webBundle,
    format: 'cjs',
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'dist/server.web.js',
    // A worker has no modules; node brings its own.
    banner: { js: 'var module = typeof module === "object" ? module : { exports: {} };' },
  },
  {
    ...nodeBundle,
    format: 'cjs',
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    plugins: [coreFromWeb],
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
