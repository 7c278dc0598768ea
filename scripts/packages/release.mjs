// What the tag of a release holds: the npm package unpacked, so that pre-commit installs it from git without building anything, and
// the action with its bundle, so that a runner starts it without installing anything.
import { SHIPPED } from '../bundles.mjs';
import { root } from '../ensureInstalled.mjs';
import { stageNpm } from './npm.mjs';
import { copyParts, inDist } from './stage.mjs';

const PARTS = ['CHANGELOG.md', 'action.yml', '.pre-commit-hooks.yaml', 'templates'];

/**
 * @param {string} built folder with dist/ and the notices
 * @param {string} stage empty folder
 * @param {any} manifest of the project
 * @param {string} repository its address, or nothing
 */
export function stageRelease(built, stage, manifest, repository) {
  stageNpm(built, stage, manifest, repository);
  copyParts(built, stage, inDist(SHIPPED.action));
  copyParts(root, stage, PARTS);
}
