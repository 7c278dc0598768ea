import { type Candidates, RANK } from '../candidate.ts';
import { classesOf, DIGIT, LOWER, OTHER } from '../entropy.ts';
import { judgeValue } from '../judge.ts';
import { matchesOf } from '../matches.ts';
import type { CredentialName } from '../names.ts';

// Passwords that a sentence tells: `Your password is: …`, `Kennwort: …`, `Mot de passe : …`. Only what nobody would write for
// anything else: a sentence about passwords is far more common than one with a password in it.

const PASSWORD: CredentialName = { kind: 'strong', words: ['password'] };
/** What people call a password, as a part of a pattern that ignores case. */
export const PASSWORD_NAMES =
  'passw(?:or)?[dt]|passphrase|kennwort|mot de passe|contrase[nñ]a|senha|wachtwoord|lösenord|adgangskode|hasło|pwd?';
const IS = 'is|ist|lautet|est|es|é|är|er';
/** A name, perhaps with what it is for, and what leads to the value: `is`, a colon, or both. */
const PHRASE = new RegExp(
  `(?<![\\p{L}\\p{N}_$.-])(?:${PASSWORD_NAMES})(?:(?:(?: [^\\s:<>.!?]{1,20}){0,5} (?:${IS}))?\\s?:| (?:${IS})(?=[\\s<]))`,
  'giu',
);
/** Blanks, markup and quotes between the phrase and the value. */
const BETWEEN = /(?:[ \t\r\n]|&nbsp;|<[^<>]{0,120}>|\*\*|["'“„«`]|\\{1,8}["nrt]){0,10}/y;
const VALUE = /[^\s<>"'“”„«»`&\\]{8,40}(?![^\s<>"'“”„«»`&\\])/y;
/** Of rules and names rather than of passwords: `Min8Chars`, `Portal-Password1`. */
const ABOUT =
  /pass|pwd|kenn|word|wort|secret|char|zeich|digit|min|max|case|login|cred|vault|user|account|test|beispiel|exampl/i;

/** What begins every name, and little else. */
const MAY_NAME = /pass|pw|kenn|mot de|contras|senha|wachtw|senord|adgang|has.o/i;

/** Passwords in sentences. */
export function findInProse(text: string, out: Candidates): void {
  // A picture as base64 is long, and no sentence.
  if (!/[ <]/.test(text) || !MAY_NAME.test(text)) return;
  for (const { 0: phrase, index } of matchesOf(text, PHRASE)) {
    if (out.full) return;
    BETWEEN.lastIndex = index + phrase.length;
    BETWEEN.test(text);
    const start = BETWEEN.lastIndex;
    VALUE.lastIndex = start;
    const value = VALUE.exec(text)?.[0].replace(/[.,;:)\]*]+$/, '');
    if (value === undefined || value.length < 8 || ABOUT.test(value)) continue;
    const classes = classesOf(value);
    // Numbers of orders and weeks are written in capitals.
    if ((classes & DIGIT) === 0 || (classes & LOWER) === 0) continue;
    // Without a colon the sentence may only go on.
    if (!phrase.endsWith(':') && (classes & OTHER) === 0) continue;
    if (judgeValue(value, PASSWORD)?.confidence !== 'high') continue;
    out.add({
      kind: 'named-value',
      label: 'password',
      span: { start, end: start + value.length },
      confidence: 'medium',
      rank: RANK.named + 5,
    });
  }
}
