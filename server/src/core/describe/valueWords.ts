import { type Expr, normalisePath, parseTemplate, type Template } from '../expressions/index.ts';
import { code, italic, type Line, line, NOTHING, plain } from '../report/lines/inline.ts';
import { cutText } from '../text/cut.ts';
import type { SafeText } from './safeText.ts';

/** Longer expressions are cut. */
const MOST_EXPRESSION = 80;

/** Functions that read what a step made, by the part of it. */
const OF_STEP: ReadonlySet<string> = new Set(['body', 'outputs', 'actionbody', 'actionoutputs']);
const OF_TRIGGER: ReadonlySet<string> = new Set(['triggerbody', 'triggeroutputs', 'trigger']);
/** Functions of one value, as makers say it. */
const PARTS: ReadonlyMap<string, Line> = new Map([
  ['length', line`the length of`],
  ['first', line`the first of`],
  ['last', line`the last of`],
]);
/** Parts of every answer, which makers do not see. */
const USUAL: ReadonlySet<string> = new Set(['body', 'outputs', 'value', 'queries']);

/** The names that a value may use. */
export interface Around {
  /** Lower-cased name of the loop that it stands in; '' outside of all. */
  readonly loop: string;
  /** How a step is called. */
  nameOf(step: string): string;
  /** How an input of the trigger is called. */
  titleOf(key: string): string;
}

/** What values in a loop may use; `loop`: '' outside of all. */
export function around(safe: SafeText, loop: string): Around {
  return { loop, nameOf: (step) => safe.name(step), titleOf: (key) => safe.title(key) };
}

/**
 * A value of a flow in a maker's words: `Status of Get item`, `the variable Count`. What has no such words stands as it is, as code.
 * `text`: decoded and without secrets.
 */
export function valueWords(text: string, around: Around): Line {
  const template = parseTemplate(text);
  if (template.kind === 'literal') return literalWords(template.value);
  const only = onlyExpr(template);
  const read = only === undefined ? NOTHING : readWords(only, around);
  return read.length > 0 ? read : line`${code(short(text.replace(/^@(?![@{])/, '')))}`;
}

/** A constant text. */
function literalWords(text: string): Line {
  return text.trim() === '' ? line`an empty text` : line`${code(short(text))}`;
}

/** The expression that a string is, with `@{…}` around it or not. */
export function onlyExpr(template: Template): Expr | undefined {
  if (template.kind === 'expression') return template.expr;
  return template.kind === 'literal' ? undefined : onlyHole(template.parts);
}

/** A part of `text`, the string that it stands in. */
export function partWords(expr: Expr, text: string, around: Around): Line {
  if (expr.kind === 'string') return literalWords(expr.value);
  const read = readWords(expr, around);
  return read.length > 0 ? read : line`${code(short(text.slice(expr.span.start, expr.span.end)))}`;
}

const short = (text: string): string => cutText(text.replace(/\s+/g, ' ').trim(), MOST_EXPRESSION);

/** The expression of `@{…}` with nothing around it. */
function onlyHole(
  parts: readonly { readonly kind: 'text' | 'hole'; readonly expr?: Expr }[],
): Expr | undefined {
  return parts.length === 1 ? parts[0]?.expr : undefined;
}

/** Nothing for an expression that is more than one read by names. */
function readWords(expr: Expr, around: Around): Line {
  const path: (string | number)[] = [];
  let at = expr;
  while (at.kind === 'access') {
    const { key } = at;
    if (key.kind === 'number' && Number.isInteger(key.value) && key.value >= 0) path.unshift(key.value);
    else if (key.kind === 'string') path.unshift(...normalisePath([key.value]));
    else return NOTHING;
    at = at.target;
  }
  if (at.kind !== 'call') return NOTHING;
  const [first, ...more] = at.args;
  const isTrigger = OF_TRIGGER.has(at.lowerName) && first === undefined;
  const field = fieldWords(path, isTrigger ? (key) => around.titleOf(key) : undefined);
  if (isTrigger) {
    if (field.length === 0) return line`what the trigger gets`;
    return line`${field} of the trigger`;
  }
  if (at.lowerName === 'item' && first === undefined)
    return field.length === 0 ? line`the item` : line`${field} of the item`;
  if (first === undefined || more.length > 0) return NOTHING;
  const part = PARTS.get(at.lowerName);
  if (part !== undefined) {
    const inner = readWords(first, around);
    return inner.length === 0 ? NOTHING : of(field, line`${part} ${inner}`);
  }
  if (first.kind !== 'string') return NOTHING;
  const { value } = first;
  const { nameOf } = around;
  // The whole of `actions()` is more than a result.
  if (OF_STEP.has(at.lowerName) || (at.lowerName === 'actions' && path.length > 0)) {
    const step = italic(nameOf(value));
    return field.length === 0 ? line`the result of ${step}` : line`${field} of ${step}`;
  }
  switch (at.lowerName) {
    case 'variables':
      return of(field, line`the variable ${italic(value)}`);
    case 'parameters':
      return of(field, line`the parameter ${italic(value)}`);
    case 'items':
      return of(
        field,
        value.toLowerCase() === around.loop ? line`the item` : line`the item of ${italic(nameOf(value))}`,
      );
    default:
      return NOTHING;
  }
}

function of(field: Line, whole: Line): Line {
  return field.length === 0 ? whole : line`${field} of ${whole}`;
}

/** What a maker sees of a path: `body/Status/Value` is "Status Value", `value[0]/Title` is "Title of item 1". */
function fieldWords(path: readonly (string | number)[], titleOf = (key: string): string => key): Line {
  const from = path.findIndex((one) => typeof one === 'number' || !USUAL.has(one.toLowerCase()));
  if (from === -1) return NOTHING;
  const parts: string[] = [];
  let names: string[] = [];
  for (const [at, one] of path.slice(from).entries()) {
    if (typeof one === 'string') names.push(at === 0 ? titleOf(one) : one);
    else {
      if (names.length > 0) parts.push(names.join(' '));
      parts.push(`item ${one + 1}`);
      names = [];
    }
  }
  if (names.length > 0) parts.push(names.join(' '));
  return line`${plain(short(parts.reverse().join(' of ')))}`;
}
