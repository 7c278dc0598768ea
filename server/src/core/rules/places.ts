/** Places as findings have them, out of what rules report: spans and pointers are worked out when someone asks, once. */
import type { FlowPlace, Place, Related } from '../finding.ts';
import type { FlowDocument } from '../flow/document.ts';
import { type NodePlace, type Part, spanOfPlace } from '../json/nodePlace.ts';
import { parseJson } from '../json/parse.ts';
import { ShortPointers } from '../json/pointer.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { Span } from '../text/span.ts';

/** Places of one flow. */
export class FlowPlaces {
  readonly document: Pick<FlowDocument, 'uri' | 'tree'>;
  #pointers: ShortPointers | undefined;

  constructor(document: Pick<FlowDocument, 'uri' | 'tree'>) {
    this.document = document;
  }

  of(place: NodePlace): FlowPlace {
    return new PlaceOfNode(this, place);
  }

  related(place: NodePlace, message: string, onPaths?: readonly number[]): Related<FlowPlace> {
    return new RelatedPlaceOfNode(this, place, message, onPaths);
  }

  pointerOf(node: NodeId): string {
    this.#pointers ??= new ShortPointers(this.document.tree);
    return this.#pointers.of(node);
  }
}

class PlaceOfNode implements FlowPlace {
  readonly node: NodeId;
  readonly part: Part;
  readonly #places: FlowPlaces;
  #span: Span | undefined;

  constructor(places: FlowPlaces, { node, part }: NodePlace) {
    this.node = node;
    this.part = part;
    this.#places = places;
  }

  get uri(): string {
    return this.#places.document.uri;
  }

  get span(): Span {
    this.#span ??= spanOfPlace(this.#places.document.tree, this);
    return this.#span;
  }

  get pointer(): string {
    return this.#places.pointerOf(this.node);
  }
}

class RelatedPlaceOfNode extends PlaceOfNode {
  readonly message: string;

  readonly onPaths?: readonly number[];

  constructor(places: FlowPlaces, place: NodePlace, message: string, onPaths: readonly number[] | undefined) {
    super(places, place);
    this.message = message;
    if (onPaths !== undefined) this.onPaths = onPaths;
  }
}

/** Places in the files of a solution beside its flows. Each JSON file is parsed once, when a pointer into it is asked for. */
export class FilePlaces {
  readonly #solution: Pick<SolutionModel, 'textOf'>;
  readonly #files = new Map<string, { readonly tree: JsonTree; readonly pointers: ShortPointers }>();

  constructor(solution: Pick<SolutionModel, 'textOf'>) {
    this.#solution = solution;
  }

  of(place: Place): Place {
    return new PlaceInFile(this, place);
  }

  related(place: Place, message: string): Related<Place> {
    return new RelatedPlaceInFile(this, place, message);
  }

  /** Undefined in files that are no JSON. */
  pointerOf({ uri, span }: Pick<Place, 'uri' | 'span'>): string | undefined {
    if (!/\.json$/i.test(uri)) return undefined;
    let file = this.#files.get(uri);
    if (file === undefined) {
      const tree = parseJson(this.#solution.textOf(uri) ?? '');
      file = { tree, pointers: new ShortPointers(tree) };
      this.#files.set(uri, file);
    }
    const node = file.tree.nodeAt(span.start);
    return node < 0 ? undefined : file.pointers.of(node);
  }
}

class PlaceInFile implements Place {
  readonly uri: string;
  readonly span: Span;
  readonly #places: FilePlaces;

  constructor(places: FilePlaces, { uri, span }: Place) {
    this.uri = uri;
    this.span = span;
    this.#places = places;
  }

  get pointer(): string | undefined {
    return this.#places.pointerOf(this);
  }
}

class RelatedPlaceInFile extends PlaceInFile {
  readonly message: string;

  constructor(places: FilePlaces, place: Place, message: string) {
    super(places, place);
    this.message = message;
  }
}
