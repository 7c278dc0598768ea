import { detached } from '../text/lower.ts';
import type { Expr, Template } from './ast.ts';
import { type CallProblem, problemsOfCalls } from './functions/problems.ts';
import { parseTemplate, templateExprs } from './parseTemplate.ts';
import { collectReferences, type Reference, takesNames } from './references.ts';

/** One decoded JSON string, parsed; equal reads share one. */
export class ParsedText {
  readonly template: Template;
  /** A read by names alone, such as `@body('A')?['x']`, `@triggerBody()` or `@parameters('p')`: no value stands in its text. */
  readonly isRead: boolean;
  #references: readonly Reference[] | undefined;
  #callProblems: readonly CallProblem[] | undefined;
  /** Answers about the text, by who asks. */
  #answers: Map<(text: string) => boolean, boolean> | undefined;

  constructor(template: Template) {
    this.template = template;
    this.isRead = template.kind === 'expression' && template.problems.length === 0 && isRead(template.expr);
  }

  /** Everything its expressions read; worked out on first use. */
  get references(): readonly Reference[] {
    if (this.#references === undefined) {
      const exprs = templateExprs(this.template);
      this.#references = exprs.length === 1 ? collectReferences(exprs[0]!) : exprs.flatMap(collectReferences);
    }
    return this.#references;
  }

  /** What is wrong with the calls of its functions; worked out on first use. */
  get callProblems(): readonly CallProblem[] {
    this.#callProblems ??= problemsOfCalls(this.template);
    return this.#callProblems;
  }

  /** What a test says of the text `text` that this was parsed from, asked once; the same function each time. */
  passes(test: (text: string) => boolean, text: string): boolean {
    this.#answers ??= new Map();
    let answer = this.#answers.get(test);
    if (answer === undefined) {
      answer = test(text);
      this.#answers.set(test, answer);
    }
    return answer;
  }
}

/** `body('A')?['x']`, `triggerOutputs()['headers']`, `utcNow()`: the commonest expressions hold names alone. */
export function isRead(root: Expr): boolean {
  let at = root;
  while (at.kind === 'access' && at.key.kind !== 'call' && at.key.kind !== 'access') at = at.target;
  if (at.kind !== 'call') return false;
  return at.args.length === 0 || (takesNames(at.lowerName) && at.args.every((arg) => arg.kind === 'string'));
}

/** Most expressions of a flow are reads, and occur over and over. Texts with values are not kept: a secret may be among them. */
const reads = new Map<string, ParsedText>();
const MAX_READS = 4096;
const LONGEST = 160;

/** As `parseTemplate`, with what a text of names alone means remembered from file to file. */
export function parsedText(text: string): ParsedText {
  const short = text.length <= LONGEST;
  const known = short ? reads.get(text) : undefined;
  if (known !== undefined) return known;
  const parsed = new ParsedText(parseTemplate(text));
  if (!short || !parsed.isRead) return parsed;
  // Parsed again from a copy: names cut out of the file would keep the whole file in memory.
  const own = detached(text);
  const kept = new ParsedText(parseTemplate(own));
  if (reads.size >= MAX_READS) reads.clear();
  reads.set(own, kept);
  return kept;
}
