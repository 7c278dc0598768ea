import type { FlowModel } from '../../flow/model.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { nameBefore } from '../../secrets/names.ts';
import { LONGEST, textBefore } from './surroundings.ts';

/** Words that tell what a secret is and not what it is for. */
const GENERAL = new Set(
  (
    'x api apikey app application key keys token secret password passwd pwd pass passphrase client clientsecret access ' +
    'auth authorization authentication bearer basic credential credentials subscription ocp apim function functions code ' +
    'value sig signature sas pfx cookie session id private shared connection string header body content inputs uri url path ' +
    'query user login account default service'
  ).split(' '),
);

/**
 * What to call a secret where it is stored, from what leads to it: `SpeechKey`, `Get_token client_secret`. A name that many
 * services use goes with its step: two secrets must not share a place.
 */
export function nameOfHit(flow: FlowModel, hit: SecretHit): string {
  const { own, name } = namesOf(flow, hit);
  return own === undefined ? name : joined(own, name);
}

/** What a secret is called where it stands: `x-api-key` of `Send_order x-api-key`. */
export function fieldOfHit(flow: FlowModel, hit: SecretHit): string {
  return namesOf(flow, hit).name;
}

/** `own`: the step, for a name that many services use. */
function namesOf(flow: FlowModel, hit: SecretHit): { readonly own?: string; readonly name: string } {
  const { owner, names, step, match, node } = hit;
  const own = step?.name ?? '';
  if (owner === 'signed-url' && isWholeUrl(flow.tree.string(node))) return { name: `${own} URL` };
  if (match.kind === 'url-credentials') return { name: `${own} password` };
  const inText = hit.inKey ? undefined : nameBefore(beforeOf(flow, hit));
  const field =
    inText !== undefined && (credentialName(inText) !== undefined || isGeneral(inText)) ? inText : undefined;
  const name = field ?? names.findLast((one) => one !== '' && !/^[0-9]+$/.test(one)) ?? match.label;
  // A variable is called as its author calls it.
  if (step !== undefined && isVariableWriter(step) && field === undefined && name !== own) return { name };
  if (name === own) return { name: credentialName(own) === undefined ? `${own} ${match.label}` : own };
  // A variable is called what its maker called it.
  if (step?.lowerType.endsWith('variable') && name !== match.label) return { name };
  return isGeneral(name) ? { own, name } : { name };
}

/** Two names as one, without the words that the second repeats: `Get token` and `token secret` are `Get token secret`. */
function joined(first: string, second: string): string {
  const before = wordsOf(first);
  const behind = wordsOf(second);
  const same = (words: readonly string[], others: readonly string[]): boolean =>
    words.join(' ').toLowerCase() === others.join(' ').toLowerCase();
  for (let at = 0; at + behind.length <= before.length; at++)
    if (same(before.slice(at, at + behind.length), behind)) return first;
  for (let count = Math.min(before.length, behind.length); count > 0; count--)
    if (same(before.slice(-count), behind.slice(0, count)))
      return `${first} ${behind.slice(count).join(' ')}`;
  return `${first} ${second}`;
}

/** The text before a secret, also where an expression joins it: `concat('https://a.example?code=', '…')`. */
function beforeOf(flow: FlowModel, { node, match }: SecretHit): string {
  const { start } = match.span;
  const written = start > LONGEST ? undefined : textBefore(flow, node, match.span);
  return written ?? flow.tree.string(node).slice(0, start);
}

/** Of a signed URL the whole address is the secret, as long as nothing in it is computed. */
export function isWholeUrl(text: string): boolean {
  return /^https:\/\/[^\s@]*$/i.test(text);
}

function isGeneral(name: string): boolean {
  return displayName(name)
    .toLowerCase()
    .split(' ')
    .every((word) => GENERAL.has(word));
}

/**
 * The words of a name. One without blanks or signs between them is taken apart where a word begins with a capital; what people
 * wrote in words stays as they wrote it: `SCuBA CoE`.
 */
function wordsOf(name: string): string[] {
  const plain = withoutSecrets(name).slice(0, 120);
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  if (words.length !== 1) return words;
  return words[0]!.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(' ');
}

/** `x-api-key` -> `X api key`: a display name that people read and a schema name can be made of. */
export function displayName(name: string): string {
  const words = wordsOf(name);
  const text = words
    .map((word, index) => (index === 0 || isAsWritten(word) ? word : word.toLowerCase()))
    .join(' ');
  return text === '' ? 'Value' : text.charAt(0).toUpperCase() + text.slice(1);
}

/** A word in capitals (`API`, `URL`), or with some inside. */
function isAsWritten(word: string): boolean {
  return /^\p{Lu}{2,5}$/u.test(word) || (/\p{Ll}/u.test(word) && /.\p{Lu}/u.test(word));
}

/** Names in Key Vault: letters, digits and dashes, at most 127. */
export function vaultName(name: string): string {
  const plain = displayName(name).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.join('-').slice(0, 100).replace(/-$/, '') || 'secret';
}
