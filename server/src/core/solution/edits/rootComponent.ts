import { compareUnits } from '../../text/compare.ts';
import { EditedText } from '../../text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import type { LayoutId, SolutionFile } from '../data.ts';
import { layoutOf } from '../layouts/index.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { attribute, childNamed, childrenNamed, isNamed, readXml, type XmlElement } from '../xml/document.ts';
import { insertChild, type NewElement, removeElement } from '../xml/edit.ts';
import { isUnwritable } from '../xml/escape.ts';
import type { FileChange, SolutionEdit } from './types.ts';

/** Type 29 needs an `id`, 380 a `schemaName` (flow-format 1.1). */
export interface NewRootComponent {
  readonly type: number;
  /** Without braces. */
  readonly id?: string;
  readonly schemaName?: string;
}

/** Why the files cannot be edited; undefined when all can. */
export function unreadable(files: readonly SolutionFile[], name: string): string | undefined {
  if (files.length === 0)
    return `The solution has no ${name} file here, so the change cannot be listed in it.`;
  const damaged = files.find((one) => !one.readable);
  return damaged && `${fileNameOf(damaged.uri)} is damaged. Repair it first.`;
}

/** Lists a component in every manifest of the solution that does not list it yet. */
export function addRootComponent(solution: SolutionModel, component: NewRootComponent): SolutionEdit {
  return addRootComponents(solution, [component]);
}

/** The same for several, all or none. */
export function addRootComponents(
  solution: SolutionModel,
  components: readonly NewRootComponent[],
): SolutionEdit {
  const refusal =
    layoutOf(solution.layout).refusal('root component') ?? unreadable(solution.manifests, 'solution.xml');
  if (refusal !== undefined) return { refused: refusal };
  if (components.some(({ id = '', schemaName = '' }) => isUnwritable(id) || isUnwritable(schemaName)))
    return { refused: 'The id holds characters that an XML file cannot hold.' };
  const sorted = [...components].sort((a, b) => a.type - b.type || compareUnits(keyOf(a), keyOf(b)));
  const changes: FileChange[] = [];
  for (const { uri, layout } of solution.manifests) {
    const edits = editsIn(solution.textOf(uri) ?? '', sorted, layout);
    if (edits === undefined) return { refused: `${fileNameOf(uri)} holds no solution manifest.` };
    if (edits.length > 0) changes.push({ uri, edits });
  }
  return changes;
}

/** Undefined for a text that is no manifest. */
function editsIn(
  text: string,
  components: readonly NewRootComponent[],
  layout: LayoutId,
): readonly TextEdit[] | undefined {
  const { root } = readXml(text);
  const manifest = root && (isNamed(root, 'SolutionManifest') ? root : childNamed(root, 'SolutionManifest'));
  if (manifest === undefined) return undefined;
  const list = childNamed(manifest, 'RootComponents');
  if (list === undefined) {
    const element: NewElement = { name: 'RootComponents', children: components.map(elementOf) };
    const after = childNamed(manifest, 'Publisher');
    const before = childNamed(manifest, 'MissingDependencies');
    return [insertChild(text, manifest, element, { after, before })];
  }
  const entries = childrenNamed(list, 'RootComponent').map((element) => entryOf(text, element));
  const listed = new Set(entries.map(({ type, key }) => `${type} ${key}`));
  const missing = components.filter((one) => !listed.has(`${one.type} ${keyOf(one)}`));
  const [first, ...others] = missing;
  if (first === undefined) return [];
  if (entries.length > 0 || others.length === 0) {
    const placeOf = placesAmong(entries, layout);
    return joined(missing.map((one) => insertChild(text, list, elementOf(one), placeOf(one))));
  }
  // An empty list is opened by the first; the others go behind it.
  const edited = new EditedText(text);
  const opening = [insertChild(text, list, elementOf(first), {})];
  edited.apply(opening);
  edited.apply(editsIn(applyEdits(text, opening), others, layout) ?? []);
  return edited.edits();
}

/** Insertions at one place as one edit, in their order. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const byPlace = new Map<number, TextEdit>();
  for (const edit of edits) {
    const { start } = edit.span;
    const known = byPlace.get(start);
    byPlace.set(start, known === undefined ? edit : { ...known, newText: known.newText + edit.newText });
  }
  return [...byPlace.values()];
}

/** Takes a component out of every manifest that lists it. */
export function removeRootComponent(solution: SolutionModel, component: NewRootComponent): SolutionEdit {
  const refusal =
    layoutOf(solution.layout).refusal('root component') ?? unreadable(solution.manifests, 'solution.xml');
  if (refusal !== undefined) return { refused: refusal };
  const key = keyOf(component);
  return solution.manifests.flatMap(({ uri }): FileChange[] => {
    const text = solution.textOf(uri) ?? '';
    const { root } = readXml(text);
    const manifest =
      root && (isNamed(root, 'SolutionManifest') ? root : childNamed(root, 'SolutionManifest'));
    const edits = childrenNamed(childNamed(manifest, 'RootComponents'), 'RootComponent')
      .filter((element) => {
        const entry = entryOf(text, element);
        return entry.type === component.type && entry.key === key;
      })
      .map((element) => removeElement(text, element));
    return edits.length === 0 ? [] : [{ uri, edits }];
  });
}

function elementOf({ type, id, schemaName }: NewRootComponent): NewElement {
  const attributes: [string, string][] = [['type', String(type)]];
  if (id !== undefined) attributes.push(['id', `{${id.toLowerCase()}}`]);
  if (schemaName !== undefined) attributes.push(['schemaName', schemaName]);
  attributes.push(['behavior', '0']);
  return { name: 'RootComponent', attributes };
}

interface Entry {
  readonly type: number;
  /** Id without braces, or schema name; lower-cased. */
  readonly key: string;
  readonly element: XmlElement;
}

function keyOf({ id, schemaName }: NewRootComponent): string {
  return (id ?? schemaName ?? '').toLowerCase();
}

function entryOf(text: string, element: XmlElement): Entry {
  const id = attribute(text, element, 'id')?.value.replace(/^\{|\}$/g, '');
  const key = (id ?? attribute(text, element, 'schemaName')?.value ?? '').toLowerCase();
  return { type: Number(attribute(text, element, 'type')?.value), key, element };
}

type Order = (a: number, b: number) => number;
const byNumber: Order = (a, b) => a - b;
/** As the unpacking tool sorts: 300 stands before 61. */
const byText: Order = (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);

/** Where an entry goes: in order when the list keeps one, at the end otherwise. */
function placesAmong(
  entries: readonly Entry[],
  layout: LayoutId,
): (one: NewRootComponent) => { after?: XmlElement | undefined; before?: XmlElement | undefined } {
  const sorted = (order: Order): boolean =>
    entries.every((one, at) => at === 0 || order(entries[at - 1]!.type, one.type) <= 0);
  const orders = layout === 'unpacked' ? [byText, byNumber] : [byNumber, byText];
  const order = orders.find(sorted);
  if (order === undefined) return () => ({});
  const keysSorted = (type: number): boolean => {
    const same = entries.filter((one) => one.type === type);
    return same.every((one, at) => at === 0 || same[at - 1]!.key <= one.key);
  };
  const known = new Map<number, boolean>();
  return (component) => {
    const { type } = component;
    const key = keyOf(component);
    const inOrder = known.get(type) ?? keysSorted(type);
    known.set(type, inOrder);
    const after = entries.findLast((one) => {
      const compared = order(one.type, type);
      return compared < 0 || (compared === 0 && (!inOrder || one.key < key));
    });
    return after === undefined ? { before: entries[0]?.element } : { after: after.element };
  };
}
