// `npm run package`: builds for production and packs lockkeeper-<version>.vsix, ready for "Install from VSIX".
// `--out=FILE` writes it elsewhere. Works in a folder of its own, so that dist/ stays as it is.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './ensureInstalled.mjs';

/** Copied as they are; `.vscodeignore` says what of it goes into the package. */
const PARTS = [
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'schemas',
  'snippets',
  'client/media',
];

/** Written by the build. */
const MADE = ['dist', 'ThirdPartyNotices.txt'];

/** A download that stays quick on any line, and a guard against bundling what nobody asked for. */
const LIMIT_BYTES = 1_500_000;

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { out: { type: 'string' } } });

ensureInstalled(log);
const { createVSIX } = await import('@vscode/vsce');

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const out = path.resolve(root, values.out ?? `lockkeeper-${manifest.version}.vsix`);
mkdirSync(path.join(root, '.scratch'), { recursive: true });
const work = mkdtempSync(path.join(root, '.scratch/package-'));
try {
  buildInto(work);
  const stage = path.join(work, 'stage');
  mkdirSync(stage);
  for (const made of MADE) cpSync(path.join(work, made), path.join(stage, made), { recursive: true });
  for (const part of PARTS) {
    const from = path.join(root, part);
    if (!existsSync(from)) throw new Error(`${part} is missing, and belongs into the package.`);
    cpSync(from, path.join(stage, part), { recursive: true });
  }
  // What only building and testing need stays out of the published manifest.
  const { scripts: _scripts, devDependencies: _dev, private: _private, ...published } = manifest;
  writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
  mkdirSync(path.dirname(out), { recursive: true });
  rmSync(out, { force: true });
  await createVSIX({
    cwd: stage,
    packagePath: out,
    dependencies: false,
    allowMissingRepository: manifest.repository === undefined,
    rewriteRelativeLinks: manifest.repository !== undefined,
  });
  const size = statSync(out).size;
  if (size > LIMIT_BYTES)
    throw new Error(`The package has ${size} bytes; at most ${LIMIT_BYTES} are allowed.`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/**
 * Production bundles in `<folder>/dist`, and the notices of what is in them. The build works relative to where it runs,
 * so it runs over links.
 */
function buildInto(/** @type {string} */ folder) {
  for (const name of ['client', 'server', 'schemas', 'node_modules', 'package.json', 'tsconfig.base.json']) {
    const target = path.join(root, name);
    if (existsSync(target))
      symlinkSync(target, path.join(folder, name), statSync(target).isDirectory() ? 'junction' : 'file');
  }
  const build = [path.join(root, 'esbuild.mjs'), '--production'];
  const run = spawnSync(process.execPath, build, { cwd: folder, stdio: 'inherit' });
  if (run.status !== 0) throw new Error('The production build failed; what it said stands above.');
}
