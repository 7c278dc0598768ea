import { type Candidates, RANK } from '../candidate.ts';

const BEGIN = '-----BEGIN';
const HEADER = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/y;
const MAX_BLOCK = 20_000;

/** Private keys in PEM form; line breaks may be real, or written as `\n`. The span holds the whole block. */
export function findPrivateKeys(text: string, out: Candidates): void {
  for (let at = text.indexOf(BEGIN); at >= 0 && !out.full; at = text.indexOf(BEGIN, at + BEGIN.length)) {
    HEADER.lastIndex = at;
    if (!HEADER.test(text)) continue;
    const from = HEADER.lastIndex;
    const stop = text.indexOf('-----', from);
    const end = stop < 0 || stop - from > MAX_BLOCK ? Math.min(text.length, from + MAX_BLOCK) : stop;
    const body = text.slice(from, end).replace(/\\[rn]|\s/g, '');
    // An elided body (`...`) or a sentence is no key.
    if (!/^[A-Za-z0-9+/=:,-]{60}/.test(body) || body.includes('...')) continue;
    const footer = /^-----END [A-Z0-9 ]{2,40}-----/.exec(text.slice(end, end + 60));
    out.add({
      kind: 'private-key',
      label: 'private key',
      span: { start: at, end: end + (footer ? footer[0].length : 0) },
      confidence: 'high',
      rank: RANK.format + 5,
    });
  }
}
