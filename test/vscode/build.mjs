// Bundles the suite that runs inside VS Code's extension host, once per host.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { root, scratchFolder } from './host/paths.mjs';

/**
 * What the workspace holds: the samples, public solutions, the samples in a git repository, or those in a workspace that nobody trusts.
 * @typedef {'samples' | 'corpus' | 'git' | 'untrusted'} Scenario
 */

/** @type {readonly Scenario[]} */
export const SCENARIOS = ['samples', 'corpus', 'git', 'untrusted'];

const suiteFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'suite');

/**
 * The module `suite:tests` imports every test file of a host: `*.test.ts` runs in both hosts,
 * `*.node.test.ts` and `*.web.test.ts` in the one they name: what both hosts run the same way is looked at once. In both run those that
 * touch files, the server's worker, commands of the workbench, documents of our own, and two of the pages.
 * `*.corpus.test.ts` and the like need another workspace than the rest, each named as its scenario.
 * @param {'node' | 'web'} host
 * @param {Scenario} scenario
 * @returns {import('esbuild').Plugin}
 */
function testFiles(host, scenario) {
  const other = host === 'node' ? '.web.test.ts' : '.node.test.ts';
  const isOfScenario = (/** @type {string} */ name) =>
    (SCENARIOS.find((one) => name.endsWith(`.${one}.test.ts`)) ?? 'samples') === scenario;
  return {
    name: 'test-files',
    setup(one) {
      one.onResolve({ filter: /^suite:tests$/ }, () => ({ path: 'tests', namespace: 'suite' }));
      one.onLoad({ filter: /.*/, namespace: 'suite' }, () => ({
        contents: readdirSync(suiteFolder)
          .filter((name) => name.endsWith('.test.ts') && !name.endsWith(other) && isOfScenario(name))
          .sort()
          .map((name) => `import ${JSON.stringify(`./${name}`)};`)
          .join('\n'),
        resolveDir: suiteFolder,
      }));
    },
  };
}

/**
 * Mocha's browser build needs nothing but globals, so one build serves the node and the web worker host.
 * It is CommonJS in a package that says it is ESM: loaded past that package.json, the bundler sees what it is.
 * @type {import('esbuild').Plugin}
 */
const mochaBrowserBuild = {
  name: 'mocha-browser-build',
  setup(one) {
    one.onResolve({ filter: /^mocha$/ }, () => ({ path: 'mocha', namespace: 'mocha' }));
    one.onLoad({ filter: /.*/, namespace: 'mocha' }, () => {
      const text = readFileSync(path.join(root, 'node_modules/mocha/mocha.js'), 'utf8');
      // It reads options off the page's address; an extension host has no page.
      const contents = text.replace('global$1.location.search || ""', '""');
      if (contents === text) throw new Error('mocha.js reads the page address elsewhere than it used to');
      return { contents };
    });
  },
};

/**
 * Bundles the suite.
 * @param {'node' | 'web'} host
 * @param {Scenario} [scenario]
 * @returns {Promise<string>} absolute path of the bundle, which exports `run(): Promise<void>`
 */
export async function buildSuite(host, scenario = 'samples') {
  const outfile = path.join(scratchFolder, `suite/${host}-${scenario}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: [path.join(suiteFolder, 'index.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: host === 'node' ? 'node' : 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    external: ['vscode'],
    define: { SUITE_HOST: JSON.stringify(host) },
    plugins: [testFiles(host, scenario), mochaBrowserBuild],
    logLevel: 'warning',
  });
  return outfile;
}
