// The part of the walk that looks at the preview of a repair over several files, and of a rename: applied, undone, put away.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A secret of the samples, by the header that it stands in. */
const SECRET = 'Ocp-Apim-Subscription-Key';
const REPAIR = /Read "[^"]+" from a new secret variable/;
/** What the repair changes, in the order of the preview. */
const FILES = ['environmentvariabledefinition.xml', 'Solution.xml', 'Checkcustomercredit'];

const FLOW = 'Checkcustomercredit-C96D6C13-5B6A-47AA-8CFF-AF1CA4F4D109.json';
/** Another flow with the same secret, whose name would be a link that runs a command. */
const NEIGHBOUR = 'Neighbour-0A1B2C3D-1111-2222-3333-444455556666.json';
const HOSTILE = '[Apply](command:workbench.action.closeWindow)';
const PLAIN = '[Apply] (command:workbench.action.closeWindow)';

/** A flow, and the one that calls it with an input that is renamed. */
const CHILD = 'Createshippinglabel-11D62D06-8462-472F-8B00-2E221A1DCF2D.json';
const PARENT = 'Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';
const KEY = '"text_1"';
const NEW_KEY = '"ship_to"';

/** The neighbour's files, made of the flow as it is before the walk; `add` puts them there. */
function neighbour(/** @type {string} */ workspace) {
  const folder = path.join(workspace, 'src/Workflows');
  const read = (/** @type {string} */ name) => readFileSync(path.join(folder, name), 'utf8');
  const about = read(`${FLOW}.data.xml`)
    .replaceAll(/c96d6c13-5b6a-47aa-8cff-af1ca4f4d109/gi, '0a1b2c3d-1111-2222-3333-444455556666')
    .replaceAll('Check customer credit', HOSTILE);
  const files = { [`${NEIGHBOUR}.data.xml`]: about, [NEIGHBOUR]: read(FLOW) };
  return {
    add() {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    },
  };
}

