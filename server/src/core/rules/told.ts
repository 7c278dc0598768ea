import { withoutSecrets } from '../detect/withoutSecrets.ts';
import { cutText } from '../text/cut.ts';

/** What is told of findings and fixes holds names of the file, and a name may hold a secret. */

interface Titled {
  readonly title: string;
  readonly note?: string;
  readonly refused?: string | undefined;
}

/** The fix with words that may be shown; its edits stay as they are, and what is worked out on demand still is. */
export function toldFix<F extends Titled>(fix: F): F {
  const told = Object.getOwnPropertyDescriptors<Titled>(fix);
  for (const name of ['title', 'note', 'refused'] as const) {
    if (!(name in fix)) continue;
    const get = (): string | undefined => {
      const words = fix[name];
      return words === undefined ? undefined : withoutSecrets(words);
    };
    Object.assign(told, { [name]: { get, enumerable: true } });
  }
  return Object.defineProperties({}, told) as F;
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
