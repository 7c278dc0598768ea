// `npm run package`: builds for production and packs lockkeeper-<version>.vsix, ready for "Install from VSIX", and
// lockkeeper-<version>.tgz, the command line for npm. Works in a folder of its own, so that dist/ stays as it is.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from './addresses.mjs';
import { ensureInstalled, PlainError, root } from './ensureInstalled.mjs';
import { packNpm, stageNpm } from './packages/npm.mjs';
import { stageRelease } from './packages/release.mjs';
import { packVsix, stageVsix } from './packages/vsix.mjs';

const HELP = `npm run package [-- options]

  --only=KIND,KIND  make these only: vsix, npm, release (default: vsix,npm)
  --npm             the same as --only=npm
  --out=FOLDER      write them there (default: the folder of the project)
  --repository=URL  where it is published, on GitHub (default: what scripts/addresses.mjs says)

'release' is no file but a folder of that name: what the tag of a release holds.
`;

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** @typedef {(from: { built: string, stage: string, out: string, manifest: any, repository: string }) => Promise<void> | void} Maker */

/** @type {ReadonlyMap<string, Maker>} */
const MAKERS = new Map([
  [
    'vsix',
    async ({ built, stage, out, manifest, repository }) => {
      stageVsix(built, stage, manifest, repository);
      await packVsix(stage, path.join(out, `lockkeeper-${manifest.version}.vsix`), repository);
    },
  ],
  [
    'npm',
    ({ built, stage, out, manifest, repository }) => {
      stageNpm(built, stage, manifest, repository);
      log(`Packed ${packNpm(stage, out)}`);
    },
  ],
  [
    'release',
    ({ built, stage, out, manifest, repository }) => {
      stageRelease(built, stage, manifest, repository);
      const target = path.join(out, 'release');
      rmSync(target, { recursive: true, force: true });
      cpSync(stage, target, { recursive: true });
    },
  ],
]);

/**
 * Production bundles in `<folder>/dist`, and the notices of what is in them. The build works relative to where it runs,
 * so it runs over links.
 */
function buildInto(/** @type {string} */ folder) {
  for (const name of ['client', 'server', 'schemas', 'node_modules', 'package.json', 'tsconfig.base.json']) {
    const target = path.join(root, name);
    if (existsSync(target))
      symlinkSync(target, path.join(folder, name), name.includes('.') ? 'file' : 'junction');
  }
  const build = [path.join(root, 'esbuild.mjs'), '--production'];
  const run = spawnSync(process.execPath, build, { cwd: folder, stdio: 'inherit' });
  if (run.status !== 0) throw new PlainError('The production build failed; what it said stands above.');
}

function asked() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      npm: { type: 'boolean' },
      out: { type: 'string' },
      repository: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    log(HELP);
    process.exit(0);
  }
  const kinds = values.npm ? ['npm'] : (values.only ?? 'vsix,npm').split(',');
  const unknown = kinds.filter((kind) => !MAKERS.has(kind));
  if (unknown.length > 0) throw new PlainError(`There is no package ${unknown.join(', ')}.\n\n${HELP}`);
  const repository = (values.repository ?? REPOSITORY).replace(/(?:\.git)?\/?$/, '');
  if (repository !== '' && !/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/.test(repository))
    throw new PlainError(
      `--repository takes an address like https://github.com/owner/name, not '${repository}'.`,
    );
  return { kinds, out: path.resolve(root, values.out ?? '.'), repository };
}

/** @type {string | undefined} */
let work;
try {
  const { kinds, out, repository } = asked();
  ensureInstalled(log);
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  mkdirSync(path.join(root, '.scratch'), { recursive: true });
  mkdirSync(out, { recursive: true });
  work = mkdtempSync(path.join(root, '.scratch/package-'));
  buildInto(work);
  for (const kind of kinds) {
    const stage = path.join(work, `stage-${kind}`);
    mkdirSync(stage);
    await MAKERS.get(kind)?.({ built: work, stage, out, manifest, repository });
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  if (work !== undefined) rmSync(work, { recursive: true, force: true });
}
