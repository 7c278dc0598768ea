// How wide a text is, about: there is nothing to measure it with where no page is. Rather too wide than too narrow.

/** In parts of the font's size, for a usual sans serif. */
const WIDE = /[mwMWQO@%]/;
const NARROW = /[iljtfrI.,:;'|!()[\] ]/;
const UPPER = /[A-Z]/;
const USUAL = /[ -\u024f]/;

function widthOf(char: string): number {
  if (!USUAL.test(char)) return 1.1;
  if (WIDE.test(char)) return 0.9;
  if (NARROW.test(char)) return 0.36;
  return UPPER.test(char) ? 0.7 : 0.57;
}

/** About the width of a text in pixels, at a font size. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return Math.ceil(width * size);
}

/** The text, or as much of its beginning as fits with `…` behind it. */
export function fitText(text: string, most: number, size: number): string {
  let width = 0;
  let kept = 0;
  const room = most / size;
  for (const char of text) {
    width += widthOf(char);
    if (width > room) return `${text.slice(0, kept).trimEnd()}…`;
    if (width <= room - 0.9) kept += char.length;
  }
  return text;
}
