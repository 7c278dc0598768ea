import { pushTo } from '../../text/groupedBy.ts';
import type { FlowOwnersEntry, SolutionFlow, SolutionFlowOwners } from '../index.ts';
import { fileNameOf, parentOf, segmentsBelow } from '../paths.ts';
import { isLiteral, wildcards } from '../wildcards.ts';

interface Ordered {
  readonly entry: FlowOwnersEntry;
  /** Place in the file. */
  readonly order: number;
}

/** The entries of one ownership file, ready to be asked. */
export interface FlowOwnersFile {
  readonly byId: ReadonlyMap<string, readonly FlowOwnersEntry[]>;
  /** Entries with a name and no wildcard, by that name. */
  readonly byName: ReadonlyMap<string, readonly Ordered[]>;
  readonly others: readonly (Ordered & { matches(flow: SolutionFlow): boolean })[];
}

/** The entries that mean a flow, from the weakest to the one that counts. */
export interface FlowEntries {
  /** By its id, with the place of their file. */
  readonly exact: readonly (readonly [file: number, entry: FlowOwnersEntry])[];
  /** By name or path. */
  readonly loose: readonly FlowOwnersEntry[];
}

/** Display name; where no file tells it, the file's name without the id. */
export function flowName({ displayName, uri, id }: Pick<SolutionFlow, 'displayName' | 'uri' | 'id'>): string {
  if (displayName !== undefined && displayName.value !== '') return displayName.value;
  const stem = fileNameOf(uri ?? '').replace(/\.json$/i, '');
  const bare = stem.replace(/[-_ ]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, '');
  // Packages call the file of each flow alike.
  return stem.toLowerCase() === 'definition' ? (id ?? stem) : bare || stem || (id ?? '');
}

export function ownersFile({ uri, entries }: SolutionFlowOwners): FlowOwnersFile {
  const folder = parentOf(uri);
  const byId = new Map<string, FlowOwnersEntry[]>();
  const byName = new Map<string, Ordered[]>();
  const others: FlowOwnersFile['others'][number][] = [];
  entries.forEach((entry, order) => {
    const text = entry.flow.value.trim();
    if (entry.by === 'id') pushTo(byId, text, entry);
    else if (entry.by === 'path') others.push({ entry, order, matches: pathTest(text, folder) });
    else if (isLiteral(text)) pushTo(byName, text.toLowerCase(), { entry, order });
    else others.push({ entry, order, matches: nameTest(text) });
  });
  return { byId, byName, others };
}

/** A slash in a flow's name is no folder. */
const plain = (text: string): string => text.replaceAll('/', '\u2044');

function nameTest(pattern: string): (flow: SolutionFlow) => boolean {
  const test = wildcards(pattern, { ignoreCase: true });
  return (flow) => test?.(plain(flowName(flow))) ?? false;
}

function pathTest(pattern: string, folder: string): (flow: SolutionFlow) => boolean {
  const test = wildcards(pattern.replace(/^\.?\//, ''), { ignoreCase: true });
  return ({ uri }) => {
    const path = uri === undefined ? '' : segmentsBelow(folder, uri).join('/');
    return path !== '' && (test?.(path) ?? false);
  };
}

/** `files`: the outermost first. */
export function entriesFor(files: readonly FlowOwnersFile[], flow: SolutionFlow): FlowEntries {
  const exact: (readonly [number, FlowOwnersEntry])[] = [];
  const loose: FlowOwnersEntry[] = [];
  const name = flowName(flow).toLowerCase();
  files.forEach(({ byId, byName, others }, file) => {
    if (flow.id !== undefined) for (const entry of byId.get(flow.id) ?? []) exact.push([file, entry]);
    const here = [...(byName.get(name) ?? []), ...others.filter((one) => one.matches(flow))];
    loose.push(...here.sort((a, b) => a.order - b.order).map((one) => one.entry));
  });
  return { exact, loose };
}

/**
 * Of the entries that tell what is asked for, those that count. An id beats wildcards; of several entries the last one
 * counts, and the innermost file. Entries by id in several files all count, so that a contradiction shows. Each environment
 * is decided for itself.
 */
export function thatCount(
  { exact, loose }: FlowEntries,
  matches: (entry: FlowOwnersEntry) => boolean,
): readonly FlowOwnersEntry[] {
  const byFile = new Map<string, FlowOwnersEntry>();
  const named = new Set<string>();
  for (const [file, entry] of exact) {
    if (!matches(entry)) continue;
    byFile.set(`${file} ${environmentKey(entry)}`, entry);
    named.add(environmentKey(entry));
  }
  const last = new Map<string, FlowOwnersEntry>();
  for (const entry of loose)
    if (matches(entry) && !named.has(environmentKey(entry))) last.set(environmentKey(entry), entry);
  return [...byFile.values(), ...last.values()];
}

function environmentKey(entry: FlowOwnersEntry): string {
  return entry.environment?.value.trim().toLowerCase() ?? '';
}
