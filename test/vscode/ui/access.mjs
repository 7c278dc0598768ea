// What keyboards, screen readers and weak eyes need of a page of ours: names, the order of Tab, and colours far enough apart.

/** Of text (WCAG 2.2, 1.4.3); of large text and of what is no text 3 is enough. */
const LEAST_CONTRAST = 4.5;

/**
 * What can be reached or has a role, and has no name.
 * @param {import('playwright-core').Frame} frame
 * @returns {Promise<string[]>}
 */
export function nameless(frame) {
  return frame.evaluate(() => {
    const all = document.querySelectorAll('button, select, [role], [tabindex]:not([tabindex="-1"])');
    return [...all]
      .filter((one) => one.getAttribute('role') !== 'status')
      .filter((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === '')
      .map((one) => one.outerHTML.slice(0, 200));
  });
}

/**
 * Presses Tab until the focus has been everywhere, and tells where it was, and whether that is to be seen.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Frame} frame its page has the focus
 * @param {number} most
 * @returns {Promise<{ name: string, isSeen: boolean }[]>}
 */
export async function tabOrder(page, frame, most) {
  const stops = [];
  for (let at = 0; at < most; at++) {
    const stop = await frame.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body || !document.hasFocus()) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const kind = one.getAttribute('role') ?? one.tagName.toLowerCase();
      return {
        name: `${kind}: ${one.getAttribute('aria-label') ?? one.textContent}`,
        outlineStyle,
        outlineWidth,
      };
    });
    if (stop === undefined) break;
    stops.push({
      name: stop.name,
      isSeen: stop.outlineStyle !== 'none' && Number.parseFloat(stop.outlineWidth) > 0,
    });
    await page.keyboard.press('Tab');
  }
  return stops;
}

/**
 * Texts that are too pale on what is behind them, as computed: `text: 3.1`.
 * @param {import('playwright-core').Frame} frame
 * @returns {Promise<string[]>}
 */
export function pale(frame) {
  return frame.evaluate((least) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    /** Any colour that CSS knows, over another one. @type {(colour: string, below: number[]) => number[]} */
    const over = (colour, below) => {
      if (canvas === null) return below;
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = `rgb(${below.join()})`;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    /** @type {(element: Element) => number[]} */
    const behind = (element) => {
      const chain = [];
      for (let at = /** @type {Element | null} */ (element); at !== null; at = at.parentElement)
        chain.push(at);
      let colour = [255, 255, 255];
      for (const one of chain.reverse()) {
        colour = over(getComputedStyle(one).backgroundColor, colour);
        // The number of a stop stands on the shape before it.
        const shape = one.matches('.number-text') ? one.previousElementSibling : null;
        if (shape !== null) colour = over(getComputedStyle(shape).fill, colour);
        const box = one.matches('g') ? one.querySelector(':scope > .card, :scope > .frame') : null;
        if (box !== null) colour = over(getComputedStyle(box).fill, colour);
      }
      return colour;
    };
    const light = (/** @type {number[]} */ rgb) => {
      const [r = 0, g = 0, b = 0] = rgb.map((one) => {
        const part = one / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = new Map();
    for (const one of document.querySelectorAll('body *')) {
      const own = [...one.childNodes].some(
        (node) => node.nodeType === 3 && (node.nodeValue ?? '').trim() !== '',
      );
      if (
        !own ||
        one.matches('title, style, script, option, :disabled, .halo') ||
        one.getClientRects().length === 0
      )
        continue;
      const style = getComputedStyle(one);
      const back = behind(one);
      const opaque = over(one instanceof SVGElement ? style.fill : style.color, back);
      let opacity = 1;
      for (let at = /** @type {Element | null} */ (one); at !== null; at = at.parentElement)
        opacity *= Number(getComputedStyle(at).opacity);
      const text = back.map((part, index) => Math.round(part + ((opaque[index] ?? 0) - part) * opacity));
      const [a, b] = [light(text), light(back)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < least)
        found.set(`${one.tagName}.${one.getAttribute('class')} ${text} on ${back}`, contrast);
    }
    return [...found].map(([what, contrast]) => `${what}: ${contrast.toFixed(1)}`);
  }, LEAST_CONTRAST);
}

/**
 * What looks the same although it tells different things, of pairs of selectors; what is not there at all.
 * @param {import('playwright-core').Frame} frame
 * @param {readonly (readonly [one: string, other: string])[]} pairs
 * @returns {Promise<string[]>}
 */
export function alike(frame, pairs) {
  return frame.evaluate((all) => {
    const look = (/** @type {Element} */ one) => {
      const { color, backgroundColor, backgroundImage, borderLeft, fontStyle, outline, opacity } =
        getComputedStyle(one);
      const { fill, stroke, strokeDasharray, strokeWidth } = getComputedStyle(one);
      return [
        ...[color, backgroundColor, backgroundImage, borderLeft, fontStyle, outline, opacity],
        ...[fill, stroke, strokeDasharray, strokeWidth],
      ].join();
    };
    return all.flatMap(([one, other]) => {
      const [a, b] = [document.querySelector(one), document.querySelector(other)];
      if (a === null || b === null) return [`there is no ${a === null ? one : other}`];
      return look(a) === look(b) ? [`${one} looks like ${other}`] : [];
    });
  }, pairs);
}

/**
 * The page of ours that is shown: the inner frame of the webview that holds something.
 * @param {import('playwright-core').Page} page
 * @param {string} selector of what the page draws
 * @param {number} [limit] milliseconds
 */
export async function shownPage(page, selector, limit = 30_000) {
  const deadline = Date.now() + limit;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const shows = await frame
        .locator(selector)
        .first()
        .isVisible()
        .catch(() => false);
      if (frame !== page.mainFrame() && shows) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`no page shows ${selector}`);
}
