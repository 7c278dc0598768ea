// What the tag of a release holds: the npm package unpacked, so that pre-commit installs it from git without building anything.
import { root } from '../ensureInstalled.mjs';
import { stageNpm } from './npm.mjs';
import { copyParts } from './stage.mjs';

const PARTS = ['CHANGELOG.md', '.pre-commit-hooks.yaml'];

/**
 * @param {string} built folder with dist/ and the notices
 * @param {string} stage empty folder
 * @param {any} manifest of the project
 */
export function stageRelease(built, stage, manifest) {
  stageNpm(built, stage, manifest);
  copyParts(root, stage, PARTS);
}
