import type { Expr, Template } from '../../expressions/index.ts';
import type { Span } from '../../text/span.ts';

const SCHEME = 'http://';

/** What stands at the start of a text, and whether its first host is written in it to the end. */
interface Start {
  readonly text: string;
  /** Offset of `text` in the decoded string. */
  readonly at: number;
}

/**
 * Span of `http://` at the start of an address, in the decoded string. Undefined for other schemes, for this machine, and
 * where the start is not written in the text.
 */
export function findInsecureScheme(template: Template): Span | undefined {
  for (const start of starts(template)) {
    const found = insecure(start);
    if (found !== undefined) return found;
  }
  return undefined;
}

function starts(template: Template): Start[] {
  switch (template.kind) {
    case 'literal':
      return [{ text: template.value, at: 0 }];
    case 'expression':
      return literalStarts(template.expr, 0);
    case 'interpolation': {
      const [first] = template.parts;
      if (first === undefined) return [];
      return first.kind === 'text'
        ? [{ text: first.value, at: first.span.start }]
        : literalStarts(first.expr, 0);
    }
  }
}

/** Functions whose result begins as the argument does. */
const KEEPS_START = new Set(['concat', 'trim', 'tolower', 'toupper', 'string', 'uri']);

/** Literals with which the value of an expression can begin. */
function literalStarts(expr: Expr, depth: number): Start[] {
  if (expr.kind === 'string') return [{ text: expr.value, at: expr.span.start + 1 }];
  if (expr.kind !== 'call' || depth > 8) return [];
  if (KEEPS_START.has(expr.lowerName))
    return expr.args[0] === undefined ? [] : literalStarts(expr.args[0], depth + 1);
  if (expr.lowerName === 'if') return expr.args.slice(1, 3).flatMap((arg) => literalStarts(arg, depth + 1));
  if (expr.lowerName === 'coalesce')
    return expr.args.slice(0, 8).flatMap((arg) => literalStarts(arg, depth + 1));
  return [];
}

function insecure({ text, at }: Start): Span | undefined {
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
