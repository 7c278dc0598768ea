// The bundles: what each is made of, for where, and which package ships it.

import path from 'node:path';

/**
 * The bundles of each package by their names in dist/. The command line loads the server to start it, and all of them the core.
 * The action lies beside the npm package on the tag of a release.
 */
export const SHIPPED = /** @type {const} */ ({
  extension: [
    'client.js',
    'client.web.js',
    'server.js',
    'server.web.js',
    'cli.js',
    'mcp.js',
    'graph.js',
    'preview.js',
  ],
  npm: ['cli.js', 'mcp.js', 'server.js', 'server.web.js'],
  action: ['action.js', 'server.web.js'],
});

/** What the core holds as text: pages of rules, and data. */
export const TEXT_LOADER = /** @type {const} */ ({ '.md': 'text', '.txt': 'text' });

// jsonc-parser's `main` is UMD and breaks when bundled for node: prefer the ES module.
/** @type {import('esbuild').BuildOptions} */
const nodeBundle = { platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
/** @type {import('esbuild').BuildOptions} */
const webBundle = { platform: 'browser', mainFields: ['browser', 'module', 'main'] };

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

/**
 * The server for assistants never asks for a form, so the validator of answers to forms stays out: half of its bundle.
 * @type {import('esbuild').Plugin}
 */
const noValidator = {
  name: 'no-validator',
  setup(build) {
    build.onResolve({ filter: /\/validation\/ajv-provider\.js$/ }, () => ({
      path: path.resolve('server/src/mcp/noValidator.ts'),
    }));
  },
};

/** @type {import('esbuild').BuildOptions[]} */
const BUNDLES = [
  {
    ...nodeBundle,
    external: ['vscode'],
    entryPoints: ['client/src/node/extension.ts'],
    outfile: 'dist/client.js',
  },
  {
    ...webBundle,
    external: ['vscode'],
    entryPoints: ['client/src/browser/extension.ts'],
    outfile: 'dist/client.web.js',
  },
  {
    ...webBundle,
    entryPoints: ['client/src/graph/page/main.ts'],
    outfile: 'dist/graph.js',
    // A script of a page: what it declares is its own.
    format: 'iife',
  },
  {
    ...webBundle,
    entryPoints: ['client/src/preview/page/main.ts'],
    outfile: 'dist/preview.js',
    // A script of a page: what it declares is its own.
    format: 'iife',
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/node/main.ts'],
    outfile: 'dist/server.js',
    plugins: [coreFromWeb],
  },
  {
    ...webBundle,
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'dist/server.web.js',
    // A worker has no modules; node brings its own.
    banner: { js: 'var module = typeof module === "object" ? module : { exports: {} };' },
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    plugins: [coreFromWeb],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/mcp/main.ts'],
    outfile: 'dist/mcp.js',
    plugins: [coreFromWeb, noValidator],
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/action/main.ts'],
    outfile: 'dist/action.js',
    plugins: [coreFromWeb],
  },
];

/**
 * Options for esbuild, one per bundle; paths are relative to the folder that it works in.
 * `production`: minified and without source maps.
 * @param {{ production?: boolean }} [options]
 * @returns {import('esbuild').BuildOptions[]}
 */
export function bundles({ production = false } = {}) {
  return BUNDLES.map((bundle) => ({
    target: 'es2022',
    format: 'cjs',
    ...bundle,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    loader: TEXT_LOADER,
    logLevel: 'warning',
    // Licences stand in ThirdPartyNotices.txt.
    legalComments: 'none',
    metafile: true,
  }));
}
