import { detached } from '../../text/lower.ts';
import {
  FLAG_STARTS,
  GLUED_STRONG,
  GLUED_WEAK,
  NEUTRAL_ENDS,
  NEUTRAL_STARTS,
  OTHER_HEADS,
  OTHER_KEYS,
  OTHER_TOKENS,
  PREPOSITIONS,
  SECRET_CODES,
  SECRET_KEYS,
  SECRET_TOKENS,
  STRONG_HEADS,
  WEAK_HEADS,
} from './nameWords.ts';

/** A name that promises a secret. `weak`: only a value that looks like one counts. `words`: lower case, in order. */
export interface CredentialName {
  readonly kind: 'strong' | 'weak';
  readonly words: readonly string[];
  /** Of a service whose keys look like ids. */
  readonly mayBeGuid?: true;
}

type Verdict = 'strong' | 'weak' | 'other' | undefined;

const MAX_NAME = 160;
const MEMO_LIMIT = 16_384;
const memo = new Map<string, CredentialName | null>();

/**
 * Splits a name into lower-case words: camelCase, PascalCase, acronyms (`APIKey`), snake, dashes, spaces, dots.
 * Digits that stand alone are dropped, `base64`, `oauth2`, `v2` stay whole.
 */
export function wordsOf(name: string): string[] {
  return (
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      // Not before the last letter of an acronym's plural: `IDs`.
      .replace(/([A-Z])([A-Z](?!s(?![a-z]))[a-z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .map((word) => (/^(?:base64|oauth2|v\d)$/.test(word) ? word : word.replace(/^\d+|\d+$/g, '')))
      .filter((word) => word !== '')
  );
}

/** Is one of the words of a name in a list? A part of a word is none: `curl` is no `url`. */
export function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return wordsOf(name.slice(0, MAX_NAME)).some((word) => words.has(word));
}

/** Does a name that ends in word `i` of `words` name a secret? */
function judgeHead(words: readonly string[], i: number): Verdict {
  const head = words[i]!;
  const before = i > 0 ? words[i - 1]! : '';
  if (STRONG_HEADS.has(head)) return 'strong';
  if (head === 'passe' && before === 'de') return 'strong';
  if ((head === 'string' || head === 'str') && (before === 'connection' || before === 'conn'))
    return 'strong';
  if (head === 'key' || head === 'keys') {
    if (SECRET_KEYS.has(before)) return head === 'key' ? 'strong' : 'weak';
    return head === 'keys' || OTHER_KEYS.has(before) || words.includes('public') ? 'other' : 'weak';
  }
  if (head === 'token') {
    if (SECRET_TOKENS.has(before)) return 'strong';
    return OTHER_TOKENS.has(before) ? 'other' : 'weak';
  }
  if (head === 'code') return before === '' || SECRET_CODES.has(before) ? 'weak' : 'other';
  // `bypass`, `pass rate`: `pass` and `pin` only alone or after a person's or system's word.
  if (head === 'pass' || head === 'pin' || head === 'cookie')
    return i === 0 || words.length <= 2 ? 'weak' : undefined;
  if (WEAK_HEADS.has(head)) return 'weak';
  if (head.length > 6) for (const glued of GLUED_STRONG) if (head.endsWith(glued)) return 'strong';
  return head.endsWith('key') && GLUED_WEAK.test(head) ? 'weak' : undefined;
}

/** Is the word, or the two words ending at it, a credential word at all? */
function isCredentialWord(words: readonly string[], i: number): boolean {
  const verdict = judgeHead(words, i);
  return verdict === 'strong' || verdict === 'weak';
}

function judgePart(part: string): { verdict: Verdict; words: string[] } {
  let words = wordsOf(part);
  if (words.length === 0 || words.length > 14) return { verdict: undefined, words };
  while (words.length > 1 && NEUTRAL_STARTS.has(words[0]!)) words = words.slice(1);
  const all = words;
  if (words.length > 1 && FLAG_STARTS.has(words[0]!)) {
    return { verdict: words.some((_, i) => isCredentialWord(words, i)) ? 'other' : undefined, words: all };
  }
  // `Password for portal`: what stands after the preposition only says what for.
  for (let i = 1; i < words.length - 1; i++) {
    if (PREPOSITIONS.has(words[i]!) && isCredentialWord(words, i - 1)) {
      words = words.slice(0, i);
      break;
    }
  }
  while (words.length > 1 && NEUTRAL_ENDS.has(words[words.length - 1]!)) {
    if (judgeHead(words, words.length - 1)) break;
    words = words.slice(0, -1);
  }
  const last = words.length - 1;
  const verdict = judgeHead(words, last);
  if (verdict) return { verdict, words: all };
  let best: Verdict;
  for (let i = 0; i < last; i++) {
    const inner = judgeHead(words, i);
    if (inner === 'strong') best = 'weak';
    else if (inner === 'weak' && !best && OTHER_HEADS.has(words[last]!)) best = 'other';
  }
  if (best && OTHER_HEADS.has(words[last]!)) best = 'other';
  return { verdict: best, words: all };
}

function judge(name: string): CredentialName | null {
  // A flattened connector key: `item/password`; the last segment is the name.
  const slash = name.lastIndexOf('/');
  let rest = slash >= 0 && slash < name.length - 1 ? name.slice(slash + 1) : name;
  if (rest.includes('@odata')) return null;
  let schema: string | undefined;
  // `API Key (abc_ApiKey)`: display name and schema name, each judged; what one denies stays denied.
  const open = rest.lastIndexOf('(');
  if (open > 0 && rest.endsWith(')')) {
    schema = rest.slice(open + 1, -1);
    rest = rest.slice(0, open);
  }
  const shown = judgePart(rest);
  const named =
    schema === undefined ? undefined : judgePart(schema.replace(/^[a-z][a-z0-9]{1,7}_(?=.)/i, ''));
  if (shown.verdict === 'other' || named?.verdict === 'other') return null;
  const verdicts = [shown.verdict, named?.verdict];
  const kind = verdicts.includes('strong') ? 'strong' : verdicts.includes('weak') ? 'weak' : undefined;
  if (!kind) return null;
  return { kind, words: named && shown.verdict !== kind ? named.words : shown.words };
}

/**
 * Does the name of a property, header, query key, parameter or variable promise a secret? Undefined when not.
 * The words around decide: `clientSecret` does, `clientSecretName`, `tokenUrl`, `continuationToken`, `primaryKey` do not.
 * Answers are remembered (bounded), so asking again costs one map look-up.
 */
export function credentialName(name: string): CredentialName | undefined {
  const known = memo.get(name);
  if (known !== undefined) return known ?? undefined;
  const result = name.length < 2 || name.length > MAX_NAME ? null : judge(name);
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(detached(name), result);
  return result ?? undefined;
}

/** Keys that only carry a value; the name stands one level further out. */
const CARRIERS = new Set([
  'value',
  'defaultValue',
  'default',
  'inputs',
  'example',
  'examples',
  'currentValue',
  'Value',
]);

function carries(name: string): boolean {
  if (CARRIERS.has(name)) return true;
  const c = name.charCodeAt(0);
  return c >= 48 && c <= 57 && name.length <= 4 && /^\d+$/.test(name);
}

/** A name's verdict, and whether it is the value's own name (`direct`) or one further out. */
export interface NearestName {
  readonly name: CredentialName;
  readonly direct: boolean;
}

/** The verdict on the nearest name that says something: `["API key", "defaultValue"]` is judged by `API key`. */
export function nearestCredentialName(names: readonly string[]): NearestName | undefined {
  const last = names.length - 1;
  for (let i = last; i >= 0 && i > last - 5; i--) {
    const one = names[i]!;
    if (carries(one)) continue;
    const name = credentialName(one);
    return name && { name, direct: i === last };
  }
  return undefined;
}
