// Where Lockkeeper is published. The one place that says so: manifests, links and pictures of the packages follow (scripts/packages/).

/**
 * Address of the repository on GitHub, such as 'https://github.com/owner/lockkeeper'. Empty until there is one: then packages name none,
 * and their documents have no pictures and no links to files that are not in the package.
 */
export const REPOSITORY = '';

/**
 * @typedef {object} Addresses
 * @property {{ type: 'git', url: string }} repository
 * @property {string} homepage
 * @property {{ url: string }} bugs
 */

/**
 * What the manifest of a package says of them; nothing without a repository.
 * @param {string} [repository]
 * @returns {Addresses | Record<string, never>}
 */
export function addressesOf(repository = REPOSITORY) {
  if (repository === '') return {};
  return {
    repository: { type: 'git', url: `${repository}.git` },
    homepage: `${repository}#readme`,
    bugs: { url: `${repository}/issues` },
  };
}

/**
 * Address of a file as of a version: release/<version> is the tag of its sources.
 * @param {string} repository
 * @param {string} version
 * @param {string} file from the root of the repository on
 * @param {'blob' | 'raw'} form a page about it, or the file itself
 */
export const addressOf = (repository, version, file, form) =>
  `${repository}/${form}/release/${version}/${file}`;
