import { COMPARISONS } from '../expressions/comparisons.ts';
import { type Expr, parseTemplate } from '../expressions/index.ts';
import { code, joined, type Line, line, plain } from '../report/lines/inline.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { type Around, onlyExpr, partWords, valueWords } from './valueWords.ts';

/** More comparisons are counted. */
export const MOST_PARTS = 3;

/**
 * A condition that is an expression, `@and(equals(…), …)`, in the words of one that the designer writes as an object; anything else as
 * a value. `text`: decoded and without secrets. `isOuter`: no other condition stands around it.
 */
export function questionWords(text: string, around: Around, isOuter: boolean): Line {
  const expr = onlyExpr(parseTemplate(text));
  return expr === undefined ? valueWords(text, around) : asked(expr, { text, around, isOuter });
}

interface Place {
  readonly text: string;
  readonly around: Around;
  readonly isOuter: boolean;
}

function asked(expr: Expr, place: Place): Line {
  if (expr.kind !== 'call') return partWords(expr, place.text, place.around);
  const compared = comparison(expr, place, 'words');
  if (compared !== undefined) return compared;
  const { args, lowerName } = expr;
  const [first] = args;
  if (lowerName === 'not' && first !== undefined && args.length === 1)
    return comparison(first, place, 'opposite') ?? line`not (${asked(first, { ...place, isOuter: true })})`;
  if ((lowerName !== 'and' && lowerName !== 'or') || args.length < 2)
    return partWords(expr, place.text, place.around);
  const shown = args.slice(0, MOST_PARTS).map((one) => asked(one, { ...place, isOuter: false }));
  const more = args.length - shown.length;
  const between = lowerName === 'and' ? line` and ` : line` or `;
  const all = joined(more > 0 ? [...shown, line`${more} more`] : shown, between);
  return place.isOuter ? all : line`(${all})`;
}

/** Two values, or one that may be empty; undefined for what compares nothing. */
function comparison(expr: Expr, { text, around }: Place, words: 'words' | 'opposite'): Line | undefined {
  if (expr.kind !== 'call') return undefined;
  const [left, right, ...more] = expr.args;
  if (left === undefined || more.length > 0) return undefined;
  const source = ({ span }: Expr): string => text.slice(span.start, span.end);
  // A text that is compared with a credential is one.
  const beside = (one: Expr, other: Expr): Line =>
    one.kind === 'string' && one.value !== '' && namesCredential(`@${source(other)}`)
      ? line`${code('***')}`
      : partWords(one, text, around);
  if (right === undefined)
    return expr.lowerName === 'empty'
      ? line`${partWords(left, text, around)} ${plain(words === 'words' ? 'is empty' : 'is not empty')}`
      : undefined;
  const known = COMPARISONS.get(expr.lowerName);
  return known && line`${beside(left, right)} ${plain(known[words])} ${beside(right, left)}`;
}

/** An expression that reads a field, a variable or a parameter with the name of a credential. */
export function namesCredential(text: string): boolean {
  if (!text.includes('@')) return false;
  return [...text.slice(0, 4000).matchAll(/'([^']{2,120})'/g)].some(
    ([, name]) => credentialName(name!.split('/').at(-1)!)?.kind === 'strong',
  );
}
