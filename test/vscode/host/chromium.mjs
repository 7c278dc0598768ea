// Finds Chromium, installs Debian's where that is possible, and starts it for Playwright.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { installPackages } from '../../../scripts/debianPackages.mjs';
import { HostError } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const FIXED = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

function isExecutable(/** @type {string} */ file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Path of a Chromium or Chrome, looked for in LOCKKEEPER_CHROMIUM, on PATH and in the usual places.
 * @returns {string | undefined}
 */
function findChromium() {
  const asked = process.env.LOCKKEEPER_CHROMIUM;
  if (asked) {
    if (!isExecutable(asked)) throw new HostError(`LOCKKEEPER_CHROMIUM names ${asked}, which cannot be run.`);
    return asked;
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...FIXED].find(isExecutable);
}

/**
 * Path of Chromium; as root on Debian it is installed when absent.
 * @param {(line: string) => void} log
 * @throws {HostError} when there is none and it cannot be installed
 */
export function ensureChromium(log) {
  const found = findChromium();
  if (found) return found;
  const reason = installPackages(PACKAGES, {
    onStart: () => log('Installing Chromium from the Debian packages: once, a minute or two.'),
  });
  const installed = findChromium();
  if (installed) return installed;
  throw new HostError(
    `Chromium is missing (${reason ?? 'it was installed, and is not found'}): ` +
      'install it, or set LOCKKEEPER_CHROMIUM to the path of a Chromium or Chrome.',
  );
}

/** A page of VS Code loads slowly beside other tests, and its tests have a limit of their own. */
const PAGE_DEADLINE_MS = 120_000;

/**
 * A page of a Chromium, which waits longer than usual for what it loads.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} options
 */
export async function newPage(browser, options) {
  const page = await browser.newPage(options);
  page.setDefaultNavigationTimeout(PAGE_DEADLINE_MS);
  page.setDefaultTimeout(PAGE_DEADLINE_MS / 2);
  return page;
}

/** Style for pictures of a page of `newUndrawnPage`. */
export const DRAWN = 'html { opacity: 1 !important }';

/**
 * A page in which all has its place and can be clicked, and nothing is drawn: drawing is a third of what such a run costs.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} options
 */
export async function newUndrawnPage(browser, options) {
  const page = await newPage(browser, options);
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html { opacity: 0 }');
    document.adoptedStyleSheets.push(sheet);
  });
  return page;
}

/**
 * Starts a headless Chromium.
 * @param {(line: string) => void} log
 */
export async function launchChromium(log) {
  return await chromium.launch({ executablePath: ensureChromium(log), args: ARGUMENTS, headless: true });
}
