// The texts of the client that a translation is made of: l10n/bundle.l10n.json. `npm run generate` writes it, a test says when it is
// out of date. Texts of the manifest stand in package.nls.json, and are written by hand.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './ensureInstalled.mjs';

export const BUNDLE = 'l10n/bundle.l10n.json';
const SOURCES = 'client/src';
const OWN_MODULE = /(?<=import \* as l10n )from '[./]+l10n\/index\.ts'/;

/** Sources of the client, relative to the repository, sorted; no tests. */
export function clientSources() {
  return readdirSync(path.join(root, SOURCES), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => path.posix.join(SOURCES, name.replaceAll(path.sep, '/')))
    .sort();
}

/** Every text that the client passes to `l10n.t`, as the text of the bundle. */
export async function bundleText() {
  const { getL10nJson } = await import('@vscode/l10n-dev');
  const files = clientSources().map((file) => ({
    extension: '.ts',
    // The tool looks for what comes from VS Code's own modules; ours has the same form.
    contents: readFileSync(path.join(root, file), 'utf8').replace(OWN_MODULE, "from '@vscode/l10n'"),
  }));
  const texts = Object.entries(await getL10nJson(files)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`;
}
