/** Titles of actions stand in a list that an editor cuts on the right, where they differ: names within them give way first. */

/** Longest title, in UTF-16 code units. */
export const MAX_TITLE = 80;

/** A name is cut to no less. */
const MIN_NAME = 8;

/** A text of a file in quotes, as a part of a title: on one line, and without quotes of its own. */
export function quoted(text: string): string {
  // Longer ones are cut anyway.
  return `"${text
    .slice(0, 4 * MAX_TITLE)
    .replace(/\s+/g, ' ')
    .replaceAll('"', "'")
    .trim()}"`;
}

/** The title in `most` code units: the longest names in quotes lose their middle. Secrets have to be masked before. */
export function shortTitle(title: string, most = MAX_TITLE): string {
  if (title.length <= most) return title;
  const names = title.match(/"[^"]*"/g) ?? [];
  const room = names.reduce((sum, name) => sum + name.length - 2, most - title.length);
  const length = lengthFor(
    names.map((name) => name.length - 2),
    room,
  );
  const short = title.replace(/"[^"]*"/g, (name) => `"${cutMiddle(name.slice(1, -1), length)}"`);
  return cutMiddle(short, most);
}

/** The length at which names of these lengths have `room` together, when only longer ones are cut to it. */
function lengthFor(lengths: readonly number[], room: number): number {
  let rest = room;
  const sorted = [...lengths].sort((a, b) => a - b);
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(rest / (sorted.length - index));
    if (length > share) return Math.max(MIN_NAME, share);
    rest -= length;
  }
  return Math.max(MIN_NAME, rest);
}

/** Names often differ at their ends. Cuts no character in two. */
function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) / 3);
  let head = most - 1 - tail;
  let from = text.length - tail;
  if (isHigh(text, head - 1)) head--;
  if (isHigh(text, from - 1)) from++;
  return `${text.slice(0, head)}…${text.slice(from)}`;
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
