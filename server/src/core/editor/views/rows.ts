import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { count } from '../../text/count.ts';
import { hashText } from '../../text/hash.ts';
import { visible } from '../../text/shown.ts';
import type { Row, TreeName, ViewNode } from './types.ts';

/** Between the parts of an id; encoded within them. */
const SEPARATOR = '/';
/** In front of the number of a namesake; encoded within keys. */
const NAMESAKE = '~';

/** Half a surrogate pair cannot be encoded. */
function wellFormed(key: string): string {
  return /[\ud800-\udfff]/.test(key)
    ? key.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    : key;
}

/** Ids go to the editor: of a key with a secret they hold its hash. */
function shownKey(key: string): string {
  const shown = withoutSecrets(key);
  return shown === key ? key : `${shown} ${hashText(key)}`;
}

function encode(key: string): string {
  return encodeURIComponent(wellFormed(shownKey(key))).replaceAll(NAMESAKE, '%7E');
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

interface Placed {
  readonly id: string;
  readonly node: ViewNode;
}

/** The level below a thing, or the first one, with ids. Namesakes, which only damaged files have, are counted. */
function place(base: string, nodes: readonly ViewNode[]): Placed[] {
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const key = encode(node.key);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return { id: base + SEPARATOR + key + (times === 0 ? '' : NAMESAKE + times), node };
  });
}

/** In front of the ids below a thing. */
function baseOf({ id, node }: Placed): string {
  return node.transparent === true ? id.slice(0, id.lastIndexOf(SEPARATOR)) : id;
}

/** The thing that an id stands for, looked for from the first level down. Rows on the way are not worked out. */
function find(tree: TreeName, nodes: readonly ViewNode[], id: string): Placed | undefined {
  const [name, ...parts] = id.split(SEPARATOR);
  if (name !== tree) return undefined;
  let level = nodes;
  let found: ViewNode | undefined;
  for (const part of parts) {
    found = among(level, part) ?? throughTransparent(level, part);
    if (found === undefined) return undefined;
    level = found.below?.() ?? [];
  }
  return found && { id, node: found };
}

function among(nodes: readonly ViewNode[], part: string): ViewNode | undefined {
  const [encoded = '', times = '0'] = part.split(NAMESAKE);
  const key = decode(encoded);
  if (key === undefined) return undefined;
  return (
    nth(nodes, Number(times), (own) => own === key || wellFormed(own) === key) ??
    nth(nodes, Number(times), (own) => wellFormed(shownKey(own)) === key)
  );
}

function nth(
  nodes: readonly ViewNode[],
  number: number,
  isIt: (key: string) => boolean,
): ViewNode | undefined {
  let left = number;
  return nodes.find((node) => isIt(node.key) && left-- === 0);
}

function throughTransparent(nodes: readonly ViewNode[], part: string): ViewNode | undefined {
  for (const node of nodes) {
    const found = node.transparent === true ? among(node.below?.() ?? [], part) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The tree that an id is of; undefined for what is no id. */
export function treeOfId(id: string): TreeName | undefined {
  const name = id.slice(0, Math.max(0, id.indexOf(SEPARATOR)));
  return name === 'connections' || name === 'owners' || name === 'checklist' ? name : undefined;
}

/** The rows below a row, or the first level; undefined when the row is gone. */
export function rowsOf(
  tree: TreeName,
  nodes: readonly ViewNode[],
  parent: string | undefined,
): readonly Row[] | undefined {
  if (parent === undefined) return place(tree, nodes).map(toRow);
  const found = find(tree, nodes, parent);
  return found && place(baseOf(found), found.node.below?.() ?? []).map(toRow);
}

export function findNode(
  tree: TreeName,
  nodes: readonly ViewNode[],
  id: string,
): { readonly node: ViewNode; readonly row: Row } | undefined {
  const found = find(tree, nodes, id);
  return found && { node: found.node, row: toRow(found) };
}

function toRow({ id, node }: Placed): Row {
  const { what, ...rest } = node.content();
  const content = {
    ...rest,
    label: visible(withoutSecrets(rest.label)),
    description: rest.description && visible(withoutSecrets(rest.description)),
    copy: rest.copy && withoutSecrets(rest.copy),
  };
  const safe = node.findings?.().filter((one) => one.safe).length ?? 0;
  const words = [content.label, what, content.description?.replaceAll(' · ', ', ')];
  const row: { [K in keyof Row]?: Row[K] | undefined } = {
    id,
    ...content,
    children: node.below === undefined ? 'none' : node.expanded === true ? 'expanded' : 'collapsed',
    hasUses: node.uses === undefined ? undefined : true,
    safe: safe === 0 ? undefined : safe,
    tooltip:
      safe === 0 || content.tooltip === undefined
        ? content.tooltip
        : `${content.tooltip}  \n${count(safe, 'finding')} can be repaired safely.`,
    ariaLabel: words.filter((one) => one !== undefined && one !== '').join(', '),
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as Row;
}
