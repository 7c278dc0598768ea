import { calledFlowIds, type Project, possibleFlowIds } from '../../core/index.ts';

interface Node {
  readonly ids: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
}

/** Which files call which flows, as far as their texts tell without being parsed: at least what is so. Ids are lower-cased. */
export class CallGraph {
  readonly #nodes = new Map<string, Node>();
  /** Files by the id that their flow may have, and by those that they call. */
  readonly #owners = new Map<string, string[]>();
  readonly #callers = new Map<string, string[]>();
  /** Ids that the files of solutions give to flows. */
  readonly #described = new Map<string, string[]>();

  constructor(project: Pick<Project, 'models'>) {
    for (const model of project.models())
      for (const { id, uri, copies = [] } of model.flows)
        if (id !== undefined)
          for (const one of [uri, ...copies.map((copy) => copy.uri)])
            if (one !== undefined) put(this.#described, one, id.toLowerCase());
  }

  add(uri: string, text: string): void {
    const node = { ids: this.idsIn(uri, text), calls: calledFlowIds(text) };
    this.#nodes.set(uri, node);
    for (const id of node.ids) put(this.#owners, id, uri);
    for (const id of node.calls) put(this.#callers, id, uri);
  }

  has(uri: string): boolean {
    return this.#nodes.has(uri);
  }

  idsOf(uri: string): Iterable<string> {
    return this.#nodes.get(uri)?.ids ?? [];
  }

  /** True for a file whose id is told by its name, whatever its text says. */
  isNamedById(uri: string): boolean {
    return possibleFlowIds(uri, '').size > 0;
  }

  /** The ids that a flow may have whose file holds this text. */
  idsIn(uri: string, text: string): ReadonlySet<string> {
    return new Set([...possibleFlowIds(uri, text), ...(this.#described.get(uri) ?? [])]);
  }

  /** Files that hold one of these flows. */
  ownersOf(ids: Iterable<string>): readonly string[] {
    return [...ids].flatMap((id) => this.#owners.get(id) ?? []);
  }

  /** Files that call one of these flows, and those that call them in turn. */
  callersOf(ids: Iterable<string>): ReadonlySet<string> {
    const found = new Set<string>();
    const seen = new Set<string>();
    for (const left = [...ids]; left.length > 0; ) {
      const id = left.pop()!;
      if (seen.has(id)) continue;
      seen.add(id);
      for (const uri of this.#callers.get(id) ?? []) {
        found.add(uri);
        left.push(...this.idsOf(uri));
      }
    }
    return found;
  }

  /**
   * These files and all that they are connected with, whoever calls whom: what a flow is given depends on those above it, and what
   * these know on what others answer. Files with one id count for each other.
   */
  connected(uris: Iterable<string>): ReadonlySet<string> {
    const found = new Set<string>();
    for (const left = [...uris]; left.length > 0; ) {
      const uri = left.pop()!;
      if (found.has(uri)) continue;
      found.add(uri);
      const node = this.#nodes.get(uri);
      if (node === undefined) continue;
      for (const id of node.ids) left.push(...(this.#owners.get(id) ?? []), ...(this.#callers.get(id) ?? []));
      for (const id of node.calls)
        left.push(...(this.#owners.get(id) ?? []), ...(this.#callers.get(id) ?? []));
    }
    return found;
  }
}

function put(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
