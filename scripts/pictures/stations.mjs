// What the pictures show, each with the texts that can be read in it.

/**
 * `clip`: what of the window; `texts`: what must be told anew when the product says something else.
 * @typedef {{ clip: { x: number, y: number, width: number, height: number }, texts: Record<string, string[]> }} Shown
 * @typedef {{ name: string, take: () => Promise<Shown> }} Station
 */

/** The flow of the samples in the picture of the editor, and its step that shows a secret. */
export const LEAKING = {
  file: 'Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json',
  title: 'Notify warehouse of new order',
  step: 'Get_warehouse_key',
};
/** The flow whose graph and run history are shown. */
export const SHOWN = 'Onboardtradingpartner-8B8FA3D5-40DA-40FC-8177-AFB928131559.json';
/** The flow in whose text somebody moves, and where its inputs are offered: behind `before`. */
export const MOVING = {
  file: 'Createshippinglabel-11D62D06-8462-472F-8B00-2E221A1DCF2D.json',
  before: "@triggerBody()?['",
};
export const SOLUTION = 'ContosoOrderDesk';

const WAIT = { timeout: 60_000 };

/**
 * The stations in the order in which they are taken.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('../../test/vscode/ui/workbench.mjs').workbench>} ui
 * @param {(file: string, text: string) => { line: number, column: number }} find where a text stands in a file, one-based
 * @returns {Station[]}
 */
export function stations(page, ui, find) {
  const sidebar = page.locator('.part.sidebar');
  const row = (/** @type {string} */ label) =>
    sidebar.locator('.monaco-list-row', { has: page.locator('.label-name', { hasText: label }) }).first();
  const settled = () => page.waitForTimeout(1_500);

  async function boxOf(/** @type {import('playwright-core').Locator} */ part) {
    const box = await part.boundingBox();
    if (box === null) throw new Error('what the picture shows is gone');
    return box;
  }

  /** A row of a tree with what is below it. */
  async function unfold(/** @type {string} */ label) {
    await row(label).waitFor(WAIT);
    for (let tries = 0; tries < 5; tries++) {
      if ((await row(label).getAttribute('aria-expanded')) === 'true') return;
      await row(label).locator('.monaco-tl-twistie').click();
      await settled();
    }
    throw new Error(`the row ${label} does not unfold`);
  }

  /** Leaves of a view its title alone. */
  async function fold(/** @type {string} */ view) {
    const header = sidebar.locator('.pane-header', { hasText: view });
    await header.waitFor(WAIT);
    if ((await header.getAttribute('aria-expanded')) !== 'true') return;
    // By keys: a tooltip may lie over it.
    await header.focus();
    await page.keyboard.press('ArrowLeft');
  }

  /** The page in the webview whose body has this label on its list of steps. */
  async function stepsOf(/** @type {string} */ label) {
    for (let tries = 0; tries < 60; tries++) {
      for (const frame of page.frames()) {
        const steps = frame.locator(`[role="tree"][aria-label="${label}"] [role="treeitem"]`);
        const texts = await steps
          .evaluateAll((all) =>
            all.map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()),
          )
          .catch(() => []);
        if (texts.length > 0) return texts;
      }
      await page.waitForTimeout(500);
    }
    throw new Error(`no page with ${label}`);
  }

  /** A flow's text with a page of ours beside it, and nothing else. */
  async function beside(/** @type {string} */ command) {
    await page.keyboard.press('Escape');
    await ui.command('View: Close All Editors');
    if (await sidebar.isVisible()) await ui.command('View: Toggle Primary Side Bar Visibility');
    await ui.open(SHOWN);
    await ui.command(command);
    await page.locator('.editor-group-container').nth(1).waitFor(WAIT);
    await page.mouse.move(300, 740);
  }

  return [
    {
      name: 'editor',
      async take() {
        await page.locator('.activitybar [aria-label^="Lockkeeper"]').first().click();
        // Off the icon: what it is called would lie over the views.
        await page.mouse.move(700, 400);
        for (const other of ['Connections', 'Owners']) await fold(other);
        await unfold(SOLUTION);
        await unfold(LEAKING.title);
        await ui.open(LEAKING.file);
        const { line, column } = find(LEAKING.file, `"${LEAKING.step}": {`);
        await ui.goTo(line, column + 1);
        await ui.editor.locator('.squiggly-error').first().waitFor(WAIT);
        const fixes = (await (await ui.lightbulb()).allInnerTexts()).map((one) => one.trim());
        await page.mouse.move(700, 20);
        await settled();
        const rows = await sidebar.locator('.monaco-list-row .label-name').allInnerTexts();
        const size = page.viewportSize() ?? { width: 0, height: 0 };
        return { clip: { x: 0, y: 0, ...size }, texts: { fixes, rows } };
      },
    },
    {
      name: 'moving',
      async take() {
        await page.keyboard.press('Escape');
        await ui.command('View: Close All Editors');
        await ui.open(MOVING.file);
        await ui.command('Explorer: Focus on Outline View');
        await fold('order-desk');
        const outline = sidebar.locator('.outline-pane .monaco-list-row');
        const other = outline.filter({ hasText: 'JSON Language Features' });
        await other.waitFor(WAIT);
        await settled();
        await other.locator('.monaco-tl-twistie').click();
        const { line, column } = find(MOVING.file, MOVING.before);
        await ui.goTo(line, column + MOVING.before.length);
        // Right of all text, where nothing has a tooltip.
        await page.mouse.move(1_100, 600);
        const offers = page.locator('.suggest-widget.visible .monaco-list-row');
        for (let tries = 0; tries < 5 && !(await offers.first().isVisible()); tries++) {
          await page.keyboard.press('Control+Space');
          await settled();
        }
        const names = async (/** @type {import('playwright-core').Locator} */ rows) =>
          (await rows.locator('.label-name').allInnerTexts()).map((one) => one.trim());
        const texts = { inputs: await names(offers), rows: await names(outline) };
        const size = page.viewportSize() ?? { width: 0, height: 0 };
        return { clip: { x: 0, y: 0, ...size }, texts };
      },
    },
    {
      name: 'flow',
      async take() {
        await beside('Lockkeeper: Show Flow');
        const steps = await stepsOf('Steps');
        await settled();
        return { clip: await boxOf(page.locator('.part.editor')), texts: { steps } };
      },
    },
    {
      name: 'run',
      async take() {
        await beside('Lockkeeper: Preview Run History');
        const steps = await stepsOf('Steps in run order');
        await settled();
        return { clip: await boxOf(page.locator('.part.editor')), texts: { steps } };
      },
    },
  ];
}
