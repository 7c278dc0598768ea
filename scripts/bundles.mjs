// The bundles: what each is made of, for where, and which package ships it.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The bundles of each package by their names in dist/. The command line loads the server to start it, and all of them the core.
 * The action lies beside the npm package on the tag of a release.
 */
export const SHIPPED = /** @type {const} */ ({
  extension: [
    'client.js',
    'client.web.js',
    'core.js',
    'pages.js',
    'server.js',
    'server.web.js',
    'cli.js',
    'mcp.js',
    'graph.js',
    'preview.js',
    'connections.js',
    'overview.js',
  ],
  npm: ['cli.js', 'core.js', 'mcp.js', 'pages.js', 'server.js'],
  action: ['action.js', 'core.js', 'pages.js'],
});

/** What the core holds as text: pages of rules, and data. */
export const TEXT_LOADER = /** @type {const} */ ({ '.md': 'text', '.txt': 'text' });

// jsonc-parser's `main` is UMD and breaks when bundled for node: prefer the ES module.
/** @type {import('esbuild').BuildOptions} */
const nodeBundle = { platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
/** @type {import('esbuild').BuildOptions} */
const webBundle = { platform: 'browser', mainFields: ['browser', 'module', 'main'] };

/**
 * A script that node loads as a module and a web worker with `importScripts`, so that a package holds it once. All scripts of
 * a worker share their global scope: what it declares stays inside, what it exports lies under its name.
 * @param {string} name file name in dist/
 * @returns {import('esbuild').BuildOptions}
 */
const sharedBundle = (name) => ({
  ...webBundle,
  outfile: `dist/${name}`,
  banner: { js: '(function (module) {' },
  footer: {
    js: `})(typeof module === "object" ? module : (self["${name}"] = { exports: {} }));`,
  },
});

/**
 * What a worker does in the place of `require`. Its name is the address of dist/, because it may not know where it came from; VS Code
 * puts that of the extension host before it.
 */
const inWorker = (/** @type {string} */ name) =>
  `(importScripts(self.name.split(" -> ").at(-1) + "/${name}"), self["${name}"].exports)`;

/**
 * On node the core is the bundle beside.
 * @type {import('esbuild').Plugin}
 */
const coreBeside = {
  name: 'core-beside',
  setup(build) {
    build.onResolve({ filter: /\/core\/index\.ts$/ }, () => ({ path: './core.js', external: true }));
  },
};

/**
 * The same in a worker.
 * @type {import('esbuild').Plugin}
 */
const coreInWorker = {
  name: 'core-in-worker',
  setup(build) {
    build.onLoad({ filter: /[\\/]core[\\/]index\.ts$/ }, () => ({
      contents: `module.exports = ${inWorker('core.js')};`,
      loader: 'js',
    }));
  },
};

/**
 * The pages of rules are loaded when one is asked for: node would read and parse them for each command.
 * @type {import('esbuild').Plugin}
 */
const pagesOnDemand = {
  name: 'pages-on-demand',
  setup(build) {
    build.onLoad({ filter: /[\\/]rules[\\/]pages\.ts$/ }, () => ({
      contents: `let loaded;
        const load = () => typeof require === "function" ? require("./pages.js") : ${inWorker('pages.js')};
        export const pageOf = (id) => (loaded ??= load()).pageOf(id);`,
      loader: 'js',
    }));
    build.onResolve({ filter: /^\.\/pages\.js$/ }, () => ({ path: './pages.js', external: true }));
  },
};

/**
 * One letter beyond ASCII makes V8 hold the whole script with two bytes a letter, and node decode it the slow way. esbuild
 * escapes them in strings, but leaves patterns and tagged templates as they are.
 * @type {import('esbuild').Plugin}
 */
const asciiAlone = {
  name: 'ascii-alone',
  setup({ initialOptions: { outfile = '' }, onEnd }) {
    onEnd(() => {
      const escaped = (/** @type {string} */ unit) =>
        `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
      writeFileSync(outfile, readFileSync(outfile, 'utf8').replace(/[^\0-\x7f]/g, escaped));
    });
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
    ...webBundle,
    entryPoints: ['client/src/connections/page/main.ts'],
    outfile: 'dist/connections.js',
    // A script of a page: what it declares is its own.
    format: 'iife',
  },
  {
    ...webBundle,
    entryPoints: ['client/src/overview/page/main.ts'],
    outfile: 'dist/overview.js',
    // A script of a page: what it declares is its own.
    format: 'iife',
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/node/main.ts'],
    outfile: 'dist/server.js',
    plugins: [coreBeside],
  },
  {
    ...sharedBundle('core.js'),
    entryPoints: ['server/src/core/index.ts'],
    plugins: [pagesOnDemand],
  },
  { ...sharedBundle('pages.js'), entryPoints: ['server/src/core/rules/pages.ts'] },
  {
    ...webBundle,
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'dist/server.web.js',
    format: 'iife',
    plugins: [coreInWorker],
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    plugins: [coreBeside],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/mcp/main.ts'],
    outfile: 'dist/mcp.js',
    plugins: [coreBeside, noValidator],
  },
  {
    ...nodeBundle,
    entryPoints: ['server/src/action/main.ts'],
    outfile: 'dist/action.js',
    plugins: [coreBeside],
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
    plugins: [...(bundle.plugins ?? []), ...(production ? [asciiAlone] : [])],
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
