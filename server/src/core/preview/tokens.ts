import { type Expr, foldText } from '../expressions/index.ts';
import type { FlowModel } from '../flow/model.ts';
import { inputsOf } from '../flow/names/triggerInputs.ts';
import type { ShownText } from './shownText.ts';
import type { Part } from './types.ts';

/** Functions that give all of an answer, and how the designer calls its parts. */
const OF_WHOLE: ReadonlySet<string> = new Set(['outputs', 'actionoutputs', 'triggeroutputs']);
const PARTS: ReadonlyMap<string, string> = new Map([
  ['body', 'Body'],
  ['headers', 'Headers'],
  ['statuscode', 'Status code'],
]);

/** Expressions as the tokens of the designer's list of dynamic content. */
export class Tokens {
  readonly #flow: FlowModel;
  readonly #shown: ShownText;
  #titles: ReadonlyMap<string, string> | undefined;

  constructor(flow: FlowModel, shown: ShownText) {
    this.#flow = flow;
    this.#shown = shown;
  }

  /** `source`: the expression as it stands in the file, masked. */
  of(expr: Expr, source: string): Part {
    const { keys, base } = wayOf(expr);
    const token = (text: string, of: string): Part => ({
      kind: 'token',
      text: this.#shown.name(text),
      of,
      expression: source,
    });
    if (base.kind !== 'call' || keys === undefined) return token(bare(source), '');
    const [first] = base.args;
    const name = first && foldText(first);
    const key = keys.findLast((one) => one !== '');
    const isPart = keys.length === 1 && OF_WHOLE.has(base.lowerName);
    const last = (isPart && key !== undefined && PARTS.get(key.toLowerCase())) || key;
    const step = (text: string): Part => token(text, name === undefined ? '' : this.#shown.step(name));
    const trigger = (text: string): Part => token(text, this.#trigger());
    switch (base.lowerName) {
      case 'outputs':
      case 'actionoutputs':
        return step(last ?? 'Outputs');
      case 'body':
      case 'actionbody':
        return step(last ?? 'Body');
      case 'actions':
      case 'result':
        return step(last ?? 'Inputs and outputs');
      case 'items':
        return step(last ?? 'Current item');
      case 'item':
        return token(last ?? 'Item', '');
      case 'triggerbody':
        return trigger(last === undefined ? 'Body' : this.#title(last));
      case 'triggeroutputs':
      case 'trigger':
        return trigger(last === undefined ? 'Outputs' : this.#title(last));
      case 'variables':
        return token(name ?? bare(source), 'Variables');
      case 'parameters':
        return token(name ?? bare(source), 'Parameters');
      default:
        return token(bare(source), '');
    }
  }

  #trigger(): string {
    return this.#shown.step(this.#flow.triggers[0]?.name ?? 'Trigger');
  }

  /** Inputs of apps have keys like `text_1`: the designer shows their titles. */
  #title(key: string): string {
    this.#titles ??= new Map(inputsOf(this.#flow).map(({ key: one, title }) => [one, title]));
    return this.#titles.get(key) ?? key;
  }
}

/** An expression without the signs around it: the box that a token stands in says that it is one. */
function bare(source: string): string {
  return source.startsWith('@{') ? source.slice(2).replace(/}$/, '').trim() : source.replace(/^@/, '');
}

/** What is read first, and the names that follow; `keys` is undefined where one is worked out. */
function wayOf(expr: Expr): { readonly base: Expr; readonly keys: readonly string[] | undefined } {
  const keys: string[] = [];
  let base = expr;
  let isPlain = true;
  for (; base.kind === 'access'; base = base.target) {
    const key = base.key.kind === 'number' ? '' : foldText(base.key);
    if (key === undefined) isPlain = false;
    else keys.unshift(key.slice(key.lastIndexOf('/') + 1));
  }
  return { base, keys: isPlain ? keys : undefined };
}
