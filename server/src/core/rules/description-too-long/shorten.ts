/** The longest description of a step, in UTF-16 code units. */
export const LONGEST = 256;
/** Up to here there is room: 90 %. */
export const ROOMY = Math.floor(LONGEST * 0.9);

const DOTS = '...';
/** A word longer than this gives way itself. */
const LONGEST_WORD = 60;

/** The beginning of a long text, cut behind a word, with three dots: short enough that nothing is to be said of it. */
export function shortened(text: string): string {
  if (text.length <= ROOMY) return text;
  const room = ROOMY - DOTS.length;
  // One more, to see whether a word ends there.
  const head = text.slice(0, room + 1);
  const atWord = /\s\S*$/.exec(head)?.index ?? 0;
  const end = atWord >= room - LONGEST_WORD ? atWord : room - (isHigh(text, room - 1) ? 1 : 0);
  return `${text.slice(0, end).replace(/[\s.,;:]+$/, '')}${DOTS}`;
}

/** The first half of a character of two. */
function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
