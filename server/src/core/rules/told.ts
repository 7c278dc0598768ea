import { withoutSecrets } from '../detect/withoutSecrets.ts';

/** What is told of findings and fixes holds names of the file, and a name may hold a secret. */

interface Titled {
  readonly title: string;
  readonly note?: string;
  readonly refused?: string | undefined;
}

/** The fix with words that may be shown; its edits stay as they are. */
export function toldFix<F extends Titled>(fix: F): F {
  const { note, refused } = fix;
  return {
    ...fix,
    title: withoutSecrets(fix.title),
    ...(note === undefined ? {} : { note: withoutSecrets(note) }),
    ...(refused === undefined ? {} : { refused: withoutSecrets(refused) }),
  };
}

export function toldRelated<R extends { readonly message: string }>(related: R): R {
  return { ...related, message: withoutSecrets(related.message) };
}
