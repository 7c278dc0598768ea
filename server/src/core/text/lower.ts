/** As many different names as real flows have, several times over. */
const LIMIT = 1024;
const LONGEST = 200;
const known = new Map<string, string>();

/**
 * `text.toLowerCase()`, remembered: types, states and connector ids are a few words that occur over and over. What is kept
 * shares no memory with the text that it was cut from.
 */
export function lowerCase(text: string): string {
  let lower = known.get(text);
  if (lower === undefined) {
    if (text.length > LONGEST) return text.toLowerCase();
    if (known.size >= LIMIT) known.clear();
    const own = detached(text);
    lower = own.toLowerCase();
    known.set(own, lower);
  }
  return lower;
}

/**
 * A copy of a text. A piece cut out of a file keeps the whole file in memory for as long as the piece lives: copy what is
 * kept longer than the file.
 */
export function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
