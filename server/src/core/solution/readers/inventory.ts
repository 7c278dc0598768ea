import { parseJson } from '../../json/parse.ts';
import { plainLetters } from '../../json/plainLetters.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Fact } from '../fact.ts';
import type { FileReading, SolutionProblem } from '../facts.ts';
import type { InventoryEntry, InventoryFacts } from '../ownerFacts.ts';
import { parseCsv } from './csv.ts';
import { jsonDamage } from './damage.ts';
import { NOTHING, nodeFact, nodeSource, type Reader } from './fact.ts';
import { entriesOf, formOf, type InventoryRow, normalName } from './inventoryRows.ts';

/** Words one of which every inventory holds, wherever they stand: cheap, so that other files cost no parse. */
const MARKS = /"(?:principalobjectid|workflowid|_?admin_(?:flow|derived|workflow)\w{1,60}|flow ?id)"/i;

/**
 * A checked-in list of flows with their owners: JSON (a list, `{"value": [...]}` or one object) or CSV. Recognised by its
 * columns; anything else is quietly nothing.
 */
export const readInventory: Reader = (uri, text) =>
  /\.csv$/i.test(uri) ? readTable(uri, text) : readJson(uri, text);

function readJson(uri: string, text: string): FileReading {
  if (!MARKS.test(plainLetters(text))) return NOTHING;
  const tree = parseJson(text);
  const { root } = tree;
  const value = tree.child(root, 'value');
  const list = tree.isArray(root) ? root : tree.isArray(value) ? value : undefined;
  const objects = (list === undefined ? [root] : tree.children(list)).filter((one) => tree.isObject(one));
  const host = hostOf(tree.stringAt(root, '@odata.context'));
  const rows = objects.map((node) => objectRow(uri, tree, node, host));
  return reading(rows, jsonDamage(uri, tree));
}

function readTable(uri: string, text: string): FileReading {
  // A first line may tell the separator, and a name in quotes may have lines.
  const headEnd = text.indexOf('\n', text.indexOf('\n') + 1);
  if (!/flow/i.test(headEnd === -1 ? text : text.slice(0, headEnd + 2_000))) return NOTHING;
  const { rows, problems } = parseCsv(uri, text);
  const [head, ...body] = rows;
  if (head === undefined) return NOTHING;
  const columns = new Map<string, number>();
  head.forEach(({ value }, index) => {
    const name = normalName(value);
    if (!columns.has(name)) columns.set(name, index);
  });
  return reading(
    body.map((cells): InventoryRow => {
      const source = { uri, span: { start: cells[0]!.span.start, end: cells.at(-1)!.span.end } };
      return {
        source,
        host: undefined,
        names: columns,
        fact(name) {
          const index = columns.get(name);
          return index === undefined ? undefined : filled(cells[index]);
        },
        formatted: () => undefined,
        nested: () => undefined,
      };
    }),
    problems,
  );
}

/** The first row tells what the table is. */
function reading(rows: readonly InventoryRow[], problems: readonly SolutionProblem[]): FileReading {
  const form = rows[0] && formOf(rows[0].names);
  if (form === undefined) return NOTHING;
  const entries: InventoryEntry[] = rows.flatMap((row) => entriesOf(form, row));
  if (entries.length === 0) return NOTHING;
  const facts: InventoryFacts = { kind: 'inventory', form, entries };
  return { facts, problems };
}

function objectRow(uri: string, tree: JsonTree, node: NodeId, host: string | undefined): InventoryRow {
  const names = new Map<string, NodeId>();
  /** Expanded lookups; Dataverse gives the id beside them under nearly the same name. */
  const objects = new Map<string, NodeId>();
  const formatted = new Map<string, NodeId>();
  for (const child of tree.children(node)) {
    const key = tree.key(child);
    const note = key.indexOf('@');
    if (note === -1) {
      const name = normalName(key);
      if (tree.isObject(child)) objects.set(name, child);
      if (!tree.isObject(child) || !names.has(name)) names.set(name, child);
    } else if (/@odata\.community\.display\.v1\.formattedvalue$/i.test(key))
      formatted.set(normalName(key.slice(0, note)), child);
    else if (/@microsoft\.dynamics\.crm\.lookuplogicalname$/i.test(key))
      names.set(`${normalName(key.slice(0, note))}type`, child);
  }
  const factIn = (map: ReadonlyMap<string, NodeId>, name: string): Fact<string> | undefined => {
    const found = map.get(name);
    return found === undefined ? undefined : filled(nodeFact(uri, tree, found));
  };
  return {
    source: nodeSource(uri, tree, node),
    host,
    names,
    fact: (name) => factIn(names, name),
    formatted: (name) => factIn(formatted, name),
    nested(name, ...keys) {
      const object = objects.get(name) ?? -1;
      for (const key of keys) {
        const fact = filled(nodeFact(uri, tree, tree.child(object, key)));
        if (fact !== undefined) return fact;
      }
      return undefined;
    },
  };
}

function filled(fact: Fact<string> | undefined): Fact<string> | undefined {
  return fact === undefined || fact.value.trim() === '' ? undefined : fact;
}

/** Host of a Dataverse organisation, from `https://contoso.crm.dynamics.com/api/data/v9.2/$metadata#workflows`. */
function hostOf(context: string | undefined): string | undefined {
  return /^https:\/\/([\w.-]{1,200})\//.exec(context ?? '')?.[1]?.toLowerCase();
}
