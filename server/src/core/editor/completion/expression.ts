import { type ExpressionCaret, expressionCaret, findFunction } from '../../expressions/index.ts';
import type { Step } from '../../flow/model.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { functionItems, readyCalls } from './functions.ts';
import { type NamedItem, namesFor } from './names.ts';
import type { StringPlace } from './place.ts';
import { inExpression } from './quote.ts';
import { propertiesBehind } from './shapes.ts';
import type { Completion, CompletionOptions, Property } from './types.ts';

/** Items with the part of the decoded string that they replace. */
export interface FoundItems {
  readonly items: readonly Completion[];
  readonly start: number;
  readonly end: number;
}

/** What may stand at a caret in an expression; undefined outside of expressions. */
export function inExpressionAt(
  facts: FlowFacts,
  step: Step | undefined,
  place: StringPlace,
  options: CompletionOptions,
): FoundItems | undefined {
  const { text, caret } = place;
  const found = expressionCaret(text, caret);
  if (found === undefined) return undefined;
  const { at, start } = found;
  const here = { facts, step, place, found, options };
  if (at === 'operand') return operands(here);
  if (at === 'text') return names(here);
  if (at === 'key' || at === 'member' || at === 'access') return keys(here);
  return { items: [], start, end: caret };
}

interface Here {
  readonly facts: FlowFacts;
  readonly step: Step | undefined;
  readonly place: StringPlace;
  readonly found: ExpressionCaret;
  readonly options: CompletionOptions;
}

function operands({ facts, step, place, found, options }: Here): FoundItems {
  const { text, caret, node } = place;
  const { start, calls } = found;
  const end = wordEnd(text, caret);
  const open = calls.at(-1);
  const takes = open && findFunction(open.lowerName)?.maxArgs;
  if (open !== undefined && takes !== undefined && open.argument >= takes) return { items: [], start, end };
  // Before another value only a function makes sense, which that value then goes into.
  const isBeforeValue = isValueBehind(text, end);
  const named = (name: string): readonly NamedItem[] => namesFor(facts, name, step, node) ?? [];
  const own =
    open?.argument === 0 && start === caret && !isBeforeValue
      ? namesFor(facts, open.lowerName, step, node)
      : undefined;
  if (own !== undefined) {
    const close = closing(text, end, ')');
    return { items: own.map((one) => namedItem(one, `'${inExpression(one.name)}'${close}`)), start, end };
  }
  const isCall = text.charAt(end) === '(';
  const ready = isCall || isBeforeValue ? [] : readyCalls(facts.flow, named);
  const functions = functionItems(options, isCall);
  return { items: start === caret ? [...ready, ...functions] : [...functions, ...ready], start, end };
}

/** In quotes. */
function names({ facts, step, place, found }: Here): FoundItems | undefined {
  const { text, caret, node } = place;
  const { start, calls } = found;
  const call = calls.at(-1);
  const none = { items: [], start, end: caret };
  if (call === undefined) return none;
  if (call.argument === 0 && call.lowerName.startsWith('triggerform'))
    return formKeys(facts, step, place, start);
  const items = call.argument === 0 ? namesFor(facts, call.lowerName, step, node) : undefined;
  if (items === undefined) return none;
  const known = items.map((one) => one.name);
  const end = quoteEnd(text, start, caret, known);
  const close = end === undefined ? `'${closing(text, caret, ')')}` : '';
  return {
    items: items.map((one) => namedItem(one, `${inExpression(one.name)}${close}`)),
    start,
    end: end ?? caret,
  };
}

function formKeys(
  facts: FlowFacts,
  step: Step | undefined,
  { text, caret, node }: StringPlace,
  start: number,
): FoundItems {
  const read = { lowerName: 'triggerbody', name: undefined, path: [], isComplete: true };
  const items = propertiesBehind({ facts, step, node, caret }, read);
  const known = items.map((one) => one.key);
  const end = quoteEnd(text, start, caret, known);
  const close = end === undefined ? `'${closing(text, caret, ')')}` : '';
  return {
    items: items.map((one) => propertyItem(one, `${inExpression(one.key)}${close}`)),
    start,
    end: end ?? caret,
  };
}

