/** The README of every rule, bundled as text. */
const PAGES: Readonly<Record<string, string>> = {};

/** Markdown page of a rule; undefined for an unknown id. */
export function rulePage(ruleId: string): string | undefined {
  return Object.hasOwn(PAGES, ruleId) ? PAGES[ruleId] : undefined;
}
