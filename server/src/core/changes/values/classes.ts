import { type JsonTree, Kind, type NodeId } from '../../json/tree.ts';

/** Numbers for texts: equal ones for equal texts. */
export class Interner {
  readonly #ids = new Map<string, number>();

  id(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(text, id);
    }
    return id;
  }
}

/** A number for each node of a tree. Nodes of trees that share an `Interner` are equal where their numbers are. */
export interface Classes {
  /** The order of keys does not count. */
  readonly value: Int32Array;
  /** The order of keys counts. */
  readonly ordered: Int32Array;
}

/**
 * Compares all nodes of trees at once, whatever their depth: children stand behind their parents, so that the last node comes first.
 * @param text A string as it counts: names of renamed steps may be written in another way.
 * @param key The same for the key of a node.
 */
export function classesOf(
  tree: JsonTree,
  interner: Interner,
  text: (node: NodeId) => string,
  key: (node: NodeId) => string,
): Classes {
  const value = new Int32Array(tree.count);
  const ordered = new Int32Array(tree.count);
  for (let node = tree.count - 1; node >= 0; node--) {
    const kind = tree.kind(node);
    if (kind === Kind.String) {
      value[node] = ordered[node] = interner.id(`s${text(node)}`);
    } else if (kind === Kind.Object || kind === Kind.Array) {
      const isObject = kind === Kind.Object;
      const pairs: [number, string][] = [];
      let inOrder = isObject ? 'O' : 'A';
      for (let child = node + 1; child < tree.after(node); child = tree.after(child)) {
        const name = isObject ? interner.id(`k${key(child)}`) : 0;
        pairs.push([name, `${name}:${value[child]!}`]);
        inOrder += `,${name}:${ordered[child]!}`;
      }
      if (isObject) pairs.sort((a, b) => a[0] - b[0]);
      value[node] = interner.id(`${isObject ? 'o' : 'a'}${pairs.map((pair) => pair[1]).join(',')}`);
      ordered[node] = interner.id(inOrder);
    } else {
      value[node] = ordered[node] = interner.id(`n${tree.text.slice(tree.start(node), tree.end(node))}`);
    }
  }
  return { value, ordered };
}
