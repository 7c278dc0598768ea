/** Flows, what lies beside them, the other files of solutions, lists of owners; our own files are JSON too. */
const ENDINGS = ['.json', '.xml', '.yml', '.csv', 'codeowners'];

/** Cheap test by name: could this file be any of our business? */
export function isWantedName(name: string): boolean {
  const lower = name.toLowerCase();
  return ENDINGS.some((ending) => lower.endsWith(ending));
}

/** True for names that flows have. */
export function isJsonName(name: string): boolean {
  return /\.json$/i.test(name);
}
