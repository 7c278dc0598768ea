import type { Fact } from '../fact.ts';
import type { SolutionProblem } from '../facts.ts';
import type { CodeOwnersRule } from '../ownerFacts.ts';
import { NOTHING, type Reader } from './fact.ts';

/** Hosts read no larger file. */
const MAX_LENGTH = 3_000_000;
const NAME = /^@[\w./@-]{1,200}$/;
const ADDRESS = /^[^\s@]{1,100}@[^\s@]{1,200}$/;

/**
 * `CODEOWNERS` as code hosts read it: a pattern and its owners on each line. Lines with what only some hosts know (sections,
 * negated patterns, character ranges) are passed over.
 */
export const readCodeOwners: Reader = (uri, text) => {
  if (text.length > MAX_LENGTH) {
    const message = 'This file is larger than 3 MB, so code hosts do not read it.';
    return { facts: undefined, problems: [{ uri, span: { start: 0, end: 0 }, message }] };
  }
  if (text.includes('\0')) return NOTHING;
  const rules: CodeOwnersRule[] = [];
  const problems: SolutionProblem[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    const [pattern, ...owners] = wordsOf(uri, text, start, end);
    start = end + 1;
    if (pattern === undefined || /^[!^]|[[\]]/.test(pattern.value)) continue;
    const unknownOwner = owners.find((one) => !NAME.test(one.value) && !ADDRESS.test(one.value));
    if (unknownOwner === undefined) {
      rules.push({ pattern, owners });
      continue;
    }
    const message =
      'This is neither @name nor @organization/team nor an e-mail address, so the line gives no owner.';
    problems.push({ uri, span: unknownOwner.span, message });
  }
  return { facts: { kind: 'codeOwners', rules }, problems };
};

/** Words of a line; a backslash keeps the blank behind it in the word. A `#` at the start of a word begins a comment. */
function wordsOf(uri: string, text: string, from: number, to: number): Fact<string>[] {
  const words: Fact<string>[] = [];
  let at = from;
  for (;;) {
    while (at < to && isBlank(text.charCodeAt(at))) at++;
    if (at >= to || text.charCodeAt(at) === 35) return words;
    const start = at;
    while (at < to && !isBlank(text.charCodeAt(at))) at += text.charCodeAt(at) === 92 && at + 1 < to ? 2 : 1;
    words.push({ uri, value: text.slice(start, at), span: { start, end: at } });
  }
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 13;
}
