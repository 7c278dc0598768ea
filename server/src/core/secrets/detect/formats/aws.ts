import { type Candidates, RANK } from '../candidate.ts';
import { classesOf, DIGIT, LOWER, looksRandom, UPPER } from '../entropy.ts';
import { isPlaceholder } from '../placeholder.ts';

/** The id of an access key, lasting or of a session. It names a key as a client id does, and is no secret alone. */
const KEY_ID = /(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g;
const SECRET = /(?<![\w+/-])[A-Za-z0-9+/]{40}(?![\w+/=-])/g;
/** How far from its id a key may stand: both are written in one line, or in two that follow. */
const AROUND = 200;
const ALL = LOWER | UPPER | DIGIT;

/** Is the whole text the id of an access key? */
export function isAwsKeyId(text: string): boolean {
  return text.length === 20 && text.search(KEY_ID) === 0;
}

/**
 * Secret access keys of Amazon Web Services. Forty characters of base64 say nothing by themselves; beside the id of a key they are
 * its secret.
 */
export function findAwsKeys(text: string, out: Candidates): void {
  if (!text.includes('AKIA') && !text.includes('ASIA')) return;
  KEY_ID.lastIndex = 0;
  for (let id = KEY_ID.exec(text); id && !out.full; id = KEY_ID.exec(text)) {
    if (isPlaceholder(id[0])) continue;
    const from = Math.max(0, id.index - AROUND);
    const near = text.slice(from, id.index + id[0].length + AROUND);
    for (const { 0: value, index } of near.matchAll(SECRET)) {
      const start = from + index;
      const end = start + value.length;
      // Cut off, it may be longer.
      if ((index === 0 && from > 0) || (end === from + near.length && end < text.length)) continue;
      if ((classesOf(value) & ALL) !== ALL || !looksRandom(value) || isPlaceholder(value)) continue;
      out.add({
        kind: 'token',
        label: 'AWS secret access key',
        span: { start, end },
        confidence: 'high',
        rank: RANK.format,
      });
    }
  }
}
