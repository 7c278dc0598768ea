// Other projects of this repository read this file too, without the folder's own declarations of Markdown.
/// <reference path="../assets.d.ts" />
import * as registry from './pageRegistry.ts';

/** By rule: each page begins with the id as its heading, to which a meta test holds it. */
const pages = new Map(Object.values(registry).map((page) => [page.slice(2, page.indexOf('\n')), page]));

/**
 * The README.md of a rule; undefined for other ids. A quarter of the core is text that most calls never show, so in `dist/`
 * this module is a script of its own, loaded at the first call (`scripts/bundles.mjs`).
 */
export function pageOf(id: string): string | undefined {
  return pages.get(id);
}
