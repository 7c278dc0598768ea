// A small evaluator of the workflow expression language, for comparing two versions of a string. What it knows (parameters
// and steps with stubbed values, text functions) it computes; everything else stays a symbol, equal when written alike.
import { type Expr, parseTemplate } from '../../server/src/core/expressions/index.ts';

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

export interface Stubs {
  /** By name in lower case. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** By name of the step in lower case: its outputs. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** By name in lower case. */
  readonly variables?: ReadonlyMap<string, Value>;
}

/** Outputs in which `value` stands at a path, whole (`body/value`) and step by step, as the designer and people write it. */
export function outputsWith(path: readonly string[], value: Value): Value {
  const nested = path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value);
  return { ...(nested as Record<string, Value>), [path.join('/')]: value };
}

/** What a decoded string of a definition means. @throws on a string that does not parse. */
export function evaluate(text: string, stubs: Stubs): Value {
  const template = parseTemplate(text);
  if (template.problems.length > 0) throw new Error(`cannot be evaluated: ${template.problems[0]!.message}`);
  if (template.kind === 'literal') return template.value;
  if (template.kind === 'expression') return evaluateExpr(template.expr, stubs);
  return concat(
    template.parts.map((part) => (part.kind === 'text' ? part.value : evaluateExpr(part.expr, stubs))),
  );
}

function evaluateExpr(expr: Expr, stubs: Stubs): Value {
  switch (expr.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return expr.value;
    case 'null':
      return null;
    case 'access':
      return access(evaluateExpr(expr.target, stubs), evaluateExpr(expr.key, stubs));
    case 'call':
      return call(
        expr.lowerName,
        expr.args.map((one) => evaluateExpr(one, stubs)),
        stubs,
      );
    default:
      throw new Error('an expression does not parse');
  }
}

function call(name: string, args: readonly Value[], stubs: Stubs): Value {
  const [first] = args;
  const text = args.length === 1 && typeof first === 'string' ? first : undefined;
  switch (name) {
    case 'concat':
      return concat(args);
    case 'parameters':
      return stubs.parameters.get(text?.toLowerCase() ?? '') ?? symbol(name, args);
    case 'variables':
      return stubs.variables?.get(text?.toLowerCase() ?? '') ?? symbol(name, args);
    case 'outputs':
      return stubs.outputs.get(text?.toLowerCase() ?? '') ?? symbol(name, args);
    case 'body': {
      const known = stubs.outputs.get(text?.toLowerCase() ?? '');
      return known === undefined ? symbol(name, args) : access(known, 'body');
    }
    case 'string':
      return text ?? symbol(name, args);
    case 'trim':
      return text?.trim() ?? symbol(name, args);
    case 'tolower':
      return text?.toLowerCase() ?? symbol(name, args);
    case 'length':
      return text?.length ?? symbol(name, args);
    case 'uricomponent':
    case 'encodeuricomponent':
      return text === undefined ? symbol('uricomponent', args) : encodeURIComponent(text);
    case 'decodeuricomponent':
      return text === undefined ? symbol(name, args) : decodeURIComponent(text);
    case 'replace': {
      const [whole, from, to] = args;
      const isText = typeof whole === 'string' && typeof from === 'string' && typeof to === 'string';
      return isText ? whole.replaceAll(from, () => to) : symbol(name, args);
    }
    case 'createarray':
      return args;
    case 'equals':
      return args.every(isPlain) && args.length === 2 ? args[0] === args[1] : symbol(name, args);
    default:
      return symbol(name, args);
  }
}

const isPlain = (value: Value): boolean => value === null || typeof value !== 'object';

const symbol = (name: string, args: readonly Value[]): Value => ({ '()': name, args });

function access(target: Value, key: Value): Value {
  if (target !== null && typeof target === 'object' && !Array.isArray(target) && typeof key === 'string') {
    const object = target as Readonly<Record<string, Value>>;
    if (!('()' in object || '[]' in object || '+' in object)) {
      return Object.hasOwn(object, key) ? object[key]! : null;
    }
  }
  return { '[]': target, key };
}

/** Adjacent texts become one, so that cutting a text in pieces makes no difference. */
function concat(parts: readonly Value[]): Value {
  const flat: Value[] = [];
  const add = (part: Value): void => {
    if (part !== null && typeof part === 'object' && '+' in part)
      for (const one of part['+'] as Value[]) add(one);
    else if (isPlain(part)) {
      const text = part === null ? '' : String(part);
      const last = flat.at(-1);
      if (typeof last === 'string') flat[flat.length - 1] = last + text;
      else flat.push(text);
    } else flat.push(part);
  };
  for (const part of parts) add(part);
  const kept = flat.filter((part) => part !== '');
  if (kept.length === 0) return '';
  return kept.length === 1 && typeof kept[0] === 'string' ? kept[0] : { '+': kept };
}
