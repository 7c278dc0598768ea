// `npm run generate`: writes the files that are made from the facts of the rules and from the texts of the client, and names those
// that changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TEXT_LOADER } from './bundles.mjs';
import { ensureInstalled, root } from './ensureInstalled.mjs';

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

ensureInstalled(log);
const { build } = await import('esbuild');
const { generatedFiles } = await import('./generated.mjs');
const { BUNDLE, bundleText } = await import('./l10n.mjs');

const outfile = path.join(root, '.scratch/generate/rules.cjs');
await build({
  absWorkingDir: root,
  entryPoints: ['server/src/core/rules/index.ts'],
  outfile,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  mainFields: ['module', 'main'],
  loader: TEXT_LOADER,
  logLevel: 'warning',
});
const { RULES } = createRequire(import.meta.url)(outfile);

const at = (/** @type {string} */ file) => path.join(root, file);
const read = (/** @type {string} */ file) => readFileSync(at(file), 'utf8');
const metas = RULES.map((/** @type {{ meta: unknown }} */ rule) => rule.meta);
let written = 0;
for (const [file, text] of [...generatedFiles(metas, read), [BUNDLE, await bundleText()]]) {
  if (existsSync(at(file)) && read(file) === text) continue;
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
  log(`Wrote ${file}.`);
  written++;
}
if (written === 0) log('All generated files are up to date.');
