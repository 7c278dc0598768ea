import type { CancellationToken, Range } from 'vscode-languageserver';
import { checklistHead, type RowPlace, rowOf, rowsBelow, usesOf } from '../../core/index.ts';
import type { ClientRequests, TreeName } from '../../protocol.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checks } from '../checks.ts';
import { ALL_TREES } from '../trees/treeRefresh.ts';
import type { Trees } from '../trees/trees.ts';
import { uriKey } from '../uris.ts';
import { type LineServices, linesOf, rangesIn } from './lines.ts';
import { type SymbolServices, usesOfName } from './symbols.ts';

export interface TreeServices extends LineServices, SymbolServices {
  readonly trees: Trees;
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
}

type Params<M extends keyof ClientRequests> = ClientRequests[M]['params'];
type Result<M extends keyof ClientRequests> = ClientRequests[M]['result'];

/** More places than anybody looks through. */
const MAX_USES = 5000;

/** `lockkeeper/tree`: one level. */
export async function treeLevel(
  { trees }: TreeServices,
  { tree, parent, options }: Params<'lockkeeper/tree'>,
): Promise<Result<'lockkeeper/tree'>> {
  if (!isTree(tree)) return null;
  const nodes = rowsBelow(await trees.workspace(), tree, parent ?? undefined, options ?? {});
  return nodes === undefined ? null : { nodes };
}

function isTree(name: unknown): name is TreeName {
  return ALL_TREES.some((one) => one === name);
}

/** `lockkeeper/tree/head`. */
export async function treeHead(
  { trees }: TreeServices,
  { options }: Params<'lockkeeper/tree/head'>,
): Promise<Result<'lockkeeper/tree/head'>> {
  const { message = null, ...rest } = checklistHead(await trees.workspace(), options ?? {});
  return { message, ...rest };
}

/**
 * `lockkeeper/tree/uses`: of a row that stands for a name the references that the editor finds of it, of any other what is below it; what
 * is gone from disk is left out.
 */
export async function treeUses(
  services: TreeServices,
  { id }: Params<'lockkeeper/tree/uses'>,
  token?: CancellationToken,
): Promise<Result<'lockkeeper/tree/uses'>> {
  const uses = usesOf(await services.trees.workspace(), String(id));
  if (uses === undefined) return { places: [] };
  if ('named' in uses) return { places: await usesOfName(services, uses.named, uses.uri, token) };
  const places = uses.places.slice(0, MAX_USES);
  const ranges = await rangesIn(
    services,
    places.map(({ uri, span }) => ({ uri, span: span ?? START })),
  );
  const found = places.flatMap(({ uri }, index) => {
    const range = ranges[index];
    return range === undefined ? [] : [{ uri, range }];
  });
  return { places: found };
}

const START = { start: 0, end: 0 };

/** `lockkeeper/range`. */
export async function rangeOfPlace(
  services: TreeServices,
  { uri, span, row }: Params<'lockkeeper/range'>,
): Promise<Range | null> {
  const key = uriKey(uri);
  const now = row === undefined ? undefined : await placeNow(services, key, row);
  const lines = await linesOf(services, key);
  return lines === undefined ? null : lines.rangeOf(now?.span ?? span ?? START);
}

/** Where a row leads by now, if that is still in the same file. */
async function placeNow(
  { checks, besideChecks, trees, documents }: TreeServices,
  key: string,
  { id, at }: NonNullable<Params<'lockkeeper/range'>['row']>,
): Promise<RowPlace | undefined> {
  // What was typed a moment ago may not have been looked at yet.
  if (documents.has(key)) {
    if ((await checks.open(key)) === undefined) await besideChecks.findingsIn(key);
  }
  const found = rowOf(await trees.workspace(), String(id));
  const place = at === 'declaration' ? found?.declaration : found?.place;
  return place !== undefined && uriKey(place.uri) === key ? place : undefined;
}
