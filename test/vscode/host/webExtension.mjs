// Serves a built extension over HTTP, the way web editors load one, and tells the workbench's page to load it.
// The `payload` of the page's address cannot do that: an extension loaded through the remote may start no workers.
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** What a web editor loads of the built extension. */
const PARTS = [
  ...['dist', 'package.nls.json', 'l10n', 'schemas', 'snippets', 'client/media'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
];

/**
 * Copies the built extension for the web worker host: its manifest has no `main`, so no other host can take it.
 * @param {string} extension
 * @param {string} folder where to
 * @param {string} suite bundle; a suite runs in the extension's host only from inside the extension
 */
export function copyForWeb(extension, folder, suite) {
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) {
    const from = path.join(extension, part);
    if (existsSync(from)) cpSync(from, path.join(folder, part), { recursive: true });
  }
  cpSync(suite, path.join(folder, 'suite.js'));
  const { main: _main, ...manifest } = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  return { folder, suite: 'suite.js' };
}

/**
 * Serves a folder's files to the workbench, on this machine only.
 * @param {string} folder absolute
 */
export async function serveFolder(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    const isFile = file.startsWith(folder + path.sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'text/plain');
    if (!isFile) return void response.writeHead(404).end();
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    // By name: the policy of the worker host allows `http://localhost`, not the address.
    authority: `localhost:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Makes the workbench's page load a web extension under development and run a suite in it.
 * The page's own policy lets it read from nowhere but itself, so its context must bypass it (`bypassCSP`).
 * @param {import('playwright-core').Page} page not yet at the workbench
 * @param {string} authority where the extension is served, at the root
 * @param {string} suite path of the suite below the extension
 */
export async function developWebExtension(page, authority, suite) {
  const at = (/** @type {string} */ file) => ({ scheme: 'http', authority, path: file });
  const options = { extensions: [at('/')], extensionTestsPath: at(`/${suite}`) };
  await page.addInitScript((added) => {
    document.addEventListener('readystatechange', () => {
      // Parsed, and the workbench's deferred scripts have not run yet.
      if (document.readyState !== 'interactive' || window !== window.top) return;
      const meta = document.getElementById('vscode-workbench-web-configuration');
      if (!meta)
        return console.error("the workbench's page keeps its configuration elsewhere than it used to");
      const settings = JSON.parse(meta.getAttribute('data-settings') ?? '{}');
      settings.developmentOptions = { ...settings.developmentOptions, ...added };
      meta.setAttribute('data-settings', JSON.stringify(settings));
    });
  }, options);
}
