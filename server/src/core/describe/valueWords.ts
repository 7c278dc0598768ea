import { type Expr, normalisePath, parseTemplate } from '../expressions/index.ts';
import { code, italic, type Line, line, NOTHING, plain } from '../report/lines/inline.ts';
import { cutText } from '../text/cut.ts';

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
}

/**
 * A value of a flow in a maker's words: `Status of Get item`, `the variable Count`. What has no such words stands as it is, as code.
 * `text`: decoded and without secrets.
 */
export function valueWords(text: string, around: Around): Line {
  const template = parseTemplate(text);
  if (template.kind === 'literal')
    return template.value.trim() === '' ? line`an empty text` : line`${code(short(template.value))}`;
  const only = template.kind === 'expression' ? template.expr : onlyHole(template.parts);
  const read = only === undefined ? NOTHING : readWords(only, around);
  return read.length > 0 ? read : line`${code(short(text.replace(/^@(?![@{])/, '')))}`;
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
  const field = fieldWords(path);
  const [first, ...more] = at.args;
  if (OF_TRIGGER.has(at.lowerName) && first === undefined) {
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
function fieldWords(path: readonly (string | number)[]): Line {
  const from = path.findIndex((one) => typeof one === 'number' || !USUAL.has(one.toLowerCase()));
  if (from === -1) return NOTHING;
  const parts: string[] = [];
  let names: string[] = [];
  for (const one of path.slice(from)) {
    if (typeof one === 'string') names.push(one);
    else {
      if (names.length > 0) parts.push(names.join(' '));
      parts.push(`item ${one + 1}`);
      names = [];
    }
  }
  if (names.length > 0) parts.push(names.join(' '));
  return line`${plain(short(parts.reverse().join(' of ')))}`;
}
