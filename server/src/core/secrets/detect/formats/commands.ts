import { type Candidates, RANK } from '../candidate.ts';
import { looksRandom } from '../entropy.ts';
import { type Judgement, judgeValue } from '../judge.ts';
import { matchesOf } from '../matches.ts';
import { type CredentialName, credentialName } from '../names.ts';
import { isPlaceholder } from '../placeholder.ts';
import { commandWords, type Word } from './commandWords.ts';

// Passwords in the commands of a script: `curl -u user:password`, `sqlcmd -P …`, `-ClientSecret "…"`. What a variable of the script
// holds (`$password`, `%PASSWORD%`) is no literal.

const PASSWORD: CredentialName = { kind: 'strong', words: ['password'] };

interface Command {
  /** Options whose value is the password, or with `pair` a user name and a password. */
  readonly option: RegExp;
  readonly pair?: boolean;
  /** The value may follow without a blank: `-pX`. `only`: has to. */
  readonly glued?: 'may' | 'only';
  /** One of the first words, without which the option means something else. */
  readonly needs?: string;
}

const SQL: Command = { option: /^-P/, glued: 'may' };
const LOGIN: Command = { option: /^(?:-p|--password)$/, needs: 'login' };
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['curl', { option: /^(?:-[uU]|--(?:proxy-)?user(?:=|$))/, pair: true, glued: 'may' }],
  ['sqlcmd', SQL],
  ['osql', SQL],
  ['bcp', SQL],
  ['mysql', { option: /^-p/, glued: 'only' }],
  ['mysqldump', { option: /^-p/, glued: 'only' }],
  ['mariadb', { option: /^-p/, glued: 'only' }],
  ['sshpass', { option: /^-p/, glued: 'may' }],
  ['az', LOGIN],
  ['docker', LOGIN],
  ['podman', LOGIN],
  ['psexec', { option: /^[-/]p$/i }],
  ['schtasks', { option: /^[-/]rp$/i }],
  ['cmdkey', { option: /^[-/]pass:/i, glued: 'only' }],
  ['redis-cli', { option: /^-a$/ }],
]);
const NAME =
  /(?<![\w.$/-])(?:curl|sqlcmd|osql|bcp|mysql(?:dump)?|mariadb|sshpass|az|docker|podman|psexec|schtasks|cmdkey|redis-cli|net)(?:\.exe)?(?=[ \t])/gi;
