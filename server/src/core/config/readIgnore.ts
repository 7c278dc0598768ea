import type { Node } from 'jsonc-parser';
import type { Span } from '../text/span.ts';
import { globProblem } from './files.ts';
import type { IgnoreEntry } from './ignore.ts';
import { pointerGlobProblem } from './pointerGlob.ts';
import { describe, shown, suggest } from './words.ts';

const KEYS = ['rule', 'file', 'pointer', 'reason', 'expires'];

/** What this needs of the reader of the whole config. */
export interface IgnoreReader {
  /** Key, value and node of the key. */
  properties(object: Node): [string, Node, Node][];
  /** What to say about a rule that is none. */
  unknownRule(id: string): string | undefined;
  problem(node: Node, message: string): void;
}

/**
 * Reads `ignore`. An entry with any problem is left out: a misspelt `pointer` or `expires` would make it reach further than
 * it was meant to.
 */
export function readIgnore(node: Node, reader: IgnoreReader): readonly IgnoreEntry[] {
  if (node.type !== 'array') {
    const example = '[{"rule": "insecure-url", "file": "src/**", "reason": "Test system"}]';
    reader.problem(node, `"ignore" must be a list such as ${example}, not ${describe(node)}.`);
    return [];
  }
  return (node.children ?? []).flatMap((item) => new EntryReader(item, reader).read() ?? []);
}

class EntryReader {
  readonly #node: Node;
  readonly #reader: IgnoreReader;
  #isFine = true;

  constructor(node: Node, reader: IgnoreReader) {
    this.#node = node;
    this.#reader = reader;
  }

  read(): IgnoreEntry | undefined {
    const node = this.#node;
    if (node.type !== 'object') {
      this.#problem(node, `An entry of "ignore" must be an object, not ${describe(node)}.`);
      return undefined;
    }
    const values = new Map<string, Node>();
    for (const [key, value, keyNode] of this.#reader.properties(node)) {
      if (KEYS.includes(key)) values.set(key, value);
      else this.#problem(keyNode, `"${shown(key)}" is no part of an entry. ${suggest(key, KEYS)}`);
    }
    const rule = values.get('rule');
    const rules = rule === undefined ? this.#missing('rule', 'the id of a rule') : this.#rules(rule);
    const file = this.#checked('file', values.get('file'), globProblem, 'glob');
    const pointer = this.#checked('pointer', values.get('pointer'), pointerGlobProblem, 'pointer');
    const reason = values.get('reason');
    const words =
      reason === undefined ? this.#missing('reason', 'a reason, for those who read it later') : reason.value;
    if (reason !== undefined && reason.type !== 'string')
      this.#problem(reason, `"reason" must be text, not ${describe(reason)}.`);
    const expires = values.get('expires');
    const day = expires === undefined ? undefined : this.#day(expires);
    if (!this.#isFine || rule === undefined || rules === undefined || reason === undefined) return undefined;
    const places = {
      entry: spanOf(node),
      rule: spanOf(rule),
      reason: spanOf(reason),
      expires: expires && spanOf(expires),
    };
    return { rules, file, pointer, reason: String(words), expires: day, places };
  }

  #rules(node: Node): readonly string[] {
    const items = node.type === 'array' ? (node.children ?? []) : [node];
    if (items.length === 0) this.#problem(node, '"rule" is an empty list: name at least one rule.');
    for (const item of items) {
      const what = item.type === 'string' ? this.#reader.unknownRule(String(item.value)) : undefined;
      if (what !== undefined) this.#problem(item, what);
      if (item.type !== 'string')
        this.#problem(item, `"rule" must be the id of a rule or a list of them, not ${describe(item)}.`);
    }
    return items.map((item) => String(item.value));
  }

  #checked(
    key: string,
    node: Node | undefined,
    problemOf: (text: string) => string | undefined,
    what: string,
  ): string | undefined {
    if (node === undefined) return undefined;
    if (node.type !== 'string') {
      this.#problem(node, `"${key}" must be text, not ${describe(node)}.`);
      return undefined;
    }
    const problem = problemOf(String(node.value));
    if (problem !== undefined) this.#problem(node, `This ${what} ${problem}.`);
    return String(node.value);
  }

  #day(node: Node): string | undefined {
    if (node.type === 'string' && isDay(String(node.value))) return String(node.value);
    this.#problem(node, `"expires" must be a day such as "2027-01-31", not ${describe(node)}.`);
    return undefined;
  }

  #missing(key: string, what: string): undefined {
    this.#problem(this.#node, `This entry has no "${key}": write ${what}.`);
  }

  #problem(node: Node, message: string): void {
    this.#isFine = false;
    this.#reader.problem(node, message);
  }
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (day === '') return false;
  // The day before the first of the next month is the last one of this.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
}
