import { hashText } from '../../text/hash.ts';

/** Made anew with every start: a hash that somebody comes by says nothing of the value it was made from. */
const SALT = Array.from({ length: 4 }, () => Math.random().toString(36).slice(2)).join('');

/**
 * Tells whether two flows hold the same literal, without keeping it. Secrets and plain texts are repaired in different ways,
 * so the same text as the one and as the other is not the same. Differs from run to run.
 */
export function literalHash({ value, secret }: { readonly value: string; readonly secret: boolean }): string {
  return hashText(`${SALT}${secret ? 'secret' : 'plain'} ${value}`);
}
