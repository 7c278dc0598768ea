import {
  classesOf,
  countClasses,
  DIGIT,
  entropy,
  LOWER,
  looksRandom,
  OTHER,
  UPPER,
  wordShare,
} from './entropy.ts';
import type { CredentialName } from './names.ts';
import { isPlaceholder } from './placeholder.ts';
import {
  isLabelOrPath,
  isNumberOrId,
  isSentence,
  isTypeOrPlace,
  speaksOfCredential,
} from './spokenValues.ts';
import type { Confidence } from './types.ts';

/** A value under a credential name that counts as a secret. */
export interface Judgement {
  readonly label: string;
  readonly confidence: Confidence;
}

/** Longer values are certificates or documents, not keys. */
const MAX_VALUE = 1024;
const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
/** Ids of nothing are written with few digits. */
const GUID_KEY = /^(?!(?:[0-]*|[1-]*|[f-]*)$)[0-9a-f-]{36}$/i;
const PASSWORD_HEADS = new Set(
  (
    'password passwd pwd passwort passphrase passcode kennwort wachtwoord senha contrasena contraseña lösenord ' +
    'adgangskode hasło pass psw pw clave'
  ).split(' '),
);

/** Before `pass`: it is one to sign in with, no boarding pass. */
const SIGN_IN =
  /^(?:user|login|logon|db|sql|ftp|sftp|smtp|imap|mail|admin|svc|service|account|basic|auth|proxy)$/;

/** `pw`, `dbPass`: a password, as far as the value looks like one; the short names also stand for other things. */
function isShortName({ words }: CredentialName): boolean {
  const head = words[words.length - 1];
  if (head === 'pw' || head === 'psw') return true;
  return head === 'pass' && (words.length === 1 || (words.length === 2 && SIGN_IN.test(words[0]!)));
}

/** Values that cannot be secrets, whatever the name: addresses, paths, ids, versions, markup, dates, type words. */
function isOrdinary(value: string): boolean {
  const c = value.charCodeAt(0);
  // @ expression, / path, [ array or ARM expression, { JSON or GUID, < markup, ( grouping, | and , lists
  if (c === 64 || c === 47 || c === 91 || c === 123 || c === 60 || c === 40 || c === 124 || c === 44)
    return true;
  if (value.includes('://') || value.startsWith('data:') || value.startsWith('b!')) return true;
  // `OData__x0050_asswort`: a column as SharePoint writes its name.
  if (/_x[0-9a-f]{4}_/i.test(value)) return true;
  if (GUID.test(value) || isTypeOrPlace(value)) return true;
  if (/^[+-]?[\d.,:\s/-]+$/.test(value)) return true;
  if (/^\d{4}-\d\d-\d\d(?:T|$)/.test(value)) return true;
  if (/^(?:true|false|yes|no|on|off|null|none)$/i.test(value)) return true;
  if (value.length <= 120) {
    if (/^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}$/.test(value)) return true;
    if (/^(?:application|text|image|audio|video|multipart)\/[\w.+-]{1,80}$/i.test(value)) return true;
    if (
      /\.(?:json|xml|txt|csv|pdf|xlsx?|docx?|png|jpe?g|gif|zip|html?|md|pfx|pem|cer|crt|key|ps1|ya?ml)$/i.test(
        value,
      )
    )
      return true;
    if (/^v?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+][\w.]{1,40})?$/i.test(value)) return true;
    // Host names and API paths.
    if (
      /^(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|us|local|azure|microsoft|cloud|dev|app)(?:[/:].*)?$/i.test(
        value,
      )
    )
      return true;
  }
  return false;
}

/** `abc_apikey`, `contoso-api-key`, `Get_secret_2`, `body/value`: the name of something, made of words. */
function isIdentifier(value: string): boolean {
  if (isLabelOrPath(value)) return true;
  if (!/^\p{L}[\p{L}0-9]*(?:[ _./:-][\p{L}0-9]+)*$/u.test(value)) return false;
  if (/^\p{L}+$/u.test(value)) return value.length < 20 || wordShare(value) > 0.5;
  return /[ _./:-]/.test(value) && (/^[a-z]{2,8}_[a-z_]+$/.test(value) || wordShare(value) >= 0.5);
}

/** `contoso-prd-kv01`: parts in lower case with at most four digits in all, as resources are named. */
function isResourceName(value: string): boolean {
  return (
    value.length <= 40 &&
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(value) &&
    value.replace(/\D/g, '').length <= 4
  );
}

/**
 * `Winter-2025-Tango`: words and a number of two digits or more, in capitals and small letters, as people make passwords. Not
 * the name of something that has to do with one (`Portal-Password-2025`), which a name of a secret would be.
 */
