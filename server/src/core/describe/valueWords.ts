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
  const path: string[] = [];
  let at = expr;
  while (at.kind === 'access') {
    const { key } = at;
    if (key.kind === 'number') path.unshift(String(key.value + 1));
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
  if (OF_STEP.has(at.lowerName)) {
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

/** What a maker sees of a path: `body/Status/Value` is "Status Value". */
function fieldWords(path: readonly string[]): Line {
  let from = 0;
  while (from < path.length && USUAL.has(path[from]!.toLowerCase())) from++;
  const shown = path.slice(from);
  return shown.length === 0 ? NOTHING : line`${plain(short(shown.join(' ')))}`;
}
