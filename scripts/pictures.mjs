// `npm run pictures`: draws the icon, and takes the pictures of the documents from the samples, in VS Code in the browser, light and dark, into docs/pictures/.
// Beside them it writes what can be read in them; test/meta/pictures.test.ts says when the product says something else by now.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, PlainError, root } from './ensureInstalled.mjs';
import { ensureFonts } from './pictures/fonts.mjs';
import { drawIcon } from './pictures/icon.mjs';
import { reduced } from './pictures/png.mjs';

const HELP = `npm run pictures [-- options]

  --only=NAME    take this one alone: icon, editor, moving, flow, run
  --no-build     of the extension as it is built
  --out=FOLDER   write them there (default: docs/pictures)
`;

const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern' };
const SIZE = { width: 1280, height: 760 };

/** What would only take room or differ from machine to machine. */
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'files.autoSave': 'off',
  'git.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.navigationControl.enabled': false,
  'workbench.reduceMotion': 'on',
};

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

try {
  await main();
} catch (error) {
  const plain = error instanceof PlainError || error.constructor.name === 'HostError';
  process.stderr.write(`${plain ? error.message : error.stack}\n`);
  process.exitCode = 1;
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      'no-build': { type: 'boolean' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return log(HELP);
  ensureInstalled(log);
  ensureFonts(log);
  if (values.only === undefined || values.only === 'icon') await drawIcon(log);
  if (values.only === 'icon') return;
  if (!values['no-build']) {
    const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new PlainError('The build failed; what it said stands above.');
  }
  const { installHost } = await import('../test/vscode/host/install.mjs');
  await installHost(log);
  const out = path.resolve(root, values.out ?? 'docs/pictures');
  mkdirSync(out, { recursive: true });
  const texts = path.join(out, 'texts.json');
  /** @type {Map<string, unknown>} */
  const recorded = new Map(values.only ? Object.entries(JSON.parse(readFileSync(texts, 'utf8'))) : []);
  for (const [theme, title] of Object.entries(THEMES))
    for (const [name, shown] of await take(theme, title, out, values.only)) {
      // What stands in a picture does not depend on its colours.
      if (theme === 'dark' && JSON.stringify(recorded.get(name)) !== JSON.stringify(shown))
        throw new PlainError(
          `The picture '${name}' says something else in the dark: ${JSON.stringify(shown)}`,
        );
      recorded.set(name, shown);
    }
  writeFileSync(texts, `${JSON.stringify(Object.fromEntries(recorded), undefined, 2)}\n`);
  log(`Pictures and texts: ${path.relative(process.cwd(), out)}`);
}

/** The pictures in one theme; gives the texts of each. */
async function take(
  /** @type {string} */ theme,
  /** @type {string} */ colours,
  /** @type {string} */ out,
  /** @type {string | undefined} */ only,
) {
  const { launchChromium, newPage } = await import('../test/vscode/host/chromium.mjs');
  const { pageAddress, startServer } = await import('../test/vscode/host/server.mjs');
  const { workbench } = await import('../test/vscode/ui/workbench.mjs');
  const { stations } = await import('./pictures/stations.mjs');
  const scratch = mkdtempSync(path.join(tmpdir(), 'lockkeeper-pictures-'));
  const folder = path.join(scratch, 'order-desk');
  cpSync(path.join(root, 'samples'), folder, { recursive: true });
  /** @type {[string, unknown][]} */
  const recorded = [];
  let server;
  let browser;
  try {
    const settings = { ...SETTINGS, 'workbench.colorTheme': colours };
    server = await startServer({ dataFolder: path.join(scratch, 'data'), settings });
    browser = await launchChromium(log);
    const page = await newPage(browser, { viewport: SIZE });
    await page.goto(pageAddress(server.port, { folder, extension: root }));
    const ui = workbench(page);
    await ui.ready();
    await page.locator('.activitybar [aria-label^="Lockkeeper"]').first().waitFor({ timeout: 60_000 });
    for (const { name, take: station } of stations(page, ui, (file, text) => placeOf(folder, file, text))) {
      if (only !== undefined && only !== name) continue;
      let shown;
      try {
        shown = await station();
      } catch (error) {
        const failed = path.join(root, '.scratch', `picture-${name}-${theme}-failed.png`);
        await page.screenshot({ path: failed });
        throw new PlainError(
          `The picture '${name}' was not taken: ${error.message.split('\n')[0]}\nWhat the screen showed: ${failed}`,
        );
      }
      const png = reduced(await page.screenshot({ clip: shown.clip, animations: 'disabled' }));
      writeFileSync(path.join(out, `${name}-${theme}.png`), png);
      log(`  ${name}-${theme}.png (${Math.round(png.length / 1000)} kB)`);
      recorded.push([name, shown.texts]);
    }
  } finally {
    await browser?.close();
    await server?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
  return recorded;
}

/** Where a text stands in a file of a folder, one-based. */
function placeOf(/** @type {string} */ folder, /** @type {string} */ name, /** @type {string} */ wanted) {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (one) => path.basename(one) === name,
  );
  if (found === undefined) throw new Error(`the samples hold no ${name}`);
  const text = readFileSync(path.join(folder, found), 'utf8');
  const at = text.indexOf(wanted);
  if (at < 0) throw new Error(`${name} holds no ${wanted}`);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
