import { readCondition } from '../editor/stepText/condition.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { code, joined, type Line, line, plain } from '../report/lines/inline.ts';
import { MOST_PARTS, namesCredential, questionWords } from './questionWords.ts';
import type { SafeText } from './safeText.ts';
import { around, valueWords } from './valueWords.ts';

/** Says conditions and the values in them, as they stand in one step. */
export class Conditions {
  readonly #tree: JsonTree;
  readonly #safe: SafeText;

  readonly #loop: string;

  /** `loop`: lower-cased name of the loop around the step; '' outside of all. */
  constructor(tree: JsonTree, safe: SafeText, loop: string) {
    this.#tree = tree;
    this.#safe = safe;
    this.#loop = loop;
  }

  /** A condition in words: of groups the first comparisons. */
  of(node: NodeId): Line {
    if (node === NONE) return [];
    return this.#part(readCondition(this.#tree, node), true);
  }

  /** One value of a flow. */
  value(node: NodeId): Line {
    if (this.#tree.firstChild(node) >= 0) return line`a list or an object of its own`;
    return valueWords(this.#safe.value(node), around(this.#safe, this.#loop));
  }

  #part(condition: ReturnType<typeof readCondition>, isOuter: boolean): Line {
    switch (condition.kind) {
      case 'comparison': {
        const { left, word, right } = condition;
        return line`${this.#beside(left, right)} ${plain(word)} ${this.#beside(right, left)}`;
      }
      case 'group': {
        const { word, parts } = condition;
        const shown = parts
          .slice(0, MOST_PARTS)
          .map((part) => this.#part(part, parts.length === 1 && isOuter));
        const [only] = shown;
        if (only === undefined) return line`a group without conditions`;
        if (word === 'Not') return line`not (${joined(shown)})`;
        if (shown.length === 1) return only;
        const more = parts.length - shown.length;
        const between = word === 'All of' ? line` and ` : line` or `;
        const all = joined(more > 0 ? [...shown, line`${more} more`] : shown, between);
        return isOuter ? all : line`(${all})`;
      }
      case 'other':
        return this.#tree.isObject(condition.node) || this.#tree.isArray(condition.node)
          ? line`a condition of another form`
          : questionWords(this.#safe.value(condition.node), around(this.#safe, this.#loop), isOuter);
    }
  }

  /** A text that is compared with a credential is one. */
  #beside(node: NodeId, other: NodeId): Line {
    const tree = this.#tree;
    const isText = tree.isString(node) && tree.string(node) !== '' && !tree.string(node).includes('@');
    if (isText && tree.isString(other) && namesCredential(tree.string(other))) return line`${code('***')}`;
    return this.value(node);
  }
}
