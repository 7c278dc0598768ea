// Puts the files of a package together in a folder.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Copies files and folders under the names that they have.
 * @param {string} from
 * @param {string} to
 * @param {readonly string[]} names relative to both
 * @throws when one is missing
 */
export function copyParts(from, to, names) {
  for (const name of names) {
    const source = path.join(from, name);
    if (!existsSync(source)) throw new Error(`${name} is missing, and belongs into the package.`);
    mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    cpSync(source, path.join(to, name), { recursive: true });
  }
}

/** Names below the package of bundles by their names in dist/. */
export const inDist = (/** @type {readonly string[]} */ bundles) => bundles.map((name) => `dist/${name}`);

/**
 * @param {string} folder
 * @param {object} manifest
 */
export function writeManifest(folder, manifest) {
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
