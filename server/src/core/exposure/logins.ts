import type { FlowModel, Step } from '../flow/model.ts';
import { plainLetters } from '../json/plainLetters.ts';
import { NONE } from '../json/tree.ts';
import { credentialName, wordsOf } from '../secrets/detect/names.ts';
import { mayNameCredential } from './credentialWords.ts';
import { type CredentialRead, readsOf } from './references.ts';

/** A property of an answer that ends in one of these is what the service knows the caller by from now on. */
const HEADS = new Set([
  'token',
  'jwt',
  'session',
  'sessionid',
  'sid',
  'ticket',
  'bearer',
  'cookie',
  'apikey',
]);
const MAY_BE = /token|jwt|session|sid|ticket|bearer|cookie|api/i;
const mayBeSession = (text: string): boolean => MAY_BE.test(text);
/** A field of a form or of JSON as text: `password=`, `"password": `. */
const FIELD = /([\w-]{3,60})(?:=|"\s{0,4}:)/g;
const MAX_FORM = 4096;

/**
 * Reads of a token, session or ticket out of the answer of a call that carried a credential. `answering` tells which step a
 * read's value comes from.
 */
export function loginReads(
  flow: FlowModel,
  calls: readonly Step[],
  answering: (step: Step) => Step | undefined,
): readonly CredentialRead[] {
  const logins = new Set(calls.filter((step) => sendsCredential(flow, step)));
  if (logins.size === 0) return [];
  const sites = flow.expressions.filter((site) => !site.inKey && site.passes(flow.tree, mayBeSession));
  return readsOf(sites, (name, reference) => {
    if (reference.kind !== 'action' || reference.name === undefined || !isSession(name)) return false;
    const named = flow.actionsByName.get(reference.name.toLowerCase());
    const step = named && answering(named);
    return step !== undefined && logins.has(step);
  });
}

function isSession(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  // `nextToken`, `csrfToken`: said to be something else.
  if (last === 'token') return credentialName(name) !== undefined;
  return HEADS.has(last) || (words.at(-2) === 'session' && (last === 'id' || last === 'key'));
}

/** A password, secret or key in the body, the query or the authentication of a call; headers are no login. */
function sendsCredential({ tree }: FlowModel, { inputs }: Step): boolean {
  if (
    inputs === NONE ||
    !mayNameCredential(plainLetters(tree.text.slice(tree.start(inputs), tree.end(inputs))))
  )
    return false;
  const end = tree.after(inputs);
  for (let node = inputs + 1; node < end; node++) {
    if (!tree.hasKey(node)) continue;
    if (tree.keyIs(node, 'headers')) node = tree.after(node) - 1;
    else if (!tree.isString(node)) continue;
    else if (credentialName(tree.key(node))?.kind === 'strong') {
      if (tree.string(node) !== '') return true;
    } else if (/body$/i.test(tree.key(node))) {
      for (const [, name] of tree.string(node).slice(0, MAX_FORM).matchAll(FIELD))
        if (credentialName(name!)?.kind === 'strong') return true;
    }
  }
  return false;
}
