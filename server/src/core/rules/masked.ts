import type { FileChange, Fix, RuleFix } from '../finding.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { cutText } from '../text/cut.ts';
import { shortTitle } from '../text/shortTitle.ts';

/** The texts of findings and fixes hold names of the file, and a name may hold a secret. */

/**
 * Fixes of one list as rules give them, with words that may be shown: no two have one title, also where names were cut.
 * `uri`: the flow that their edits are of; undefined for findings beside the flows.
 */
export function maskedFixes(fixes: readonly RuleFix[], uri: string | undefined): readonly Fix[] {
  const taken = new Map<string, number>();
  return fixes.map((fix) => {
    const title = shortTitle(withoutSecrets(fix.title));
    const count = (taken.get(title) ?? 0) + 1;
    taken.set(title, count);
    return maskedFix(fix, uri, count === 1 ? title : `${title} (${count})`);
  });
}

/** A list shows the title alone: whatever else the fix works out when it is asked for is left for then. */
function maskedFix(fix: RuleFix, uri: string | undefined, title: string): Fix {
  const { edits: _, others, ...parts } = Object.getOwnPropertyDescriptors(fix) as PropertyDescriptorMap;
  parts.title = { value: title, enumerable: true };
  let changes: Fix['changes'] | undefined;
  parts.changes = { get: () => (changes ??= changesOf(fix, uri)), enumerable: true };
  if (uri === undefined) parts.others = { value: 'only', enumerable: true };
  else if (others !== undefined) parts.others = { value: 'also', enumerable: true };
  for (const name of ['note', 'refused'] as const) {
    if (!(name in parts)) continue;
    const get = (): string | undefined => {
      const text = fix[name];
      return text === undefined ? undefined : withoutSecrets(text);
    };
    parts[name] = { get, enumerable: true };
  }
  return Object.defineProperties({} as Fix, parts);
}

function changesOf({ edits, others = [] }: RuleFix, uri: string | undefined): readonly FileChange[] {
  return uri === undefined || edits.length === 0 ? others : [{ uri, edits }, ...others];
}

/** Longer than any message with names of a real flow. */
const MAX_TEXT = 2000;

/** A message or hint as far as it is kept: a very long name would stand in those of everything it holds. Masked before it is cut. */
export function maskedText(text: string): string {
  return cutText(withoutSecrets(text.slice(0, 2 * MAX_TEXT)), MAX_TEXT);
}
