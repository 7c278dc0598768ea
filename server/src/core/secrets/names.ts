import type { Expr, Template } from '../expressions/index.ts';
import type { ExpressionSite, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';

/** Keys that only carry a value, where a sibling tells its name: variables, columns, lists of headers. */
const CARRIER_KEYS = new Set(['value', 'Value']);
const NAMING_KEYS = ['name', 'header', 'key', 'Key', 'Name'];

/** Readers whose first argument says what the value is called. */
const NAMING_READERS = new Set([
  'variables',
  'parameters',
  'outputs',
  'body',
  'triggerformdatavalue',
  'formdatavalue',
]);
/** Functions whose result is still the first argument's value. */
const SAME_VALUE = new Set([
  'trim',
  'string',
  'tolower',
  'toupper',
  'coalesce',
  'uricomponent',
  'encodeuricomponent',
]);

/** Of deeper nesting than flows have, only the nearest names count. */
const MOST_NAMES = 100;

/**
 * Names that lead from `root` to the string at `node`, `first` in front, the nearest last. Elements of an array count
 * as their position, and what stands under `value` gets the name that stands beside it.
 */
export function namesBelow(tree: JsonTree, first: string, root: NodeId, node: NodeId): string[] {
  const names: string[] = [];
  for (let at = node; at > root && names.length < MOST_NAMES; at = tree.parent(at)) {
    if (!tree.hasKey(at)) {
      names.push('0');
      continue;
    }
    const key = tree.key(at);
    const beside = CARRIER_KEYS.has(key) ? nameBeside(tree, at) : undefined;
    // The sibling's name is the nearer one.
    if (beside !== undefined) names.push(beside);
    names.push(key);
  }
  names.push(first);
  return names.reverse();
}

function nameBeside(tree: JsonTree, node: NodeId): string | undefined {
  const parent = tree.parent(node);
  for (const key of NAMING_KEYS) {
    const name = tree.stringAt(parent, key);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What an operand of a comparison is compared with is called: `equals(triggerOutputs()['headers']['x-api-key'], 'x')`. */
export function nameOfExpr(expr: Expr): string | undefined {
  let at = expr;
  for (;;) {
    if (at.kind === 'access') {
      if (at.key.kind === 'string') return at.key.value;
      // A position or a computed key says nothing; what it is taken from may.
      at = at.target;
      continue;
    }
    if (at.kind !== 'call') return undefined;
    const first = at.args[0];
    if (first === undefined) return undefined;
    if (NAMING_READERS.has(at.lowerName)) return first.kind === 'string' ? first.value : undefined;
    if (!SAME_VALUE.has(at.lowerName)) return undefined;
    at = first;
  }
}

/** The same for a whole string: `@expr`, or one `@{expr}` alone. */
export function nameOfTemplate(template: Template): string | undefined {
  if (template.kind === 'expression') return nameOfExpr(template.expr);
  if (template.kind !== 'interpolation' || template.parts.length !== 1) return undefined;
  const part = template.parts[0]!;
  return part.kind === 'hole' ? nameOfExpr(part.expr) : undefined;
}

/** Name of the other operand of a condition in object form: `{"equals": ["@…['x-api-key']", "literal"]}`. */
export function nameOfPartner(tree: JsonTree, step: Step, node: NodeId): string | undefined {
  const list = tree.parent(node);
  if (!tree.isArray(list) || !tree.hasKey(list)) return undefined;
  // Lists may be long; operands come in pairs.
  const first = tree.firstChild(list);
  const second = tree.nextSibling(first);
  if (second === NONE || tree.nextSibling(second) !== NONE) return undefined;
  const site = siteAt(step.expressions, first === node ? second : first);
  return site && nameOfTemplate(site.template);
}

/** The expression in the value of `node`; sites stand in document order. */
function siteAt(sites: readonly ExpressionSite[], node: NodeId): ExpressionSite | undefined {
  let low = 0;
  let high = sites.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { node: at, inKey } = sites[middle]!;
    if (at < node || (at === node && inKey)) low = middle + 1;
    else high = middle;
  }
  return sites[low]?.node === node ? sites[low] : undefined;
}

const TAIL = /([\w.$-]{2,64})\\{0,3}["']?\s{0,2}(?:[:=]|%3[Dd])\s{0,2}\\{0,3}["']?$/;
const ELEMENT = /<(?:[\w.-]{1,32}:)?([\w.-]{2,64})(?:\s[^<>]{0,60})?>\s{0,4}$/;
const SCHEME = /\b(?:bearer|token)\s{1,2}$/i;

/** The name that a text gives to what follows it: `client_id=a&client_secret=`, `{"password": "`, `<password>`, `Bearer `. */
export function nameBefore(text: string): string | undefined {
  const tail = text.slice(-84);
  return TAIL.exec(tail)?.[1] ?? ELEMENT.exec(tail)?.[1] ?? (SCHEME.test(tail) ? 'access token' : undefined);
}

const RUN_ENDS = ' \t\r\n"\'<>`';
const MAX_RUN = 2048;

/** The end of a text that may be one URL or one form body: from the last blank, quote or angle bracket on. */
export function runBefore(text: string): string {
  let from = text.length;
  while (from > 0 && text.length - from < MAX_RUN && !RUN_ENDS.includes(text[from - 1]!)) from--;
  return text.slice(from);
}

/** Does a text that ends here stand in the query of a URL (and not in a form body)? Also percent-encoded. */
export function endsInQuery(text: string): boolean {
  const run = runBefore(text);
  const question = run.search(/\?|%3f/i);
  if (question === -1) return false;
  // A form body begins with `name=`; the URL in one of its values is not what the request logs.
  const before = run.slice(0, question);
  return !before.includes('=') || /^[\w.+-]{1,20}:\/\//.test(before);
}

/** Position of a string in `inputs` counted from its top: keys only, for words like `header "x"`. */
export function keysBelow(tree: JsonTree, root: NodeId, node: NodeId): string[] {
  const keys: string[] = [];
  for (let at = node; at !== NONE && at > root && keys.length < MOST_NAMES; at = tree.parent(at))
    if (tree.hasKey(at)) keys.push(tree.key(at));
  return keys.reverse();
}