function keys({ facts, step, place, found }: Here): FoundItems {
  const { text, caret, node } = place;
  const { at, start, isQuoted, read } = found;
  const all = read === undefined ? [] : propertiesBehind({ facts, step, node, caret }, read);
  if (at === 'member') {
    const end = wordEnd(text, caret);
    // Behind a dot only what is one word to the reader of expressions.
    const words = all.filter(({ key }) => /^[^\s.,(){}[\]@?'"\\]+$/.test(key) && !/^[\d+-]/.test(key));
    return { items: words.map((one) => propertyItem(one, one.key)), start, end };
  }
  if (at === 'access') {
    const isTaken = '[.?'.includes(text.charAt(caret) || '-');
    const open = isQuoted ? '[' : '?[';
    const items = isTaken
      ? []
      : all.map((one) => propertyItem(one, `${open}'${inExpression(one.key)}']`, open));
    return { items, start, end: caret };
  }
  if (!isQuoted) {
    if (isValueBehind(text, caret)) return { items: [], start, end: caret };
    const close = closing(text, caret, ']');
    return {
      items: all.map((one) => propertyItem(one, `'${inExpression(one.key)}'${close}`)),
      start,
      end: caret,
    };
  }
  const known = all.map((one) => one.key);
  const end = quoteEnd(text, start, caret, known);
  const close = end === undefined ? `'${closing(text, caret, ']')}` : '';
  return {
    items: all.map((one) => propertyItem(one, `${inExpression(one.key)}${close}`)),
    start,
    end: end ?? caret,
  };
}

function namedItem({ name, kind, detail, about }: NamedItem, newText: string): Completion {
  return { label: name, kind, detail, newText, filter: newText, about };
}

/** By title: keys of buttons and apps say nothing to people. */
function propertyItem({ key, title, type, about }: Property, newText: string, before = ''): Completion {
  const detail = [...(title === undefined ? [] : [key]), ...(type === undefined ? [] : [type])].join(', ');
  const written = before === '' ? newText : `${before}'${inExpression(key)}`;
  return {
    label: title ?? key,
    kind: 'property',
    ...(detail === '' ? {} : { detail }),
    newText,
    filter:
      title === undefined
        ? written
        : before === ''
          ? `${inExpression(title)} ${written}`
          : `${written} ${inExpression(title)}`,
    ...(about === undefined ? {} : { about }),
  };
}

/** `sign` where it does not follow already. */
function closing(text: string, from: number, sign: ')' | ']'): string {
  let at = from;
  while (text.charAt(at) === ' ') at++;
  const next = text.charAt(at);
  return next === sign || (sign === ')' && next === ',') ? '' : sign;
}

/** True where another value follows at once, or behind blanks. */
function isValueBehind(text: string, from: number): boolean {
  return /^\s*[^\s(),[\]{}.?@]/.test(text.slice(from, from + 200));
}

function wordEnd(text: string, from: number): number {
  return from + (/^[^\s.,(){}[\]@?']*/.exec(text.slice(from, from + 200))?.[0].length ?? 0);
}

/** Longest text that is looked through for its closing quote. */
const MOST_NAME = 400;

/**
 * Where the text around a caret ends, before its closing quote. Undefined where that quote is missing: then the next one opens
 * another text. What closes an argument right behind the caret belongs to the text where that is one of the names in question, or where
 * a bracket was opened in it, as in `Site (abc_Site)`.
 *
 * @param start of the text, behind its opening quote
 * @param known names that may stand there
 */
function quoteEnd(text: string, start: number, caret: number, known: readonly string[]): number | undefined {
  const rest = text.slice(caret, caret + MOST_NAME);
  const first = /^(?:[^']|'')*(?=')/.exec(rest)?.[0].length;
  const whole =
    first === undefined
      ? ''
      : text
          .slice(start, caret + first)
          .replaceAll("''", "'")
          .toLowerCase();
  if (first !== undefined && known.some((one) => one.toLowerCase() === whole)) return caret + first;
  const isOwnBracket =
    /^[)\]}]/.test(rest) && /[([{][^)\]}]*$/.test(text.slice(start, caret).slice(-MOST_NAME));
  if (/^[)\]},]/.test(rest) && !isOwnBracket) return undefined;
  for (let at = rest.indexOf("'"); at !== -1; at = rest.indexOf("'", at + 1)) {
    if (rest[at + 1] === "'") {
      at++;
      continue;
    }
    return /^\s*[)\],]/.test(rest.slice(at + 1)) ? caret + at : undefined;
  }
  return undefined;
}
