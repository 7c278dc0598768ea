// Bundles a program of test/ and runs it in a process of its own.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { TEXT_LOADER } from './bundles.mjs';
import { ensureInstalled, root } from './ensureInstalled.mjs';

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/**
 * @param {string} name folder below test/ whose main.ts is run, with the arguments of this process
 * @returns {Promise<number>} its exit code; 1 when it was ended
 */
export async function runBundled(name) {
  ensureInstalled(log);
  const { build } = await import('esbuild');
  // As deep below the repository as its source is, so that both find the same neighbours.
  const outfile = path.join(root, `.scratch/${name}/main.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`test/${name}/main.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode-languageserver', 'vscode-languageserver/*', 'vitest'],
    loader: TEXT_LOADER,
    // A library in the bundle asks for node's modules the old way.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    sourcemap: 'inline',
    logLevel: 'warning',
  });

  const run = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  return run.status ?? 1;
}
