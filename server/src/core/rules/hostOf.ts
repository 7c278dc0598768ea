import type { Span } from '../text/span.ts';

export interface Host {
  /** Lower-cased, without port. */
  readonly name: string;
  /** Within the text. */
  readonly span: Span;
}

/** No name of a host is longer; nor is a user name in front of one. */
const MAX_AUTHORITY = 600;

/**
 * The host of an address at the start of a text. Undefined when none is written there to its end: other schemes, addresses
 * without one, a host that goes on in an expression (`whole` tells that nothing follows the text), placeholders.
 */
export function hostOf(text: string, whole: boolean): Host | undefined {
  const scheme = /^\s{0,100}https?:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return undefined;
  const rest = text.slice(scheme.length, scheme.length + MAX_AUTHORITY);
  const end = rest.search(/[/?#\s]/);
  if (end === -1 && (!whole || rest.length === MAX_AUTHORITY)) return undefined;
  const authority = end === -1 ? rest : rest.slice(0, end);
  const from = authority.lastIndexOf('@') + 1;
  const name = authority.slice(from).replace(/:\d*$/, '');
  if (!/^(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}._-]+)$/iu.test(name)) return undefined;
  const start = scheme.length + from;
  // A dot at the end names the same host.
  return { name: name.toLowerCase().replace(/\.$/, ''), span: { start, end: start + name.length } };
}
