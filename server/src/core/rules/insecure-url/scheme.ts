import type { Template } from '../../expressions/index.ts';
import type { Span } from '../../text/span.ts';
import { type LiteralStart, literalStarts } from '../literalStarts.ts';

const SCHEME = 'http://';

/**
 * Span of `http://` at the start of an address, in the decoded string. Undefined for other schemes, for this machine, and
 * where the start is not written in the text.
 */
export function findInsecureScheme(template: Template): Span | undefined {
  for (const start of literalStarts(template)) {
    const found = insecure(start);
    if (found !== undefined) return found;
  }
  return undefined;
}

function insecure({ text, at }: LiteralStart): Span | undefined {
  const blanks = text.length - text.trimStart().length;
  if (text.slice(blanks, blanks + SCHEME.length).toLowerCase() !== SCHEME) return undefined;
  if (isThisMachine(hostOf(text.slice(blanks + SCHEME.length, blanks + SCHEME.length + 300))))
    return undefined;
  return { start: at + blanks, end: at + blanks + SCHEME.length };
}

/** Lower-cased host without user and port; as much of it as is written. */
function hostOf(rest: string): string {
  const authority = /^[^/?#]*/.exec(rest)![0];
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d*$/, '');
}

function isThisMachine(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}
