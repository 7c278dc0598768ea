// The part of the walk that looks at the preview of a repair over several files: applied, undone, put away.

/** A secret of the samples, by the header that it stands in. */
const SECRET = 'Ocp-Apim-Subscription-Key';
const REPAIR = 'Read from secret environment variable';
/** What the repair changes, in the order of the preview. */
const FILES = ['environmentvariabledefinition.xml', 'Solution.xml', 'Checkcustomercredit'];

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('./workbench.mjs').workbench>} ui
 */
export function repairStations(page, ui) {
  const finding = ui.problem(SECRET).first();
  const preview = page.locator('.multiDiffEditor');
  const headers = preview.locator('.header .file-path .title');

  async function ask() {
    await finding.dblclick();
    await page.locator('.tab.active', { hasText: 'Checkcustomercredit' }).waitFor();
    const entries = await ui.lightbulb();
    await entries.filter({ hasText: REPAIR }).first().click();
    await headers.nth(1).waitFor();
  }

  return [
    {
      title: 'a repair over several files is shown before it is applied',
      name: '7-preview',
      async walk() {
        await ui.filterProblems(SECRET);
        await finding.waitFor();
        await ask();
        const shown = (await headers.allInnerTexts()).join('; ');
        if (!FILES.every((name) => shown.includes(name))) throw new Error(`it shows: ${shown}`);
        const tab = await page.locator('.tab.active').innerText();
        if (!tab.includes(`(${FILES.length} files)`)) throw new Error(`the tab says: ${tab}`);
      },
    },
    {
      title: 'its notification says what is left to do and applies it',
      name: '8-applied',
      async walk() {
        // In a driven VS Code notifications show themselves in their list only.
        await page.locator('#status\\.notifications').click();
        const notification = page.locator('.notifications-center .notification-list-item', {
          hasText: REPAIR,
        });
        await notification.locator('a', { hasText: 'Apply' }).click();
        await preview.waitFor({ state: 'detached' });
        await finding.waitFor({ state: 'detached' });
        // The new variable can be given another name at once.
        const name = page.locator('.monaco-editor.rename-box');
        await name.waitFor();
        await page.keyboard.press('Escape');
        await name.waitFor({ state: 'hidden' });
        await page.keyboard.press('Escape');
        await page.locator('.tab.active', { hasText: 'Checkcustomercredit' }).waitFor();
      },
    },
    {
      title: 'one undo takes it back',
      name: '9-undone',
      async walk() {
        await ui.undo();
        await finding.waitFor();
      },
    },
    {
      title: 'Escape puts the preview away and changes nothing',
      name: '10-cancelled',
      async walk() {
        await ask();
        await page.keyboard.press('Escape');
        await preview.waitFor({ state: 'detached' });
        await finding.waitFor();
      },
    },
  ];
}
