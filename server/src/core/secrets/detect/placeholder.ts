import { credentialName } from './names.ts';

/** Words that make a value a placeholder when they stand alone in it. */
const WORDS = new Set(
  (
    'your yours placeholder changeme redacted removed masked hidden example sample dummy insert enter replace replaced ' +
    'todo tbd fixme fake mock some beispiel platzhalter exemple ejemplo voorbeeld esempio'
  ).split(' '),
);

/** Whole values, without case, that stand for a value not given. */
const WHOLE = new Set(
  (
    'password passwd pwd pass secret token key apikey api-key api_key clientsecret client-secret client_secret ' +
    'accesstoken access_token access-token username user none null nil undefined empty blank unknown n/a na notset ' +
    'not-set not_set string text value abc abcd abc123 abcdef test testing test123 foo bar foobar baz default ' +
    'mypassword my-password my_password mysecret my-secret my_secret mykey my-key my_key mytoken my-token my_token ' +
    'secure secured securestring securedstring anonymous secretvalue secret-value secret_value dev prod uat local'
  ).split(' '),
);

/** Passwords of every list of bad ones: mostly samples, but where a step signs in with one, it is its password. */
const WEAK_PASSWORDS = new Set(
  (
    'pa$$word pa$$w0rd p@ssw0rd p@ssword passw0rd password1 password123 secret123 admin123 123456 12345678 123456789 ' +
    '1234567890 letmein qwerty qwerty123 hunter2 s3cr3t topsecret supersecret'
  ).split(' '),
);

/**
 * Published values: keys of the local storage and Cosmos emulators, the same on every machine, and the samples of RFC 6749, 6750 and
 * 7617 and of the introduction to JSON Web Tokens.
 */
const PUBLISHED = [
  'Eby8vdM02xNOcqFlqUwJ',
  'C2y6yDjf5/R+ob0N8A7Cgv',
  '2YotnFZFEj' + 'r1zCsicMWpAA',
  'tGzv3JOkF0' + 'XG5Qx2TlKWIA',
  'SplxlOBeZQ' + 'QYbYS6WxSbIA',
  'mF_9.B5f-' + '4.1JqM',
  '7Fjfp0ZBr1' + 'KtDRbnfVdmIw',
  'gX1fBat3' + 'bV',
  'open ses' + 'ame',
  'QWxhZGRpbj' + 'pvcGVuIHNlc2FtZQ',
  'czZCaGRSa3' + 'F0MzpnWDFmQmF0M2JW',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0' + 'NTY3ODkwI',
];

/** Longer values are looked at by their first part only. */
const LIMIT = 4096;

function enclosed(text: string): boolean {
  const first = text[0];
  const last = text[text.length - 1];
  return (
    (first === '<' && last === '>') ||
    (first === '[' && last === ']') ||
    (first === '{' && last === '}') ||
    (first === '%' && last === '%' && text.length > 2) ||
    (first === '«' && last === '»') ||
    (text.startsWith('__') && text.endsWith('__')) ||
    (first === '§' && last === '§') ||
    (text.startsWith('@@') && text.endsWith('@@')) ||
    (text.startsWith('$(') && last === ')')
  );
}

/**
 * `$env:PASSWORD`, `$DB_PASSWORD`, `$clientSecret`: a variable of a script. Letters only, and a name that says so in small letters:
 * passwords of people begin with `$` as well.
 */
function isScriptVariable(text: string): boolean {
  if (/^\$env:\w{1,60}$/i.test(text)) return true;
  if (!/^\$[A-Za-z]{2,40}(?:_[A-Za-z]{1,40}){0,6}$/.test(text)) return false;
  return text === text.toUpperCase() || credentialName(text.slice(1)) !== undefined;
}

/** Marks of a template somewhere in the text: `#{x}#`, `${x}`, `{{x}}`, `<a name>`, `...`, runs of x, stars or bullets. */
const MARKS =
  /#\{|\}#|\$\{|\{\{|<[A-Za-z][A-Za-z _-]{1,60}>|\.\.\.|…|x{4}|X{4}|\*{3}|•{3}|(?:&(?:bull|#\d{2,5});){3}|EXAMPLE|\{[A-Za-z_][\w .-]{0,60}\}/;

function sameOrSequence(text: string): boolean {
  let same = 0;
  let next = 0;
  let compared = 0;
  let last = -1;
  const n = Math.min(text.length, 256);
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i) | 32;
    // Separators do not count: `0000-0000`.
    if (c === 45 || c === 46 || c === 95 || c === 32 || c === 127) continue;
    if (last >= 0) {
      compared++;
      if (c === last) same++;
      // 0 follows 9, a follows 9 (hexadecimal) and z.
      else if (c === last + 1 || (last === 57 && (c === 48 || c === 97)) || (last === 122 && c === 97))
        next++;
    }
    last = c;
  }
  if (compared < 2) return last < 0;
  return same >= compared * 0.85 || (compared >= 5 && same + next >= compared * 0.85);
}

/** True for a password that everybody knows, such as `P@ssw0rd`. `isPlaceholder` holds for it as well. */
export function isWeakPassword(text: string): boolean {
  return text.length <= 24 && WEAK_PASSWORDS.has(text.trim().toLowerCase());
}

/** True when the value stands for one still to be filled in, or says nothing: `<secret>`, `#{token}#`, `xxxx`, `***`. */
export function isPlaceholder(text: string): boolean {
  // Quotes around a value belong to the text it stands in.
  const value = (text.length > LIMIT ? text.slice(0, LIMIT) : text).trim().replace(/^["'`]|["'`]$/g, '');
  // `&nbsp;`: an empty cell of a table.
  if (value.length < 2 || /^(?:&[a-z]{2,8};|[\s-]){1,40}$/i.test(value)) return true;
  if (enclosed(value) || MARKS.test(value) || isScriptVariable(value)) return true;
  if (value.length <= 24 && (WHOLE.has(value.toLowerCase()) || isWeakPassword(value))) return true;
  if (PUBLISHED.some((known) => value.startsWith(known))) return true;
  if (sameOrSequence(value)) return true;
  if (value.length > 120) return false;
  // `your-key-here`, `YOUR_API_KEY`, `enterYourPassword`: split capitals only in short values, where chance is small.
  const words = (value.length <= 40 ? value.replace(/([a-z])([A-Z])/g, '$1 $2') : value)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some((word) => WORDS.has(word))) return true;
  return words.length > 1 && words[words.length - 1] === 'here';
}
