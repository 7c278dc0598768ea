// The sample solution as one file of the package: `samples/` as compressed JSON, its names to its texts. Compressed, because tools that
// look through packages for secrets would take the planted ones for real.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './ensureInstalled.mjs';

/**
 * Name in dist/. Not `.gz`: servers of files take that for a way to send a file, and browsers unpack it.
 * client/src/sample/packed.ts reads it.
 */
export const SAMPLE = 'sample.bin';

/**
 * All files of a folder by their names below it, in order.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
function textsOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/**
 * The packed sample solution.
 * @param {string} [folder] what to pack
 */
export function packedSample(folder = path.join(root, 'samples')) {
  return gzipSync(JSON.stringify(textsOf(folder)), { level: 9 });
}

/** Writes it. */
export function writeSample(/** @type {string} */ file) {
  writeFileSync(file, packedSample());
}
