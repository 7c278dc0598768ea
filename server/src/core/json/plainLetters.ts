// Imports nothing: the client takes it along with the cheap test for flows.

/** Every character but quotes and backslashes, written by its number. */
const NUMBERED = /\\u(?!00(?:22|5[cC]))([0-9a-fA-F]{4})/g;

/**
 * Raw JSON with the characters in it that are written by number without need. A cheap test of letters looks at this, so that
 * nothing hides from it by how it is written; of a text without such escapes it is the text itself. Its offsets are its own.
 */
export function plainLetters(raw: string): string {
  if (!raw.includes('\\u')) return raw;
  return raw.replace(NUMBERED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
