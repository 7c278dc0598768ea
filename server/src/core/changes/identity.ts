import { fileNameOf, guidIn, parentOf } from '../solution/paths.ts';
import { groupedBy } from '../text/groupedBy.ts';
import type { FlowFile, Version } from './types/input.ts';

/** A file of each version that holds the same flow; undefined where a version does not have it. */
export interface FilePair {
  readonly base: FlowFile | undefined;
  readonly head: FlowFile | undefined;
}

/**
 * Workflow id, lower-cased: from the name of the file, else as the solution says, else from the folder of a package or of an agent's
 * flow. Undefined where nothing tells.
 */
export function flowId({ uri, solution }: Pick<FlowFile, 'uri' | 'solution'>): string | undefined {
  const name = fileNameOf(uri);
  const own = guidIn(name) ?? solution?.flowAt(uri)?.id;
  if (own !== undefined) return own;
  return /^(?:definition|workflow)\.json$/i.test(name) ? guidIn(fileNameOf(parentOf(uri))) : undefined;
}

/**
 * Files of the same flow: by id, never by name. Where a version has a flow several times, those of the same solution, then those of the same
 * path belong together. Flows without an id are the same where their paths are.
 */
export function pairFiles(base: Version, head: Version): FilePair[] {
  const old = grouped(base.flows);
  const pairs: FilePair[] = [];
  const taken = new Set<string>();
  for (const [key, young] of grouped(head.flows)) {
    taken.add(key);
    pairs.push(...pairCopies(old.get(key) ?? [], young));
  }
  for (const [key, left] of old)
    if (!taken.has(key)) pairs.push(...left.map((one) => ({ base: one, head: undefined })));
  return pairs;
}

function grouped(files: readonly FlowFile[]): Map<string, FlowFile[]> {
  return groupedBy(files, (file) => {
    const id = flowId(file);
    return id === undefined ? `path ${file.path}` : `id ${id}`;
  });
}

function pairCopies(old: readonly FlowFile[], young: readonly FlowFile[]): FilePair[] {
  const pairs: FilePair[] = [];
  let [was, now] = [old, young];
  const keys = [
    ({ path, solution }: FlowFile) => JSON.stringify([solution?.name?.toLowerCase() ?? '', path]),
    ({ path }: FlowFile) => path,
    ({ solution }: FlowFile) => solution?.name?.toLowerCase() ?? '',
    () => '',
  ];
  for (const keyOf of keys) {
    const open = new Map<string, FlowFile[]>();
    for (const one of was) open.set(keyOf(one), [...(open.get(keyOf(one)) ?? []), one]);
    const left: FlowFile[] = [];
    for (const file of now) {
      const other = open.get(keyOf(file))?.shift();
      if (other === undefined) left.push(file);
      else pairs.push({ base: other, head: file });
    }
    const taken = new Set(pairs.map((pair) => pair.base));
    now = left;
    was = was.filter((one) => !taken.has(one));
  }
  return [
    ...pairs,
    ...now.map((head) => ({ base: undefined, head })),
    ...was.map((one) => ({ base: one, head: undefined })),
  ];
}
