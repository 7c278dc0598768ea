// Drives VS Code's workbench in a page, the way a person would: keys, mouse, and what can be read on the screen.

const WAIT = { timeout: 30_000 };
/** For what is tried again. */
const AGAIN = { timeout: 8_000 };

/** Control, or Command on a Mac. */
const MOD = process.platform === 'darwin' ? 'Meta' : 'Control';

/** @param {import('playwright-core').Page} page */
export function workbench(page) {
  const editor = page.locator('.editor-group-container.active .monaco-editor[data-uri]');
  const problems = page.locator('.markers-panel');

  return {
    editor,
    problems,

    /** Waits until the workbench is drawn. */
    async ready() {
      await page.locator('.monaco-workbench .part.statusbar').waitFor(WAIT);
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor(WAIT);
    },

    /** Opens a file of the folder by name, through Quick Open, and waits for its text. */
    async open(/** @type {string} */ name) {
      await page.keyboard.press(`${MOD}+P`);
      const input = page.locator('.quick-input-widget input.input');
      await input.waitFor(WAIT);
      await input.fill(name);
      const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
      await row.waitFor(WAIT);
      await row.click();
      await page.locator('.tab.active', { hasText: name }).waitFor(WAIT);
      await editor.locator('.view-line').first().waitFor(WAIT);
    },

    /** Runs a command by the title it has in the palette. */
    async command(/** @type {string} */ title) {
      const input = page.locator('.quick-input-widget input.input');
      const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first();
      for (let attempt = 0; attempt < 5; attempt++) {
        await page.keyboard.press('F1');
        try {
          await input.waitFor(AGAIN);
          await input.fill(`>${title}`);
          await row.waitFor(AGAIN);
          await row.click(AGAIN);
          return;
        } catch {
          // The palette lists what could be run when it was opened: an editor that has just got the focus comes too late.
          await page.keyboard.press('Escape');
        }
      }
      throw new Error(`the palette has no command ${title}`);
    },

    /** Opens the Problems panel. */
    async showProblems() {
      if (!(await problems.isVisible())) await page.keyboard.press(`${MOD}+Shift+M`);
      await problems.waitFor(WAIT);
    },

    /** Shows only problems whose text holds this: the panel draws no more rows than it has room for. */
    async filterProblems(/** @type {string} */ text) {
      const input = page.locator('.part.panel .viewpane-filter input');
      await input.waitFor(WAIT);
      await input.fill(text);
    },

    /** The rows of findings in the Problems panel that hold a text. */
    problem: (/** @type {string | RegExp} */ text) =>
      problems.locator('.monaco-list-row', { has: page.locator('.marker-icon') }).filter({ hasText: text }),

    /** Brings a line into view and puts the cursor on it (one-based). */
    async goTo(/** @type {number} */ line, /** @type {number} */ column) {
      await editor.first().click({ position: { x: 200, y: 30 } });
      await page.keyboard.press(`${MOD}+G`);
      const input = page.locator('.quick-input-widget input.input');
      await input.waitFor(WAIT);
      await input.fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden', ...WAIT });
    },

    /** The piece of text of the active editor, as drawn. */
    text: (/** @type {string} */ text) => editor.locator('.view-line span span', { hasText: text }).first(),

    /** Rests the mouse on a piece of text until a hover shows; returns the hover. */
    async hover(/** @type {string} */ text) {
      const target = editor.locator('.view-line span span', { hasText: text }).first();
      await target.waitFor(WAIT);
      const shown = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
      for (let attempt = 0; attempt < 5; attempt++) {
        const box = await target.boundingBox();
        if (!box) continue;
        // A hover follows a move, so come from beside the text.
        await page.mouse.move(box.x + box.width / 2, box.y + box.height * 3);
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
        try {
          await shown.waitFor({ timeout: 5_000 });
          return page.locator('.monaco-hover:not(.hidden)').first();
        } catch {
          // The providers were not ready yet: move again.
        }
      }
      throw new Error(`no hover over ${text}`);
    },

    /**
     * Waits until VS Code has kept what is open, as a text says it. In the browser it does so every few seconds, once it is
     * idle, and what it has not kept is gone with the window.
     */
    async editorsKept(/** @type {RegExp} */ text) {
      for (let tries = 0; tries < 120; tries++) {
        if (text.test(await page.evaluate(keptEditors))) return;
        await page.waitForTimeout(500);
      }
      throw new Error(`VS Code keeps no editor with ${text}`);
    },

    /** Takes the last change of the active editor back. */
    async undo() {
      await editor.first().click({ position: { x: 200, y: 30 } });
      await page.keyboard.press(`${MOD}+Z`);
    },

    /** Opens the lightbulb's menu at the cursor; returns its entries. */
    async lightbulb() {
      const entries = page.locator('.action-widget .monaco-list-row.action');
      for (let attempt = 0; attempt < 5; attempt++) {
        await page.keyboard.press(`${MOD}+.`);
        try {
          // The first key may come before the editor has its focus; on a busy machine the answer takes long.
          await entries.first().waitFor({ timeout: 1_000 * 2 ** attempt });
          return entries;
        } catch {
          await page.keyboard.press('Escape');
        }
      }
      throw new Error('no lightbulb menu at the cursor');
    },
  };
}

/** In the page: what VS Code has kept of the open editors of a folder, as JSON; empty when nothing yet. */
async function keptEditors() {
  const answer = (/** @type {IDBRequest<any>} */ request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let kept = '';
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db-')) continue;
    const db = await answer(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const value = await answer(
        db.transaction(store).objectStore(store).get('memento/workbench.parts.editor'),
      );
      kept += value === undefined ? '' : JSON.stringify(value);
    }
    db.close();
  }
  return kept;
}
