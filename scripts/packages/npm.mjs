// The package for npm: the command line tool, and nothing else. Its manifest is made here: `files` in that of the project would
// keep vsce from packing the extension, which has a `.vscodeignore`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addressesOf } from '../addresses.mjs';
import { SHIPPED } from '../bundles.mjs';
import { root } from '../ensureInstalled.mjs';
import { copyDocuments } from './documents.mjs';
import { copyParts, inDist, writeManifest } from './stage.mjs';

/** Beside the bundles. */
const MADE = ['ThirdPartyNotices.txt'];
/** Those that people point editors at; the others are of use in the extension alone. */
const SCHEMAS = ['schemas/lockkeeper-config.schema.json', 'schemas/flow-owners.schema.json'];
/** npm takes them by itself. */
const ALWAYS = ['README.md', 'LICENSE'];

/**
 * The manifest of the package.
 * @param {any} manifest of the project
 * @param {string} repository its address, or nothing
 */
function npmManifest({ name, version, keywords, license, bin, engines }, repository) {
  return {
    name,
    version,
    description: JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')).description,
    keywords,
    license,
    ...addressesOf(repository),
    bin,
    files: [...inDist(SHIPPED.npm), ...MADE, ...SCHEMAS],
    engines: { node: engines.node },
  };
}

/**
 * @param {string} built folder with dist/ and the notices
 * @param {string} stage empty folder
 * @param {any} manifest of the project
 * @param {string} repository its address, or nothing
 */
export function stageNpm(built, stage, manifest, repository) {
  copyParts(built, stage, [...inDist(SHIPPED.npm), ...MADE]);
  copyParts(root, stage, [...SCHEMAS, ...ALWAYS]);
  copyDocuments(stage, ['README.md'], {
    repository,
    version: manifest.version,
    packed: [...MADE, ...ALWAYS],
  });
  writeManifest(stage, npmManifest(manifest, repository));
}

/**
 * Packs as npm does: entries in order, all with one time, so that two packs of the same files are the same bytes.
 * @param {string} stage
 * @param {string} out folder that gets the package
 * @returns {string} path of the package
 */
export function packNpm(stage, out) {
  const run = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', '.'], {
    cwd: stage,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) throw new Error(`npm pack failed:\n${run.stderr ?? run.error}`);
  const [packed] = Object.values(JSON.parse(run.stdout));
  copyParts(stage, out, [packed.filename]);
  return path.join(out, packed.filename);
}