/** An option that says what its value is, of any command: `--client-secret x`, `-Password 'x'`. */
const OPTION = /(?<![^\s"'`(])--?([A-Za-z][\w-]{1,40})[ \t]{1,4}(?=[^\s-])/g;
const SECURE_STRING = /ConvertTo-SecureString\b/gi;
const PIPED = /(['"])([^'"\n]{4,128})\1\s{0,3}\|\s{0,3}$/;
const NETWORK_CREDENTIAL =
  /NetworkCredential\]?(?:::new)?\s{0,3}\(\s{0,3}\\{0,3}["'][^"'\n]{0,80}["']\s{0,3},\s{0,3}\\{0,3}["']([^"'\\\n]{4,128})\\{0,3}["']/gi;

/** Filled in at run time, or by whoever reads it. */
function isVariable(value: string): boolean {
  return /^[$(@{%<[*]|\$[({]|%\w{1,40}%/.test(value);
}

function add(start: number, end: number, { label, confidence }: Judgement, out: Candidates): void {
  out.add({ kind: 'named-value', label, span: { start, end }, confidence, rank: RANK.assigned + 1 });
}

/** Adds the word, or its part from `from` on, where it is a literal that looks like a password. */
function judge(word: Word, from: number, name: CredentialName, out: Candidates): void {
  const value = word.text.slice(from);
  if (isVariable(value) || (word.quote === '"' && /\$[A-Za-z_]/.test(value))) return;
  const judged = judgeValue(value, name);
  if (judged && judged.confidence !== 'low') add(word.start + from, word.end, judged, out);
}

/** `user:password`; a key as the user with nothing behind the colon. */
function judgePair(word: Word, from: number, out: Candidates): void {
  const colon = word.text.indexOf(':', from);
  if (colon < 0) return;
  // `user:'password'`
  const behind = /^\\{0,3}["']?/.exec(word.text.slice(colon + 1))![0].length;
  const quoted = behind > 0 && /["']/.test(word.text[colon + behind]!);
  const text = quoted ? word.text.replace(/\\{0,3}["']$/, '') : word.text;
  const user = text.slice(from, colon);
  if (colon + 1 < text.length)
    judge({ ...word, text, end: word.start + text.length }, colon + 1 + behind, PASSWORD, out);
  else if (user.length >= 20 && looksRandom(user) && !isVariable(user) && !isPlaceholder(user))
    add(word.start + from, word.start + colon, { label: 'API key', confidence: 'high' }, out);
}

function inCommand(text: string, from: number, command: Command, out: Candidates): void {
  const words = commandWords(text, from, (word) => COMMANDS.has(word.toLowerCase()));
  if (command.needs && !words.slice(0, 3).some((word) => word.text === command.needs)) return;
  for (const [index, word] of words.entries()) {
    const option = word.quote === '' ? command.option.exec(word.text)?.[0] : undefined;
    if (option === undefined) continue;
    const isGlued = word.text.length > option.length;
    if (isGlued ? command.glued === undefined : command.glued === 'only') continue;
    const value = isGlued ? word : words[index + 1];
    if (value === undefined || (!isGlued && value.quote === '' && value.text.startsWith('-'))) continue;
    const at = isGlued ? option.length : 0;
    if (command.pair) judgePair(value, at, out);
    else judge(value, at, PASSWORD, out);
  }
}

/** `net use Z: \\server\share password /user:…`, `net user name password /add`. */
function inNet(text: string, from: number, out: Candidates): void {
  const [verb, ...words] = commandWords(text, from, (word) => /^net$/i.test(word));
  const plain = words.filter((word) => !word.text.startsWith('/'));
  const isUse = /^use$/i.test(verb?.text ?? '');
  if (!isUse && !/^user$/i.test(verb?.text ?? '')) return;
  const named = isUse ? plain.findIndex((word) => word.text.startsWith('\\\\')) : 0;
  const value = named < 0 ? undefined : plain[named + 1];
  if (value !== undefined && words.some((word) => word.text.startsWith('/'))) judge(value, 0, PASSWORD, out);
}

const LITERAL: Judgement = { label: 'password', confidence: 'high' };
const isLiteral = (value: string): boolean =>
  value.length >= 4 && !isVariable(value) && !isPlaceholder(value);

/** The text that becomes a secure string is a password whatever it looks like; without `-AsPlainText` it is encrypted. */
function inSecureString(text: string, at: number, from: number, out: Candidates): void {
  const words = commandWords(text, from, (word) => /^ConvertTo-SecureString$/i.test(word));
  if (!words.some((word) => /^-asp/i.test(word.text))) return;
  const start = Math.max(0, at - 200);
  const before = text.slice(start, at);
  const piped = before.trimEnd().endsWith('|') ? PIPED.exec(before) : null;
  if (piped !== null) {
    const first = start + piped.index + 1;
    if (isLiteral(piped[2]!)) add(first, first + piped[2]!.length, LITERAL, out);
    return;
  }
  const value = words.find(
    (word, index) => !/^-[a-z]/i.test(word.text) && !/^-(?:Secure)?Key$/i.test(words[index - 1]?.text ?? ''),
  );
  if (value === undefined) return;
  const interpolates = value.quote === '"' && /\$[A-Za-z_]/.test(value.text);
  if (value.quote === '') judge(value, 0, PASSWORD, out);
  else if (isLiteral(value.text) && !interpolates) add(value.start, value.end, LITERAL, out);
}

/** Passwords and keys that a script hands to its commands. A text without an option or a call is not searched. */
export function findInCommands(text: string, out: Candidates): void {
  if (text.includes(' -') || text.includes(' /')) {
    for (const { 0: name, index } of matchesOf(text, NAME)) {
      if (out.full) return;
      const from = index + name.length;
      const lower = name.toLowerCase().replace('.exe', '');
      if (lower === 'net') inNet(text, from, out);
      else inCommand(text, from, COMMANDS.get(lower)!, out);
    }
    for (const { 0: option, 1: name, index } of matchesOf(text, OPTION)) {
      if (out.full) return;
      const verdict = /^pw$/i.test(name!) ? PASSWORD : credentialName(name!);
      const [word] =
        verdict?.kind === 'strong' ? commandWords(text, index + option.length, () => false, 1) : [];
      // Prose has options, too, and words behind them.
      const isSure = word?.quote !== '' || judgeValue(word.text, verdict!)?.confidence === 'high';
      if (word !== undefined && isSure) judge(word, 0, verdict!, out);
    }
    for (const { 0: name, index } of matchesOf(text, SECURE_STRING)) {
      if (out.full) return;
      inSecureString(text, index, index + name.length, out);
    }
  }
  if (!text.includes('etworkCredential')) return;
  for (const { 0: call, 1: value, index } of matchesOf(text, NETWORK_CREDENTIAL)) {
    if (out.full) return;
    const start = index + call.lastIndexOf(value!);
    if (isLiteral(value!)) add(start, start + value!.length, LITERAL, out);
  }
}
