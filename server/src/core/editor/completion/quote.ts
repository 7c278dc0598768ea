import { encodeString } from '../../json/escapes.ts';

/** A name as it stands in a text of an expression, without the quotes: the expression's quoting, then that of JSON. */
export function inExpression(name: string): string {
  return encodeString(name.replaceAll("'", "''"));
}

/** Text that an editor takes as it is in a snippet. */
export function asSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
