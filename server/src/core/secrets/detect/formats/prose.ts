import { type Candidates, RANK } from '../candidate.ts';
import { classesOf, DIGIT, LOWER, looksRandom, OTHER } from '../entropy.ts';
import { judgeValue } from '../judge.ts';
import { matchesOf } from '../matches.ts';
import { type CredentialName, credentialName } from '../names.ts';

// Passwords and keys that a sentence tells: `Your password is: …`, `Kennwort: …`, `API key: …`. Only what nobody would write for
// anything else: a sentence about passwords is far more common than one with a password in it.

const PASSWORD: CredentialName = { kind: 'strong', words: ['password'] };
/** What people call a password, as a part of a pattern that ignores case. */
export const PASSWORD_NAMES =
  'passw(?:or)?[dt]|passphrase|kennwort|mot de passe|contrase[nñ]a|senha|wachtwoord|lösenord|adgangskode|hasło|pwd?';
const IS = 'is|ist|lautet|est|es|é|är|er';
/** A name, perhaps with what it is for, and what leads to the value: `is`, a colon, or both. */
const phrase = (names: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_$.-])(${names})(?:(?:(?: [^\\s:<>.!?]{1,20}){0,5} (?:${IS}))?\\s?:| (?:${IS})(?=[\\s<]))`,
    'giu',
  );
const PASSWORD_PHRASE = phrase(PASSWORD_NAMES);
/** Names of several words that mean nothing else. */
const KEY_PHRASE = phrase(
  '(?:api|access|(?:storage )?account|subscription|shared|function|master|secret|signing|encryption)[ -]?key|' +
    '(?:api|(?:personal )?access|bearer|auth|authentication|refresh|bot)[ -]?token|(?:client|app|api|consumer|shared)[ -]?secret|' +
    "(?:api|zugriffs)[ -]?schlüssel|(?:api|zugriffs)[ -]?token|clé (?:d['’])?api|clave (?:de )?(?:la )?api|chiave api|api[ -]?sleutel",
);
/** Blanks, markup and quotes between the phrase and the value. */
const BETWEEN = /(?:[ \t\r\n]|&nbsp;|<[^<>]{0,120}>|\*\*|["'“„«`]|\\{1,8}["nrt]){0,10}/y;
const VALUE = /[^\s<>"'“”„«»`&\\]{8,40}(?![^\s<>"'“”„«»`&\\])/y;
/** Of rules and names rather than of passwords: `Min8Chars`, `Portal-Password1`. */
const ABOUT =
  /pass|pwd|kenn|word|wort|secret|char|zeich|digit|min|max|case|login|cred|vault|user|account|test|beispiel|exampl/i;

/** What begins every name, and little else. */
const MAY_NAME = /pass|pw|kenn|mot de|contras|senha|wachtw|senord|adgang|has.o/i;

const MAY_NAME_KEY = /key|token|secret|schl.ssel|cl[eé] |clave|chiave|sleutel/i;
const KEY = /[^\s<>"'“”„«»`&\\,;]{20,200}(?![^\s<>"'“”„«»`&\\,;])/y;
const API_KEY: CredentialName = { kind: 'strong', words: ['api', 'key'] };

/** Passwords and keys in sentences. */
export function findInProse(text: string, out: Candidates): void {
  // A picture as base64 is long, and no sentence.
  if (!/[ <]/.test(text)) return;
  if (MAY_NAME.test(text)) each(text, PASSWORD_PHRASE, VALUE, passwordIn, out);
  if (MAY_NAME_KEY.test(text)) each(text, KEY_PHRASE, KEY, keyIn, out);
}

type Judge = (value: string, phrase: RegExpExecArray) => string | undefined;

function each(text: string, phrases: RegExp, values: RegExp, labelOf: Judge, out: Candidates): void {
  for (const found of matchesOf(text, phrases)) {
    if (out.full) return;
    BETWEEN.lastIndex = found.index + found[0].length;
    BETWEEN.test(text);
    const start = BETWEEN.lastIndex;
    values.lastIndex = start;
    const value = values.exec(text)?.[0].replace(/[.,;:)\]*]+$/, '');
    const label = value === undefined ? undefined : labelOf(value, found);
    if (value === undefined || label === undefined) continue;
    const span = { start, end: start + value.length };
    out.add({ kind: 'named-value', label, span, confidence: 'medium', rank: RANK.named + 5 });
  }
}

function passwordIn(value: string, [words]: RegExpExecArray): string | undefined {
  if (value.length < 8 || ABOUT.test(value)) return undefined;
  const classes = classesOf(value);
  // Numbers of orders and weeks are written in capitals.
  if ((classes & DIGIT) === 0 || (classes & LOWER) === 0) return undefined;
  // Without a colon the sentence may only go on.
  if (!words.endsWith(':') && (classes & OTHER) === 0) return undefined;
  return judgeValue(value, PASSWORD)?.confidence === 'high' ? 'password' : undefined;
}

function keyIn(value: string, [, name]: RegExpExecArray): string | undefined {
  if (value.length < 20 || (classesOf(value) & DIGIT) === 0 || !looksRandom(value)) return undefined;
  // Where it is kept: `OrdersApiKeyOfContoso2026`.
  if (/key|token|secret|vault/i.test(value)) return undefined;
  const own = credentialName(name!.replaceAll('-', ' '));
  const judged = judgeValue(value, own?.kind === 'strong' ? own : API_KEY);
  return judged?.confidence === 'high' ? judged.label : undefined;
}
