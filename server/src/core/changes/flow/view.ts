import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { NameKind, NameUse } from '../../flow/names/types.ts';
import { ShortPointers, withNames } from '../../json/pointer.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { cutText } from '../../text/cut.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { Span } from '../../text/span.ts';
import type { FlowFile } from '../types/input.ts';
import { type Classes, classesOf, type Interner } from '../values/classes.ts';
import { type Exchange, exchanged, type Masks, MOST_NAME, unmarked } from '../values/masks.ts';
import type { SecretPlaces } from '../values/secretPlaces.ts';

const NO_EXCHANGES: readonly Exchange[] = [];

/** What names of a flow are called in the other version, or exactly in this one: lower-cased name to name. */
export interface NewNames {
  readonly steps: ReadonlyMap<string, string>;
  readonly variables: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly connections: ReadonlyMap<string, string>;
}

/** One flow of one version, as it is compared: with the names of the other version, and with secrets that do not show. */
export class FlowView {
  readonly flow: FlowModel;
  readonly tree: JsonTree;
  readonly file: FlowFile;
  readonly solution: SolutionModel | undefined;
  readonly masks: Masks;
  readonly #secrets: SecretPlaces;
  readonly #pointers: ShortPointers;
  #inValues: ReadonlyMap<NodeId, readonly Exchange[]> = new Map();
  #inKeys: ReadonlyMap<NodeId, readonly Exchange[]> = new Map();
  /** Nodes with new names, in order. */
  #renamed = new Int32Array(0);
  #classes: Classes | undefined;

  constructor(flow: FlowModel, file: FlowFile, masks: Masks, secrets: SecretPlaces) {
    this.flow = flow;
    this.tree = flow.tree;
    this.file = file;
    this.solution = file.solution;
    this.masks = masks;
    this.#secrets = secrets;
    this.#pointers = new ShortPointers(flow.tree);
  }

  /** From here on all that refers to these names is taken as if it had the new ones. */
  rename(names: NewNames): void {
    const inValues = new Map<NodeId, Exchange[]>();
    const inKeys = new Map<NodeId, Exchange[]>();
    const add = (use: Pick<NameUse, 'name' | 'place'>, now: ReadonlyMap<string, string>): void => {
      const name = now.get(use.name.toLowerCase());
      const { node, part } = use.place;
      if (name === undefined || name === use.name || typeof part !== 'object' || 'inFile' in part) return;
      const inKey = 'inKey' in part;
      const span = inKey ? part.inKey : part.inString;
      const places = inKey ? inKeys : inValues;
      const quoted = { span, text: 'reference' in use ? name.replaceAll("'", "''") : name };
      pushTo(places, node, quoted);
    };
    const index = namesOf(this.flow);
    const kinds: readonly [readonly NameKind[], ReadonlyMap<string, string>][] = [
      [['step', 'loop'], names.steps],
      [['variable', 'write'], names.variables],
      [['parameter'], names.parameters],
      [['connection'], names.connections],
    ];
    for (const [which, now] of kinds)
      if (now.size > 0) for (const kind of which) for (const use of index.uses(kind)) add(use, now);
    if (names.variables.size > 0)
      for (const { name, nameNode } of index.variables)
        add(
          { name, place: { node: nameNode, part: { inString: { start: 0, end: name.length } } } },
          names.variables,
        );
    const had = this.#renamed.length > 0;
    this.#inValues = inValues;
    this.#inKeys = inKeys;
    this.#renamed = Int32Array.from(new Set([...inValues.keys(), ...inKeys.keys()])).sort();
    if (had || this.#renamed.length > 0) this.#classes = undefined;
  }

  /** A string as it counts: with the new names, secrets in clear. Never to be shown. */
  text(node: NodeId): string {
    const changes = this.#inValues.get(node);
    const text = this.tree.string(node);
    return changes === undefined ? text : exchanged(text, changes);
  }

  /** The key of a node, likewise. */
  key(node: NodeId): string {
    const changes = this.#inKeys.get(node);
    const text = this.tree.key(node);
    return changes === undefined ? text : exchanged(text, changes);
  }

  /** True where names of the other version were put into a value or key below a node. */
  follows(node: NodeId): boolean {
    if (node < 0) return false;
    let [low, high] = [0, this.#renamed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#renamed[middle]! < node) low = middle + 1;
      else high = middle;
    }
    return low < this.#renamed.length && this.#renamed[low]! < this.tree.after(node);
  }

  /** A string with a mark for each secret, uncut. */
  marked(node: NodeId): string {
    const { inValues } = this.#secrets;
    return this.masks.marked(
      this.tree.string(node),
      inValues.get(node),
      this.#inValues.get(node) ?? NO_EXCHANGES,
    );
  }

  /** A key for readers. */
  shownKey(node: NodeId): string {
    const { inKeys } = this.#secrets;
    const changes = this.#inKeys.get(node) ?? NO_EXCHANGES;
    return cutText(unmarked(this.masks.marked(this.tree.key(node), inKeys.get(node), changes)), MOST_NAME);
  }

  /** Where a string holds secrets for certain; UTF-16 offsets of the decoded text. */
  secretsIn(node: NodeId): readonly Span[] {
    return this.#secrets.inValues.get(node) ?? [];
  }

  classes(interner: Interner): Classes {
    this.#classes ??= classesOf(
      this.tree,
      interner,
      (node) => this.text(node),
      (node) => this.key(node),
    );
    return this.#classes;
  }

  /** RFC 6901 pointer without secrets. */
  pointer(node: NodeId): string | undefined {
    if (node < 0) return undefined;
    return withNames(this.#pointers.of(node), (name) => unmarked(this.masks.marked(name)));
  }

  /** The name of a step as the designer shows it: blanks for underscores. */
  stepName({ name, node }: Pick<Step, 'name' | 'node'>): string {
    return asShown(this.shownKey(node)) || asShown(this.masks.name(name)) || '(no name)';
  }
}

/** A name of a step or case as the designer shows it. */
export function asShown(name: string): string {
  return name.replaceAll('_', ' ').trim();
}
