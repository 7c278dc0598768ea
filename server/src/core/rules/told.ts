import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { cutText } from '../text/cut.ts';
import { shortTitle } from '../text/shortTitle.ts';

/** What is told of findings and fixes holds names of the file, and a name may hold a secret. */

interface Titled {
  readonly title: string;
  readonly note?: string;
  readonly refused?: string | undefined;
}

/** Fixes of one list, with words that may be shown: no two have one title, also where names were cut. */
export function toldFixes<F extends Titled>(fixes: readonly F[]): readonly F[] {
  const taken = new Map<string, number>();
  return fixes.map((fix) => {
    const told = toldFix(fix);
    const count = (taken.get(told.title) ?? 0) + 1;
    taken.set(told.title, count);
    return count === 1 ? told : withTitle(told, `${told.title} (${count})`);
  });
}

function withTitle<F extends Titled>(fix: F, title: string): F {
  const parts: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(fix);
  parts.title = { value: title, enumerable: true };
  return Object.defineProperties({} as F, parts);
}

/**
 * The fix with words that may be shown; its edits stay as they are. A list shows the title alone: whatever else the fix works out
 * when it is asked for is left for then.
 */
function toldFix<F extends Titled>(fix: F): F {
  const parts: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(fix);
  parts.title = { value: shortTitle(withoutSecrets(fix.title)), enumerable: true };
  for (const name of ['note', 'refused'] as const) {
    if (!(name in parts)) continue;
    const get = (): string | undefined => {
      const text = fix[name];
      return text === undefined ? undefined : withoutSecrets(text);
    };
    parts[name] = { get, enumerable: true };
  }
  return Object.defineProperties({} as F, parts);
}

/** Longer than any message with names of a real flow. */
const MAX_TEXT = 2000;

/** A message or hint as far as it is kept: a very long name would stand in those of everything it holds. Masked before it is cut. */
export function toldText(text: string): string {
  return cutText(withoutSecrets(text.slice(0, 2 * MAX_TEXT)), MAX_TEXT);
}

export function toldRelated<R extends { readonly message: string }>(related: R): R {
  return { ...related, message: withoutSecrets(related.message) };
}
