import type { Expr } from './ast.ts';

/**
 * An expression as text, without the leading `@`, in one canonical form (no spare white space). Parsing the
 * result gives an equal tree
 * apart from spans. An `error` node prints as nothing. Names are printed as they are: a name made by hand
 * must be a name.
 */
export function printExpr(expr: Expr): string {
  let out = '';
  const pending: (Expr | string)[] = [expr];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') {
      out += next;
      continue;
    }
    switch (next.kind) {
      case 'string':
        out += quoteText(next.value);
        break;
      case 'number':
        out += Number.isFinite(next.value) ? String(next.value) : next.value < 0 ? '-1e999' : '1e999';
        break;
      case 'boolean':
        out += String(next.value);
        break;
      case 'null':
        out += 'null';
        break;
      case 'call':
        out += `${next.name}(`;
        pending.push(')');
        for (let index = next.args.length - 1; index >= 0; index--) {
          pending.push(next.args[index]!);
          if (index > 0) pending.push(',');
        }
        break;
      case 'access':
        if (next.dot) {
          pending.push((next.safe ? '?.' : '.') + (next.key.kind === 'string' ? next.key.value : ''));
        } else {
          pending.push(']', next.key, next.safe ? '?[' : '[');
        }
        pending.push(next.target);
        break;
    }
  }
  return out;
}

/**
 * A text as an expression writes it: in single quotes, inner ones doubled. Also right for the names in
 * `body('...')`.
 */
export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
