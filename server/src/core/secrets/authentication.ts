import type { Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { isWeakPassword } from './detect/placeholder.ts';
import { findSecrets } from './detect/secretValue.ts';
import type { SecretMatch } from './detect/types.ts';
import { isFilledIn } from './parameters.ts';

/** Fields of `authentication` that hold a credential (Microsoft's "Secure access and data", authentication types). */
const FIELDS = ['password', 'secret', 'pfx', 'value'];
const NO_BLOCKS: readonly NodeId[] = [];
/** `Bearer eyJ…`: the scheme is no part of the secret. */
const SCHEME = /^\s{0,8}(?:basic|bearer|token|apikey|api-key|sharedkey|negotiate|digest)\s{1,8}(?=\S)/i;

/** The `authentication` objects of a step: of its inputs, and of both requests of an HTTP webhook. */
export function authenticationBlocks(tree: JsonTree, step: Step): readonly NodeId[] {
  if (!tree.isObject(step.inputs)) return NO_BLOCKS;
  const own = tree.child(step.inputs, 'authentication');
  if (step.lowerType !== 'httpwebhook') return tree.isObject(own) ? [own] : NO_BLOCKS;
  const requests = ['subscribe', 'unsubscribe'].map((part) =>
    tree.descend(step.inputs, part, 'authentication'),
  );
  return [own, ...requests].filter((node) => node !== NONE && tree.isObject(node));
}

/** Is the string one of the fields of `blocks` that hold a credential? */
export function isCredentialField(tree: JsonTree, blocks: readonly NodeId[], node: NodeId): boolean {
  return (
    blocks.length > 0 && blocks.includes(tree.parent(node)) && FIELDS.some((field) => tree.keyIs(node, field))
  );
}

/** Whatever is filled in there is a secret, however it looks. Undefined for a placeholder or nothing. */
export function literalCredential(text: string, field: string): SecretMatch | undefined {
  if (!isCredential(text)) return undefined;
  const scheme = field === 'value' ? (SCHEME.exec(text)?.[0].length ?? 0) : 0;
  const start = scheme > 0 ? scheme : text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (!isCredential(text.slice(start, end))) return undefined;
  const found = findSecrets(text, { names: [field === 'value' ? 'authorization' : field] })[0];
  return {
    kind: found?.kind ?? 'named-value',
    label: found?.label ?? field,
    span: { start, end },
    confidence: 'high',
    ...(found?.expires === undefined ? {} : { expires: found.expires }),
  };
}

/** What a step signs in with is its password, however bad a one. */
function isCredential(text: string): boolean {
  return isFilledIn(text) || isWeakPassword(text);
}
