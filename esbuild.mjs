// Builds the bundles, ThirdPartyNotices.txt from what they hold, and the packed sample. `--watch` rebuilds on change;
// `--production` minifies and drops source maps; `--only=FILE` builds one, and nothing else.
import { mkdirSync, rmSync } from 'node:fs';
import { context } from 'esbuild';
import { bundles } from './scripts/bundles.mjs';
import { bundledPackages, noticesText, writeNotices } from './scripts/notices.mjs';
import { SAMPLE, writeSample } from './scripts/sample.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);

if (!only && !watch) rmSync('dist', { recursive: true, force: true });
const chosen = bundles({ production }).filter((bundle) => !only || bundle.outfile === `dist/${only}`);
const contexts = await Promise.all(chosen.map((bundle) => context(bundle)));
if (!only) {
  mkdirSync('dist', { recursive: true });
  writeSample(`dist/${SAMPLE}`);
}
if (watch) {
  await Promise.all(contexts.map((one) => one.watch()));
  process.stdout.write('Watching client and server; the bundles in dist/ follow each change.\n');
} else {
  const results = await Promise.all(contexts.map((one) => one.rebuild()));
  await Promise.all(contexts.map((one) => one.dispose()));
  if (!only) {
    const metafiles = results.flatMap((result) => result.metafile ?? []);
    writeNotices('ThirdPartyNotices.txt', noticesText(bundledPackages(metafiles, process.cwd())));
  }
}
