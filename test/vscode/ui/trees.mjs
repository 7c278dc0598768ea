// The part of the walk that looks at the trees of the activity bar: by mouse, by keyboard, in light and dark.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DRAWN } from '../host/chromium.mjs';
import { scratchFolder } from '../host/paths.mjs';

const SOLUTION = 'ContosoOrderDesk';
const VIEWS = ['Checklist', 'Connections', 'Owners'];

/** Pictures of the views: more than one a station. */
const pictures = path.join(scratchFolder, 'trees');

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('./workbench.mjs').workbench>} ui
 */
export function treeStations(page, ui) {
  const sidebar = page.locator('.part.sidebar');
  const header = (/** @type {string} */ name) => sidebar.locator('.pane-header', { hasText: name });
  const rows = sidebar.locator('.monaco-list-row');
  /** A row by its label: what a screen reader says begins with it. */
  const row = (/** @type {string} */ label) =>
    sidebar.locator(`.monaco-list-row[aria-label^="${label}"]`).first();
  const focused = sidebar.locator('.monaco-list:focus-within .monaco-list-row.focused');

  const spoken = async () => (await focused.getAttribute('aria-label', { timeout: 5_000 })) ?? '';

  /**
   * Presses a key until the focus is on a row; from the end of the tree where the key leads no further. A tree that is drawn
   * again meanwhile may put the row behind the focus: then another walk finds it.
   */
  async function moveTo(
    /** @type {string} */ label,
    /** @type {'ArrowDown' | 'ArrowUp'} */ key = 'ArrowDown',
  ) {
    const deadline = Date.now() + 30_000;
    for (let before = ''; Date.now() < deadline; ) {
      if ((await spoken()).startsWith(label)) return;
      const index = (await focused.getAttribute('data-index', { timeout: 5_000 })) ?? '';
      await page.keyboard.press(index === before ? (key === 'ArrowDown' ? 'Home' : 'End') : key);
      before = index;
      await page.waitForTimeout(80);
    }
    throw new Error(`the focus is on: ${await spoken()}`);
  }

  /** Shows one view alone. */
  async function alone(/** @type {string} */ name) {
    for (const one of VIEWS) {
      const isOpen = (await header(one).getAttribute('aria-expanded')) === 'true';
      if (isOpen !== (one === name)) await header(one).click({ position: { x: 60, y: 10 } });
    }
    await page.mouse.move(900, 500);
  }

  async function pictureOf(/** @type {string} */ name, /** @type {string} */ theme) {
    await page.waitForTimeout(300);
    const file = `${name.toLowerCase().replaceAll(' ', '-')}-${theme}.png`;
    const box = await sidebar.boundingBox();
    if (box === null) throw new Error('the sidebar is gone');
    // The rows, not the room below them.
    const clip = { ...box, height: Math.min(box.height, 620) };
    await page.screenshot({ path: path.join(pictures, file), clip, animations: 'disabled', style: DRAWN });
  }

  /** Makes the side bar wider by its edge. */
  async function widen(/** @type {number} */ pixels) {
    const box = await sidebar.boundingBox();
    if (box === null) throw new Error('the sidebar is gone');
    const edge = box.x + box.width;
    await page.mouse.move(edge, 450);
    await page.mouse.down();
    await page.mouse.move(edge + pixels, 450, { steps: 5 });
    await page.mouse.up();
  }

  /** Opens rows one below the other, by keyboard. */
  async function openRows(/** @type {string} */ view, /** @type {string[]} */ labels) {
    await ui.command(`Lockkeeper: Focus on ${view} View`);
    await sidebar.locator('.monaco-list:focus-within').first().waitFor();
    await page.keyboard.press('Home');
    await focused.waitFor();
    for (const label of labels) {
      await moveTo(label);
      if ((await focused.getAttribute('aria-expanded')) === 'true') continue;
      await page.keyboard.press('ArrowRight');
      // The rows below are asked for when it is open; `moveTo` waits for the one it looks for.
      await sidebar.locator('.monaco-list-row.focused[aria-expanded="true"]').first().waitFor();
    }
  }

  return [
    {
      title: 'the activity bar opens the views by mouse',
      name: '11-views',
      async walk() {
        mkdirSync(pictures, { recursive: true });
        await page.locator('.activitybar [aria-label^="Lockkeeper"]').first().click();
        for (const name of VIEWS) await header(name).waitFor();
        await row(SOLUTION).waitFor();
      },
    },
    {
      title: 'the badge counts the errors',
      name: '12-badge',
      async walk() {
        const badge = page.locator('.activitybar .action-item', {
          has: page.locator('[aria-label^="Lockkeeper"]'),
        });
        const number = Number(await badge.locator('.badge-content').first().innerText());
        if (!(number > 10)) throw new Error(`the badge says ${number}`);
      },
    },
    {
      title: 'a tree opens by keyboard down to a step, and Enter shows it',
      name: '13-keyboard',
      async walk() {
        await openRows('Connections', [
          SOLUTION,
          'Azure Key Vault',
          'Order desk vault',
          'Dispatch paid order',
        ]);
        await moveTo('Get warehouse key');
        await page.keyboard.press('Enter');
        await page.locator('.tab.active', { hasText: 'Dispatchpaidorder' }).waitFor();
        await ui.editor.locator('.view-line', { hasText: 'Get_warehouse_key' }).first().waitFor();
        // The keys stay with the tree.
        await focused.waitFor();
      },
    },
    {
      title: 'a row has its menu by keyboard',
      name: '14-menu',
      async walk() {
        await moveTo('Order desk vault', 'ArrowUp');
        await page.keyboard.press('Shift+F10');
        const menu = page.locator('.monaco-menu .action-item', { hasText: 'Find All Uses' });
        await menu.waitFor();
        await page.keyboard.press('Escape');
      },
    },
    {
      title: 'what is open stays open when all flows are checked again',
      name: '15-refreshed',
      async walk() {
        await ui.command('Lockkeeper: Check All Flows Again');
        await page.waitForTimeout(3000);
        await row('Get warehouse key').waitFor();
      },
    },
    {
      title: 'the views in light and dark',
      name: '16-themes',
      async walk() {
        await widen(140);
        for (const theme of ['light', 'dark']) {
          if (theme === 'dark') await ui.command('Preferences: Toggle between Light/Dark Themes');
          if (theme === 'light') {
            await openRows('Owners', ['svc-orders@contoso.example', 'Owner']);
            await openRows('Checklist', [SOLUTION, 'Onboard trading partner', 'Secured inputs']);
          }
          for (const name of VIEWS) {
            await alone(name);
            await rows.first().waitFor();
            await pictureOf(name, theme);
          }
        }
        await ui.command('Preferences: Toggle between Light/Dark Themes');
      },
    },
  ];
}
