// README and CHANGELOG as they stand in a package, where the files that they point to are not beside them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addressOf } from '../addresses.mjs';
import { root } from '../ensureInstalled.mjs';

/** `<picture>` with all in it, a picture alone in its line, or a link; code is passed over before. */
const PARTS =
  /^```[\s\S]*?^```$|`[^`\n]*`|<picture>[\s\S]*?<\/picture>\n*|!\[[^\]]*\]\([^)\s]+\)\n*|(\[((?:[^[\]]|`[^`]*`)+)\]\()([^)\s]+)\)/gm;

const isElsewhere = (/** @type {string} */ link) => /^(?:[a-z][a-z+.-]*:|#)/i.test(link);

/**
 * The text with absolute addresses; without a repository, with no pictures, and with plain words where a link would lead nowhere.
 * @param {string} text Markdown with addresses from the root of the repository on
 * @param {{ repository: string, version: string, packed: readonly string[] }} where `packed`: files of the package, which need no address
 * @returns {string}
 */
export function packedDocument(text, { repository, version, packed }) {
  const raw = (/** @type {string} */ file) => addressOf(repository, version, file, 'raw');
  return text.replace(PARTS, (part, before, label, link) => {
    if (part.startsWith('`')) return part;
    if (part.startsWith('<picture>') || part.startsWith('!')) {
      if (repository === '') return '';
      return part
        .replace(
          /(\b(?:src|srcset)=")([^"]+)"/g,
          (_, name, file) => `${name}${isElsewhere(file) ? file : raw(file)}"`,
        )
        .replace(
          /^(!\[[^\]]*\]\()([^)\s]+)\)/,
          (_, name, file) => `${name}${isElsewhere(file) ? file : raw(file)})`,
        );
    }
    const [file, place = ''] = link.split(/(?=#)/);
    if (isElsewhere(link) || packed.includes(file)) return part;
    if (repository === '') return label;
    return `${before}${addressOf(repository, version, file, 'blob')}${place})`;
  });
}

/**
 * Writes documents of the project into a package.
 * @param {string} stage
 * @param {readonly string[]} names
 * @param {{ repository: string, version: string, packed: readonly string[] }} where
 */
export function copyDocuments(stage, names, where) {
  for (const name of names)
    writeFileSync(path.join(stage, name), packedDocument(readFileSync(path.join(root, name), 'utf8'), where));
}
