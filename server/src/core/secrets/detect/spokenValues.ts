import { credentialName, wordsOf } from './names.ts';
import { STRONG_HEADS } from './nameWords.ts';

// Values under a credential name that speak of the credential: labels, paths, types, rules.

const MAX_LABEL = 80;
/** Words of labels that names of properties do not have: in German, French, Spanish, Italian and Dutch. */
const LABEL_WORDS = new Set('schlüssel schluessel geheimnis clé llave chiave sleutel geheim'.split(' '));
/** No digits, and no marks that people put into passwords, such as `!`, `@` and `%`. */
const LABEL = /^[\p{L}\p{M}\s*:?#.$[\]'"=()<>&;/|_-]+$/u;

/** `Heslo:`, `Palavra-passe*`: words with the mark of a label or of a field to fill in. */
const MARKED_LABEL = /^\p{L}+(?:[ '-]\p{L}+){0,5} ?[*:]$/u;

/** `Kennwort*`, `$.user.password`, `input[name=password]`: a label, a path or a selector with the word for a credential in it. */
export function isLabelOrPath(value: string): boolean {
  if (value.length > MAX_LABEL || !LABEL.test(value)) return false;
  if (MARKED_LABEL.test(value)) return true;
  const words = wordsOf(value);
  return (
    words.some((word) => LABEL_WORDS.has(word)) ||
    speaksOfCredential(value) ||
    credentialName(words.join(' ')) !== undefined
  );
}

/** `Passwort 1 von 3`: one of the words is the word for a credential. */
export function speaksOfCredential(value: string): boolean {
  return wordsOf(value).some(
    (word) => word === 'pass' || STRONG_HEADS.has(word) || credentialName(word)?.kind === 'strong',
  );
}

/** `SUB-2026-0001`, `orders/2026/01`: groups of only letters or only digits. */
const GROUPS = /^(?:[A-Za-z]{1,10}|\d{1,20})(?:[-_/. ](?:[A-Za-z]{1,10}|\d{1,20})){1,6}$/;
/** `INV20260101000123456789`: letters, then a long number. */
const NUMBERED = /^[A-Z]{1,8}\d{8,40}[A-Z]{0,4}$/;
const IDS = [
  // ULIDs, ids of items of a drive, of a mailbox, and of conversations and people in Teams.
  /^0[0-7][0-9A-HJKMNP-TV-Z]{24}$/,
  /^01[A-Z2-7]{32}$/,
  /^A[A-Z]{1,2}kA[\w+/-]{40,}={0,2}$/,
  /^(?:19|29):[\w-]{20,}(?:@[\w.]{1,40})?$/,
  // Change tokens and pages of SharePoint; addresses in Base64, as pages of a list have.
  /^\d;\d;[0-9a-f-]{36};\d{1,20};/i,
  /^Paged=TRUE&/i,
  /^aHR0c(?:HM6|DovL)/,
  // Pictures and documents in Base64: PDF, PNG, GIF, ZIP and Office, SVG, XML.
  /^(?:JVBERi0|iVBORw0KGgo|R0lGOD|UEsDB|PHN2Z|PD94bWwg)/,
];

/** The number or id of something in a business, as no key is made. People make passwords like some of these. */
export function isNumberOrId(value: string): boolean {
  if (IDS.some((one) => one.test(value))) return true;
  return value.length <= 40 && (NUMBERED.test(value) || (/\d/.test(value) && GROUPS.test(value)));
}

/** `outputs('Get_key')?['body/value']`: an expression without its `@`. Not `Hallo(Welt)`. */
const CALL =
  /^[A-Za-z]{2,40}\((?:'[^']{0,200}'[^()]{0,200})?\)(?:\??\[[^\]]{0,100}\]|\??\.\w{1,60}){0,20};?$/;
/** Of a column: `nvarchar(256)`. */
const COLUMN_TYPE = /^(?:n?(?:var)?char|varchar2|(?:var)?binary|text|string)\(\w{1,5}\)$/i;
/** How something is hashed or encrypted: `SHA-256`, `AES-256-GCM`, `PBKDF2`. */
const ALGORITHM =
  /^(?:sha[23]?|md5|aes|des|3des|rsa|ecdsa|hmac|pbkdf2|bcrypt|scrypt|argon2(?:id?)?)(?:[-_/]?(?:sha)?\d{1,4})?(?:[-_/](?:gcm|cbc|ctr|ecb))?$/i;

/**
 * A column or cell of a sheet (`Column12`, `'Data 2026'!B2`, `Table1[Password]`), a control of an app, a question of a form, the number
 * of a message or a ticket, a colour.
 */
const PLACES = [
  /^(?:column|col|spalte|colonne|columna|field|feld|input|cell|zelle)[_ ]?\d{1,3}$/i,
  /^=?(?:'[^']{1,40}'|(?:sheet|tabelle|blatt|feuil|hoja|foglio)\d{1,3})!\$?[A-Z]{1,3}\$?\d{1,7}$/i,
  /^[A-Za-z]\w{0,60}\[[\p{L} _-]{1,60}\]$/u,
  /^(?:datacardvalue|textinput|textbox|combobox|dropdown)\d{1,3}(?:\.\w{1,40}){0,3}$/i,
  /^r[0-9a-f]{32}$/,
  /^(?:inc|chg|req|ritm|sctask|prb|kb)\d{7}$/i,
  /^(?:err(?:or)?|msg)[-_](?:[A-Za-z]{1,20}[-_]){0,3}\d{1,6}$/i,
  /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i,
];

/** Says of what kind the credential is, how it has to look, or where it stands: `nvarchar(256)`, `^.{8,20}$`, `Sheet1!C12`. */
export function isTypeOrPlace(value: string): boolean {
  if (value.length > 512) return false;
  if (value.startsWith('^') && value.endsWith('$') && value.length > 2) return true;
  return [COLUMN_TYPE, ALGORITHM, CALL, ...PLACES].some((one) => one.test(value));
}

/** `Zu kurz (min. 12)!`: four words or more, each of only letters or only digits. */
export function isSentence(value: string): boolean {
  const words = value.split(' ').map((word) => word.replace(/^\P{L}+(?=\p{L})|(?<=\p{L})\P{L}+$/gu, ''));
  return words.length >= 4 && words.every((word) => /^(?:\p{L}+|\P{L}+)$/u.test(word));
}
