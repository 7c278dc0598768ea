import { layoutOf } from '../layouts/index.ts';
import type { LayoutId, SolutionFile, SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { attribute, childNamed, childrenNamed, isNamed, readXml, type XmlElement } from '../xml/document.ts';
import { insertChild, type NewElement } from '../xml/edit.ts';
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
  const refusal =
    layoutOf(solution.layout).refusal('root component') ?? unreadable(solution.manifests, 'solution.xml');
  if (refusal !== undefined) return { refused: refusal };
  if (isUnwritable(component.id ?? '') || isUnwritable(component.schemaName ?? ''))
    return { refused: 'The id holds characters that an XML file cannot hold.' };
  const changes: FileChange[] = [];
  for (const { uri, layout } of solution.manifests) {
    const text = solution.textOf(uri) ?? '';
    const { root } = readXml(text);
    const manifest =
      root && (isNamed(root, 'SolutionManifest') ? root : childNamed(root, 'SolutionManifest'));
    if (manifest === undefined) return { refused: `${fileNameOf(uri)} holds no solution manifest.` };
    const list = childNamed(manifest, 'RootComponents');
    if (list === undefined) {
      const element: NewElement = { name: 'RootComponents', children: [elementOf(component)] };
      const after = childNamed(manifest, 'Publisher');
      const before = childNamed(manifest, 'MissingDependencies');
      changes.push({ uri, edits: [insertChild(text, manifest, element, { after, before })] });
      continue;
    }
    const entries = childrenNamed(list, 'RootComponent').map((element) => entryOf(text, element));
    const key = keyOf(component);
    if (entries.some((one) => one.type === component.type && one.key === key)) continue;
    const place = placeOf(entries, component.type, key, layout);
    changes.push({ uri, edits: [insertChild(text, list, elementOf(component), place)] });
  }
  return changes;
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

/** Where the entry goes: in order when the list keeps one, at the end otherwise. */
function placeOf(
  entries: readonly Entry[],
  type: number,
  key: string,
  layout: LayoutId,
): { after?: XmlElement | undefined; before?: XmlElement | undefined } {
  const sorted = (order: Order): boolean =>
    entries.every((one, at) => at === 0 || order(entries[at - 1]!.type, one.type) <= 0);
  const orders = layout === 'unpacked' ? [byText, byNumber] : [byNumber, byText];
  const order = orders.find(sorted);
  if (order === undefined) return {};
  const same = entries.filter((one) => one.type === type);
  const keysSorted = same.every((one, at) => at === 0 || same[at - 1]!.key <= one.key);
  const after = entries.findLast((one) => {
    const compared = order(one.type, type);
    return compared < 0 || (compared === 0 && (!keysSorted || one.key < key));
  });
  return after === undefined ? { before: entries[0]?.element } : { after: after.element };
}
