// The icon of the extension: client/media/icon.svg as the PNG that VS Code takes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../ensureInstalled.mjs';

/** What galleries of extensions show at its largest. */
const SIZE = 256;

/**
 * Draws it.
 * @param {(line: string) => void} log
 */
export async function drawIcon(log) {
  const { launchChromium } = await import('../../test/vscode/host/chromium.mjs');
  const svg = readFileSync(path.join(root, 'client/media/icon.svg'), 'utf8');
  const browser = await launchChromium(log);
  try {
    const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(path.join(root, 'client/media/icon.png'), png);
    log(`  icon.png (${Math.round(png.length / 1000)} kB)`);
  } finally {
    await browser.close();
  }
}
