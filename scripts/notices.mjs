// ThirdPartyNotices.txt: name, version and licence of each npm package that the bundles hold, and of data made from the work of others.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ name: string, version: string, license: string, text: string }} BundledPackage */

/** A package inside of a package is the inner one: its version may be another than that of the outer one. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
/** Beside data that was made from the work of others: what a package's manifest says of it, in a file that no tool takes for one. */
const SOURCE_FILE = 'source.json';
const LICENSE_FILE = /^licen[cs]e(?:[.-].*)?$/i;
const RULE = '-'.repeat(80);

/** Text that is the same on every system: line ends as LF, nothing around it. */
const plain = (/** @type {string} */ text) => text.replaceAll(/\r\n?/g, '\n').trim();

/** Code point order, which no locale changes. */
const inOrder = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The packages of which a file went into one of the bundles, and the sources of bundled data, sorted, each once.
 * @param {readonly import('esbuild').Metafile[]} metafiles of the builds
 * @param {string} folder that the paths in them are relative to
 * @returns {BundledPackage[]}
 * @throws when a package does not say its name, version or licence, or has no licence text
 */
export function bundledPackages(metafiles, folder) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((input) => PACKAGE_FOLDER.exec(input)?.[0] ?? []));
  const packages = new Map();
  for (const one of folders) {
    const read = readPackage(path.resolve(folder, one), 'package.json');
    packages.set(`${read.name}@${read.version}`, read);
  }
  const own = inputs.filter((input) => !PACKAGE_FOLDER.test(input)).map((input) => path.dirname(input));
  for (const one of new Set(own)) {
    if (!existsSync(path.resolve(folder, one, SOURCE_FILE))) continue;
    const read = readPackage(path.resolve(folder, one), SOURCE_FILE);
    packages.set(`${read.name}@${read.version}`, read);
  }
  return [...packages.values()].sort((a, b) => inOrder(a.name, b.name) || inOrder(a.version, b.version));
}

/**
 * @param {string} folder of an installed package, or of data
 * @param {string} manifest name of the file with its facts
 * @returns {BundledPackage}
 */
function readPackage(folder, manifest) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, manifest), 'utf8'));
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string')
    throw new Error(`${folder}: ${manifest} lacks a name, a version or a licence.`);
  const files = readdirSync(folder).filter((file) => LICENSE_FILE.test(file));
  const text = files
    .sort(inOrder)
    .map((file) => plain(readFileSync(path.join(folder, file), 'utf8')))
    .join('\n\n');
  if (text === '') throw new Error(`${folder}: there is no licence text. Such a package cannot be bundled.`);
  return { name, version, license, text };
}

/** The whole file. */
export function noticesText(/** @type {readonly BundledPackage[]} */ packages) {
  const head =
    'Third-party notices\n\n' +
    'Lockkeeper includes the packages and data listed here, each under its own licence.\n' +
    'This file is written by the build from what the bundles hold.\n';
  const entries = packages.map(
    ({ name, version, license, text }) => `${RULE}\n${name} ${version} (${license})\n${RULE}\n\n${text}\n`,
  );
  return [head, ...entries].join('\n');
}

/** Writes the file when it would say something else than it does; line ends that a checkout made are no difference. */
export function writeNotices(/** @type {string} */ file, /** @type {string} */ text) {
  let before;
  try {
    before = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    // There is none yet.
  }
  if (before !== text) writeFileSync(file, text);
}