async function until(/** @type {() => boolean} */ isSo) {
  for (let tries = 0; tries < 100; tries++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the files are not as they should be');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('./workbench.mjs').workbench>} ui
 * @param {string} workspace the folder that is open
 */
export function repairStations(page, ui, workspace) {
  const hostile = neighbour(workspace);
  const finding = ui.problem(SECRET).first();
  const preview = page.locator('.multiDiffEditor');
  const headers = preview.locator('.header .file-path .title');
  /** Those that are drawn: a long change leaves the next file out of sight. */
  const inSight = preview.locator('.header .file-path .title:visible');

  async function ask(/** @type {RegExp} */ title = REPAIR) {
    await finding.dblclick();
    await page.locator('.tab.active', { hasText: 'Checkcustomercredit' }).waitFor();
    // On a busy machine the list is drawn anew under the mouse, and the click goes nowhere.
    for (let tries = 1; ; tries++) {
      const entries = await ui.lightbulb();
      await entries.filter({ hasText: title }).first().click();
      const shown = inSight.first().waitFor({ timeout: tries < 3 ? 10_000 : 30_000 });
      if (tries === 3) return await shown;
      if (
        await shown.then(
          () => true,
          () => false,
        )
      )
        return;
      await page.keyboard.press('Escape');
    }
  }

  /** In a driven VS Code notifications show themselves in their list only. */
  async function notification(/** @type {string | RegExp} */ text) {
    const list = page.locator('.notifications-center');
    if (!(await list.isVisible())) await page.locator('#status\\.notifications').click();
    // Away from the bell: its tooltip would lie over the buttons.
    await page.mouse.move(500, 300);
    const shown = list.locator('.notification-list-item', { hasText: text });
    await shown.first().waitFor();
    return shown;
  }

  const repairs = [
    {
      title: 'a repair over several files is shown before it is applied',
      name: '7-preview',
      async walk() {
        await ui.filterProblems(SECRET);
        await finding.waitFor();
        await ask();
        await inSight.nth(FILES.length - 1).waitFor();
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
        const shown = await notification(REPAIR);
        await shown.locator('.monaco-button', { hasText: 'Apply' }).click();
        await preview.waitFor({ state: 'detached' });
        await finding.waitFor({ state: 'detached' });
        // The new variable can be given another name at once.
        const name = page.locator('.monaco-editor.rename-box');
        await name.waitFor();
        // It is drawn before it takes keys: one that came too early is pressed again.
        for (let attempt = 0; attempt < 5 && (await name.isVisible()); attempt++) {
          await name.locator('input').press('Escape');
          await name.waitFor({ state: 'hidden', timeout: 5_000 }).catch(() => {});
        }
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

  const texts = () =>
    [CHILD, PARENT].map((name) => readFileSync(path.join(workspace, 'src/Workflows', name), 'utf8'));
  /** One-based. */
  const placeOf = (/** @type {string} */ text, /** @type {string} */ needle) => {
    const before = text.slice(0, text.indexOf(needle)).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 3 };
  };

  const renames = [
    {
      title: 'the rename of an input shows the flow that calls it as well',
      name: '10-rename',
      async walk() {
        await ui.open(CHILD);
        const { line, column } = placeOf(texts()[0] ?? '', KEY);
        await ui.goTo(line, column);
        const box = page.locator('.monaco-editor.rename-box');
        await page.keyboard.press('F2');
        await box.waitFor();
        await box.locator('input').fill(NEW_KEY.slice(1, -1));
        await page.keyboard.press('Enter');
        await headers.filter({ hasText: CHILD }).first().waitFor();
        const tab = await page.locator('.tab.active').innerText();
        if (!tab.includes('(2 files)')) throw new Error(`the tab says: ${tab}`);
        // VS Code's own preview, with boxes to tick, is not there.
        if ((await page.locator('.bulk-edit-panel').count()) > 0) throw new Error('there are boxes to tick');
      },
    },
    {
      title: 'Apply changes both, in the editor and on disk',
      name: '10-renamed',
      async walk() {
        await page.locator('.editor-actions a[aria-label^="Apply Previewed Changes"]').first().click();
        await preview.waitFor({ state: 'detached' });
        await page.locator('.tab.active', { hasText: CHILD }).waitFor();
        await ui.text(NEW_KEY).waitFor();
        await until(() => texts().every((text) => text.includes(NEW_KEY) && !text.includes(KEY)));
      },
    },
    {
      title: 'one undo takes the rename back',
      name: '10-rename-undone',
      async walk() {
        await ui.undo();
        await ui.text(KEY).waitFor();
        await page.keyboard.press('ControlOrMeta+S');
        await ui.open(PARENT);
        await page.keyboard.press('ControlOrMeta+S');
        await until(() => texts().every((text) => text.includes(KEY) && !text.includes(NEW_KEY)));
      },
    },
  ];

  /** Last: the flow that they add stays. */
  const withNeighbour = [
    {
      title: 'the name of a flow is plain text in the notification, and Apply its primary button',
      name: '26-hostile-name',
      async walk() {
        hostile.add();
        // Of the previews before: VS Code scrolls among many, and a button may be out of sight.
        await ui.command('Notifications: Clear All Notifications');
        await ui.showProblems();
        await ui.filterProblems(SECRET);
        await ui.problem(SECRET).nth(1).waitFor();
        await ask(/in both flows|in \d+ flows/);
        const shown = await notification(PLAIN);
        const links = await shown.locator('a[href], .notification-list-item-message a').count();
        if (links > 0) throw new Error(`its text holds ${links} links`);
        const text = (await shown.innerText()).replaceAll(/\s+/g, ' ');
        if (text.includes('](')) throw new Error(`it says: ${text}`);
        const buttons = await shown.locator('.monaco-button:not(.secondary)').allInnerTexts();
        const primary = buttons.map((one) => one.trim()).filter((one) => one !== '');
        if (primary.join() !== 'Apply') throw new Error(`its primary buttons: ${primary.join()}`);
      },
    },
    {
      title: 'Cancel puts the preview away',
      name: '27-cancelled-by-button',
      async walk() {
        const shown = await notification(PLAIN);
        await shown.locator('.monaco-button.secondary', { hasText: 'Cancel' }).click();
        await preview.waitFor({ state: 'detached' });
        await finding.waitFor();
      },
    },
  ];
  return { repairs: [...repairs, ...renames], withNeighbour };
}
