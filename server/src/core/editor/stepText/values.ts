import { type JsonTree, Kind, type NodeId } from '../../json/tree.ts';
import { byText } from '../../text/compare.ts';
import { type Condition, readCondition } from './condition.ts';
import { type Lines, MAX_LEVELS } from './lines.ts';
import type { SecretLabels } from './secretLabels.ts';

/** Writes values of one flow as lines: objects by their keys in one order, lists item by item, secrets by their labels. */
export class ValueLines {
  readonly #tree: JsonTree;
  readonly #labels: SecretLabels;
  readonly #lines: Lines;

  constructor(tree: JsonTree, labels: SecretLabels, lines: Lines) {
    this.#tree = tree;
    this.#labels = labels;
    this.#lines = lines;
  }

  /** A value under a label. `names`: what the value is called, for the mask; the label alone where there is no more. */
  add(label: string, node: NodeId, names: readonly string[] = [label]): void {
    const tree = this.#tree;
    const shown = this.#labels.inText(label);
    const [first] = tree.children(node);
    if (first === undefined || !this.#hasChildren(node)) this.#lines.value(shown, this.#plain(node, names));
    else if (this.#lines.depth > MAX_LEVELS) this.#lines.add(`${shown}: ${this.#flat(node)}`);
    else {
      this.#lines.add(`${shown}:`);
      this.#lines.below(() => this.properties(node, names));
    }
  }

  /** What is in an object or a list, each with a line of its own; `leaveOut`: keys that are told elsewhere or mean nothing. */
  properties(node: NodeId, names: readonly string[] = [], leaveOut?: (key: string) => boolean): void {
    const tree = this.#tree;
    if (tree.isArray(node)) {
      for (const item of tree.children(node)) this.#item(item, names);
      return;
    }
    for (const property of this.sorted(node)) {
      const key = tree.key(property);
      if (leaveOut?.(key) !== true) this.add(key, property, [...names.slice(-2), key]);
    }
  }

  /** The properties of an object in an order that does not follow the file; of equal keys the last, which counts. */
  sorted(node: NodeId): readonly NodeId[] {
    const byKey = new Map<string, NodeId>();
    if (this.#tree.isObject(node))
      for (const property of this.#tree.children(node)) byKey.set(this.#tree.key(property), property);
    return [...byKey].sort(byText(([key]) => key)).map(([, property]) => property);
  }

  /** A condition in words; an expression as it is. */
  condition(label: string, node: NodeId): void {
    if (!this.#tree.isObject(node)) this.add(label, node);
    else {
      this.#lines.add(`${label}:`);
      this.#lines.below(() => this.#conditionPart(readCondition(this.#tree, node)));
    }
  }

  #conditionPart(condition: Condition): void {
    switch (condition.kind) {
      case 'group':
        this.#lines.add(`${condition.word}:`);
        this.#lines.below(() => {
          for (const part of condition.parts) this.#conditionPart(part);
        });
        break;
      case 'comparison':
        this.#lines.add(`${this.inline(condition.left)} ${condition.word} ${this.inline(condition.right)}`);
        break;
      case 'other':
        if (this.#hasChildren(condition.node)) this.properties(condition.node);
        else this.#lines.add(this.inline(condition.node));
    }
  }

  #item(item: NodeId, names: readonly string[]): void {
    if (!this.#hasChildren(item)) this.#lines.value('-', this.#plain(item, names));
    else if (this.#lines.depth > MAX_LEVELS) this.#lines.add(`- ${this.#flat(item)}`);
    else {
      this.#lines.add('-');
      this.#lines.below(() => this.properties(item, names));
    }
  }

  /** A value on one line. */
  inline(node: NodeId, names: readonly string[] = []): string {
    return this.#hasChildren(node) ? `(${this.#flat(node)})` : this.#plain(node, names);
  }

  #hasChildren(node: NodeId): boolean {
    return this.#tree.firstChild(node) >= 0;
  }

  #plain(node: NodeId, names: readonly string[]): string {
    switch (this.#tree.kind(node)) {
      case Kind.Object:
        return '(an empty object)';
      case Kind.Array:
        return '(an empty list)';
      case Kind.Missing:
        return '(missing)';
      case Kind.String: {
        const text = this.#labels.ofValue(this.#tree, node, names);
        return text === '' ? '(an empty text)' : text;
      }
      default:
        return this.#labels.ofValue(this.#tree, node, names);
    }
  }

  /** All that is in an object or a list, however deep, one behind the other. */
  #flat(node: NodeId): string {
    const tree = this.#tree;
    const parts: string[] = [];
    for (let at = node + 1; at < tree.after(node); at++) {
      const key = tree.hasKey(at) ? tree.key(at) : '';
      const value = this.#hasChildren(at) ? '' : this.#plain(at, [key]);
      parts.push(key === '' ? value : `${this.#labels.inText(key)}: ${value}`.trimEnd());
    }
    return parts.filter((part) => part !== '').join(', ');
  }
}