function isPersonal(value: string): boolean {
  return (
    value.length >= 8 &&
    value.length <= 32 &&
    /^[\p{L}0-9.-]+$/u.test(value) &&
    /\p{Ll}/u.test(value) &&
    /\p{Lu}/u.test(value) &&
    /\d\d/.test(value) &&
    !/pass|pwd|secret|key|token|login|cred|vault|user|account/i.test(value)
  );
}

const HEX32 = /^[0-9a-f]{32}$/i;
/** Older Entra client secrets: 34 to 44 characters, with at least one of `.-_~` or the like among letters and digits. */
const ENTRA_OLD = /^[\w.~!*?@:=[\]/+-]{34,44}$/;
const PAT_OLD = /^[a-z2-7]{52}$/;

function labelOf(name: CredentialName, value: string, isPassword: boolean): string {
  if (isPassword) return 'password';
  const has = (word: string) => name.words.some((one) => one === word);
  const hasIn = (part: string) => name.words.some((one) => one.includes(part));
  if (PAT_OLD.test(value) && (has('pat') || hasIn('token') || has('devops') || has('ado')))
    return 'Azure DevOps token';
  if (hasIn('secret') && !has('key')) {
    if (ENTRA_OLD.test(value) && /[.~_-]/.test(value)) return 'Entra client secret';
    return hasIn('client') ? 'client secret' : 'secret';
  }
  if (has('subscription')) return 'subscription key';
  if (hasIn('connection')) return 'connection string';
  if (has('pfx')) return 'certificate with private key';
  if (hasIn('api')) return 'API key';
  if (hasIn('token')) return hasIn('access') ? 'access token' : 'token';
  if (hasIn('key')) return HEX32.test(value) ? 'service key (32 hexadecimal digits)' : 'key';
  return 'credential';
}

/**
 * Is `value` (decoded, trimmed by the caller) a secret under this name? Names and values decide together: a strong
 * name asks little of the value, a weak one a value that is known by its shape or looks random and has 20 characters.
 */
export function judgeValue(value: string, name: CredentialName): Judgement | undefined {
  const n = value.length;
  const isPassword = name.words.some((word) => PASSWORD_HEADS.has(word) || word.endsWith('password'));
  const shortest = name.kind === 'strong' ? 4 : isShortName(name) ? 8 : 20;
  const isKey = name.mayBeGuid === true && GUID_KEY.test(value);
  if (n < shortest || (isOrdinary(value) && !isKey)) return undefined;
  const head = name.words[name.words.length - 1] ?? '';
  if (n > MAX_VALUE) {
    // A certificate file as base64 begins with an ASN.1 sequence.
    return name.words.includes('pfx') && /^MI[A-Za-z0-9+/=]{200}/.test(value)
      ? { label: 'certificate with private key', confidence: 'high' }
      : undefined;
  }
  if (isPlaceholder(value)) return undefined;
  if (/\s/.test(value)) {
    // Only a password may hold spaces, and then it does not read as a sentence.
    const spaced = isPassword && n <= 64 && wordShare(value) < 0.4 && countClasses(classesOf(value)) === 4;
    return spaced && !speaksOfCredential(value) && !isSentence(value) && /^\S+(?: \S+){1,3}$/.test(value)
      ? { label: 'password', confidence: 'medium' }
      : undefined;
  }
  if (!isPassword && isNumberOrId(value)) return undefined;
  const label = labelOf(name, value, isPassword);
  if (name.kind === 'weak') {
    if (isShortName(name) && n <= 64 && countClasses(classesOf(value)) === 4 && !isIdentifier(value))
      return { label, confidence: 'medium' };
    if (n < 20) return undefined;
    if (HEX32.test(value) && entropy(value) >= 2.8) return { label, confidence: 'medium' };
    return looksRandom(value) && !isIdentifier(value) ? { label, confidence: 'medium' } : undefined;
  }
  const classes = classesOf(value);
  const count = countClasses(classes);
  if (isPassword) {
    if (isIdentifier(value)) return { label, confidence: isPersonal(value) ? 'medium' : 'low' };
    if (count < 2 || n < 6) return { label, confidence: 'low' };
    return { label, confidence: count >= 3 && n >= 8 ? 'high' : 'medium' };
  }
  if (head === 'string' || head === 'str' || head.endsWith('string')) return undefined;
  if (n < 8 || isIdentifier(value)) return undefined;
  if ((classes & DIGIT) !== 0 && (classes & (LOWER | UPPER)) !== 0) {
    if ((wordShare(value) >= 0.7 && (classes & OTHER) === 0) || isResourceName(value))
      return { label, confidence: 'low' };
    return { label, confidence: n >= 16 && entropy(value) >= 2.8 ? 'high' : 'medium' };
  }
  if (n >= 20 && looksRandom(value)) return { label, confidence: 'medium' };
  return count >= 3 && n >= 10 && wordShare(value) < 0.6 ? { label, confidence: 'medium' } : undefined;
}
