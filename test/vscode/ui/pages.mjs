// The part of the walk that looks at the pages of a flow beside its text: by mouse, by keyboard, and for those who do not see them well.
import { alike, nameless, pale, shownPage, tabOrder } from './access.mjs';

const FLOW = 'SyncorderstoERP';
const PICTURE = '.lk .step';
const PREVIEW = '#page .row';
const OVERVIEW = '#page > section';
const SOLUTION = 'ContosoOrderDesk';

/** VS Code starts its extensions anew. */
const RELOAD_MS = 120_000;

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('./workbench.mjs').workbench>} ui
 */
export function pageStations(page, ui) {
  const text = page.locator(`.monaco-editor[data-uri*="${FLOW}"]`).first();

  /** Waits until the cursor stands in the line of a step's name. */
  async function cursorAt(/** @type {string} */ step) {
    const line = text.locator('.view-line', { hasText: new RegExp(`"${step}":\\s*\\{`) }).first();
    const active = text.locator('.active-line-number').first();
    for (let tries = 0; tries < 100; tries++) {
      const [a, b] = [
        await line.boundingBox({ timeout: 10_000 }),
        await active.boundingBox({ timeout: 10_000 }),
      ];
      if (a !== null && b !== null && Math.abs(a.y - b.y) < 3) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`the cursor is in line ${await active.innerText()}`);
  }

  /** What everybody needs of a page whose first part has the focus. */
  async function accessible(
    /** @type {import('playwright-core').Frame} */ frame,
    /** @type {RegExp[]} */ stops,
  ) {
    const wrong = [...(await nameless(frame)), ...(await pale(frame))];
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    await frame.locator('button').first().focus();
    // A focus that no key has set is not shown.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    const order = await tabOrder(page, frame, 30);
    const names = order.map(({ name }) => name).join('; ');
    const unseen = order.filter(({ isSeen }) => !isSeen).map(({ name }) => name);
    if (unseen.length > 0) throw new Error(`the focus is not to be seen on: ${unseen.join('; ')}`);
    let at = -1;
    for (const stop of stops) {
      const next = order.findIndex(({ name }, index) => index > at && stop.test(name));
      if (next < 0) throw new Error(`Tab leads to ${names}, not to ${stop}`);
      at = next;
    }
  }

  /** Looks at a page as it is where the system decides on colours. */
  async function inForcedColours(/** @type {() => Promise<void>} */ look) {
    await page.emulateMedia({ forcedColors: 'active' });
    try {
      await look();
    } finally {
      await page.emulateMedia({ forcedColors: 'none' });
    }
  }

  /** What tells different things looks different there. */
  async function distinct(
    /** @type {import('playwright-core').Frame} */ frame,
    /** @type {readonly (readonly [string, string])[]} */ pairs,
  ) {
    const wrong = [...(await alike(frame, pairs)), ...(await pale(frame))];
    if (wrong.length > 0) throw new Error(wrong.join('; '));
  }

  async function closeAll() {
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('ControlOrMeta+W');
  }

  const pages = [
    {
      title: 'a click in the picture of a flow leads to the step in its JSON',
      name: '19-picture',
      async walk() {
        await ui.open(FLOW);
        await ui.command('Lockkeeper: Show Flow');
        const frame = await shownPage(page, PICTURE);
        await frame.locator(PICTURE, { hasText: 'List paid orders' }).first().click();
        await cursorAt('List_paid_orders');
      },
    },
    {
      title: 'its list is walked by keyboard, and the cursor in the JSON marks the step',
      name: '20-marked',
      async walk() {
        const frame = await shownPage(page, PICTURE);
        await frame.locator('[role="treeitem"][tabindex="0"]').focus();
        await page.keyboard.press('Home');
        await page.keyboard.type('acc');
        await page.keyboard.press('Enter');
        await cursorAt('Access_token');
        // The line above belongs to the step before.
        await page.keyboard.press('ArrowUp');
        await frame.locator('.marked', { hasText: 'Get token' }).waitFor();
      },
    },
    {
      title: 'a container folds by keyboard, in the list and in the picture, which zooms by the wheel',
      name: '21-folded',
      async walk() {
        const frame = await shownPage(page, PICTURE);
        const inner = frame.locator(PICTURE, { hasText: 'Send order to ERP' });
        // The cursor in the JSON marks its step a moment later, and the letters would go on from there.
        const loop = frame.locator('[role="treeitem"]:focus', { hasText: 'Apply to each order' });
        for (let tries = 0; tries < 5 && !(await loop.isVisible()); tries++) {
          await frame.locator('[role="treeitem"][tabindex="0"]').focus();
          await page.keyboard.type('app');
          await loop.waitFor({ timeout: 2000 }).catch(() => {});
        }
        await page.keyboard.press('ArrowLeft');
        await frame.locator('[role="treeitem"][aria-expanded="false"]:focus').waitFor();
        await inner.waitFor({ state: 'detached' });
        await page.keyboard.press('ArrowRight');
        await inner.waitFor();
        // And the wheel zooms: stretched first, drawn anew then.
        // At its right edge: in a narrow page the list lies over the rest while it has the focus.
        const width = await frame.locator('.picture').evaluate((one) => one.clientWidth);
        await frame.locator('.picture').hover({ position: { x: width - 20, y: 40 } });
        await page.keyboard.down('Control');
        await page.mouse.wheel(0, -90);
        await page.keyboard.up('Control');
        await frame.waitForFunction(() => {
          const svg = document.querySelector('svg.lk');
          const box = svg?.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
          return Number(svg?.getAttribute('width')) > 1.2 * (box[2] ?? 0);
        });
        await frame.locator('.picture').focus();
        await page.keyboard.press('0');
      },
    },
    {
      title: 'the picture has names, an order for Tab and colours that can be read',
      name: '22-picture-for-all',
      async walk() {
        const stops = [/^button: Preview/, /^button: Fit/, /^treeitem: .*loop/, /^img: A flow of 5 steps/];
        await accessible(await shownPage(page, PICTURE), stops);
      },
    },
    {
      title: 'in colours of the system its marks and the way of a secret are to be seen',
      name: '23-picture-forced',
      async walk() {
        const frame = await shownPage(page, PICTURE);
        await frame.locator('.bar select').last().selectOption({ index: 1 });
        await frame.locator('.lk .way').first().waitFor();
        await inForcedColours(() =>
          distinct(frame, [
            ['.lk .marked > .card', '.lk .step:not(.marked) > .card'],
            ['.lk .way', '.lk .edge'],
            ['.lk .number', '.lk .step > .card'],
            ['.row[aria-selected="true"]', '.row[aria-selected="false"]'],
          ]),
        );
      },
    },
    {
      title: 'it leads to the preview of the run history, and that to the JSON',
      name: '24-preview',
      async walk() {
        const picture = await shownPage(page, PICTURE);
        await picture.locator(PICTURE, { hasText: 'Get token' }).first().click();
        await picture.locator('button', { hasText: 'Preview Run History' }).click();
        const frame = await shownPage(page, PREVIEW);
        await frame.locator('[role="treeitem"][aria-selected="true"]', { hasText: 'Get token' }).waitFor();
        await frame.locator(PREVIEW, { hasText: 'List paid orders' }).click();
        await frame.locator('button', { hasText: 'Open definition' }).click();
        await cursorAt('List_paid_orders');
      },
    },
    {
      title: 'a repair is chosen in the preview, compared and applied',
      name: '25-repaired',
      async walk() {
        const frame = await shownPage(page, PREVIEW);
        await frame.locator('select[aria-label="Repair to compare with"]').selectOption({ index: 1 });
        await frame.locator('[role="status"]', { hasText: /\d steps? differ/ }).waitFor();
        const stops = [/^select: Repair/, /^button: Apply/, /^treeitem: List paid orders/];
        await accessible(frame, stops);
        await frame.locator(PREVIEW, { hasText: 'Get token' }).click();
        await frame.locator('button', { hasText: 'If this step fails' }).last().click();
        await inForcedColours(() =>
          distinct(frame, [
            ['button[aria-pressed="true"]:not(.link)', '.bar button:not([aria-pressed])'],
            ['.chip', 'dt'],
            ['.side.is-changed', 'main > section'],
            ['.row[aria-selected="true"]', '.row[aria-selected="false"]'],
          ]),
        );
        await frame.locator('button', { hasText: 'Apply' }).click();
        await page.locator('.multiDiffEditor .header').first().waitFor();
        await page.locator('.editor-actions a[aria-label^="Apply Previewed Changes"]').first().click();
        await page.locator('.multiDiffEditor').waitFor({ state: 'detached' });
        const after = await shownPage(page, PREVIEW);
        await after.locator(`${PREVIEW} .locked`).first().waitFor();
        await after.locator('header', { hasText: 'No repair is offered.' }).waitFor();
      },
    },
    {
      title: 'one undo takes it back, and the preview follows',
      name: '26-taken-back',
      async walk() {
        await text.click({ position: { x: 200, y: 30 } });
        await page.keyboard.press('ControlOrMeta+Z');
        const frame = await shownPage(page, PREVIEW);
        await frame.locator(`${PREVIEW} .locked`).first().waitFor({ state: 'detached' });
        await closeAll();
        // What earlier stations took back is to be in the files as well.
        await page.getByRole('button', { name: 'Save All' }).click();
        await text.waitFor({ state: 'detached' });
      },
    },
    {
      title: 'the picture of connections is for all, and tells what belongs to a card',
      name: '27-connections-for-all',
      async walk() {
        await ui.command('Lockkeeper: Show Connections');
        await page.locator('.quick-input-widget .monaco-list-row', { hasText: SOLUTION }).first().click();
        const frame = await shownPage(page, PICTURE);
        const stops = [/^button: List/, /^button: Fit/, /^treeitem: Owners/, /^img: 3 owners, 8 flows/];
        await accessible(frame, stops);
        await frame.locator('[role="treeitem"][tabindex="0"]').focus();
        await page.keyboard.type('azu');
        await frame.locator('.marked', { hasText: 'Azure Key Vault' }).waitFor();
        await accessible(frame, [/^treeitem: Azure Key Vault, connector/]);
        await inForcedColours(() =>
          distinct(frame, [
            ['.lk .marked > .card', '.lk .step.on:not(.marked) > .card'],
            ['.lk .step.on:not(.marked) > .card', '.lk .step:not(.on) > .card'],
            ['.lk .line.on', '.lk .line:not(.on)'],
            ['.bar button[aria-pressed="true"]', '.bar button:not([aria-pressed])'],
          ]),
        );
      },
    },
    {
      title: 'the overview is for all',
      name: '28-overview-for-all',
      async walk() {
        await closeAll();
        await ui.command('Lockkeeper: Show Overview');
        const frame = await shownPage(page, OVERVIEW);
        const stops = [/^button: Repair \d+ Safe/, /^button: Show Checklist/, /^button: Onboard.*: /];
        await accessible(frame, [...stops, /^button: Write a Baseline/, /^button: Onboard trading partner$/]);
        await inForcedColours(() =>
          distinct(frame, [
            ['.bar .failed', '.bar .passed'],
            ['.bar .failed', '.bar .none'],
            ['.bar .passed', '.bar .none'],
          ]),
        );
        await closeAll();
      },
    },
  ];

  /** Last: VS Code begins anew. */
  const reloaded = {
    title: 'the picture is there again after a reload of the window, folded as it was',
    name: '29-reloaded',
    async walk() {
      await closeAll();
      await ui.open(FLOW);
      await ui.command('Lockkeeper: Show Flow');
      const frame = await shownPage(page, PICTURE);
      const inner = { hasText: 'Send order to ERP' };
      await frame.locator(PICTURE, inner).waitFor();
      await frame.locator('button', { hasText: 'Fold All' }).first().click();
      await frame.locator(PICTURE, inner).waitFor({ state: 'detached' });
      await ui.editorsKept(/Apply_to_each_order\\*",true/);
      await page.reload();
      const again = await shownPage(page, PICTURE, RELOAD_MS);
      await again.locator(PICTURE, { hasText: 'Apply to each order' }).waitFor();
      if ((await again.locator(PICTURE, inner).count()) > 0) throw new Error('its loop is unfolded');
      await closeAll();
    },
  };
  return { pages, reloaded };
}
