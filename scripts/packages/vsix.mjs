// The package of the extension.
import { rmSync, statSync } from 'node:fs';
import { addressesOf } from '../addresses.mjs';
import { SHIPPED } from '../bundles.mjs';
import { root } from '../ensureInstalled.mjs';
import { SAMPLE } from '../sample.mjs';
import { copyDocuments } from './documents.mjs';
import { copyParts, inDist, writeManifest } from './stage.mjs';

/** Copied as they are; `.vscodeignore` says what of it goes into the package. */
const PARTS = ['.vscodeignore', 'LICENSE', 'package.nls.json', 'l10n', 'schemas', 'snippets', 'client/media'];

/** Of the project's documents, those that VS Code shows. */
const DOCUMENTS = ['README.md', 'CHANGELOG.md'];

/** A download that stays quick on any line, and a guard against bundling what nobody asked for. */
const LIMIT_BYTES = 1_500_000;

/**
 * @param {string} built folder with dist/ and the notices
 * @param {string} stage empty folder
 * @param {any} manifest of the project
 * @param {string} repository its address, or nothing
 */
export function stageVsix(built, stage, manifest, repository) {
  copyParts(built, stage, [...inDist([...SHIPPED.extension, SAMPLE]), 'ThirdPartyNotices.txt']);
  copyParts(root, stage, PARTS);
  // VS Code shows the documents apart from each other: no link leads from one to the other.
  copyDocuments(stage, DOCUMENTS, { repository, version: manifest.version, packed: [] });
  // What only building and testing need stays out of the published manifest.
  const { scripts: _scripts, devDependencies: _dev, private: _private, ...published } = manifest;
  writeManifest(stage, { ...published, ...addressesOf(repository) });
}

/**
 * @param {string} stage
 * @param {string} file to write
 * @param {string} repository its address, or nothing
 * @throws when the package is too large
 */
export async function packVsix(stage, file, repository) {
  // Only now: the package may have been installed by this call.
  const { createVSIX } = await import('@vscode/vsce');
  rmSync(file, { force: true });
  await createVSIX({
    cwd: stage,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: repository === '',
    // They are absolute already.
    rewriteRelativeLinks: false,
  });
  const { size } = statSync(file);
  if (size > LIMIT_BYTES)
    throw new Error(`The package has ${size} bytes; at most ${LIMIT_BYTES} are allowed.`);
}
