import { decodeEscapes } from './escapes.ts';
import { AFTER, Flag, KEY_END, KEY_HASH, KEY_START, KIND, STRIDE } from './layout.ts';
import type { DuplicateKey, NodeId } from './tree.ts';

const MAX_DUPLICATES = 1000;
/** Up to here keys are compared pair by pair. */
const FEW_KEYS = 8;

/** Adds the keys that stand twice among the properties of `node`, an object that has just been closed, to `into`. */
export function findDuplicates(
  text: string,
  nodes: Int32Array,
  count: number,
  node: NodeId,
  into: DuplicateKey[],
): void {
  const first = node + 1;
  if (first >= count || nodes[first * STRIDE + AFTER]! >= count) return;
  const add = (later: NodeId, earlier: NodeId): void => {
    const bare = (nodes[later * STRIDE + KIND]! & Flag.KeyBare) !== 0;
    if (!bare && into.length < MAX_DUPLICATES) into.push({ node: later, first: earlier });
  };
  let keys = 0;
  for (let child = first; child < count; child = nodes[child * STRIDE + AFTER]!) {
    if (++keys > FEW_KEYS) break;
    const hash = nodes[child * STRIDE + KEY_HASH]!;
    for (let other = first; other !== child; other = nodes[other * STRIDE + AFTER]!) {
      if (nodes[other * STRIDE + KEY_HASH] !== hash) continue;
      if (keyText(text, nodes, other) !== keyText(text, nodes, child)) continue;
      add(child, other);
      break;
    }
  }
  if (keys <= FEW_KEYS || !hasEqualHashes(nodes, count, first)) return;
  const seen = new Map<string, NodeId>();
  let position = 0;
  for (let child = first; child < count; child = nodes[child * STRIDE + AFTER]!) {
    const key = keyText(text, nodes, child);
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, child);
    else if (position >= FEW_KEYS) add(child, earlier);
    position++;
  }
}

/** False when all keys differ for certain; cheaper than reading them. */
function hasEqualHashes(nodes: Int32Array, count: number, first: NodeId): boolean {
  const hashes = new Set<number>();
  let keys = 0;
  for (let child = first; child < count; child = nodes[child * STRIDE + AFTER]!) {
    hashes.add(nodes[child * STRIDE + KEY_HASH]!);
    keys++;
  }
  return hashes.size < keys;
}

function keyText(text: string, nodes: Int32Array, node: NodeId): string {
  const flags = nodes[node * STRIDE + KIND]!;
  const quote = flags & Flag.KeyBare ? 0 : 1;
  const raw = text.slice(nodes[node * STRIDE + KEY_START]! + quote, nodes[node * STRIDE + KEY_END]! - quote);
  return flags & Flag.KeyEscaped ? decodeEscapes(raw) : raw;
}
