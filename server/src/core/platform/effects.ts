import { wordsOf } from '../secrets/detect/names.ts';
import { detached } from '../text/lower.ts';
import type { OperationRef } from './operationRef.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

// Verbs of operation ids, as the connector catalogue and real flows have them. Not in the lists: `perform`, `invoke` and
// `http`, which say that something is asked for and not what.
const READS = words(
  'get list read query search find lookup retrieve fetch download count check validate export on when subscribe ' +
    'detect analyze analyse recognize extract parse preview compare my user manager direct',
);
const WRITES = words(
  'create new add post put patch update upsert edit modify set insert delete remove send reply forward copy move ' +
    'upload append write rename replace publish unpublish share grant revoke approve reject start stop run execute ' +
    'trigger cancel close open complete finish assign unassign archive restore mark flag import convert submit notify ' +
    'schedule invite enable disable associate disassociate relate unrelate link unlink merge purge reset respond lock ' +
    'unlock register deregister install uninstall refresh provision apply',
);
/** A verb stands in front, or behind a product's or a table's name. */
const MAX_WORDS = 4;

/** What an operation does to the outside, judged by its method (any case) or the verb in its id. */
export function effectOf(op: OperationRef): 'reads' | 'writes' | 'unknown' {
  const method = op.method?.toLowerCase();
  if (method === 'get' || method === 'head') return 'reads';
  if (method !== undefined) return /^(?:post|put|patch|delete)$/.test(method) ? 'writes' : 'unknown';
  return effectOfId(op.operationId ?? '');
}

// Doing it a second time leaves things as the first time did.
const REPEATABLE = words('put update upsert edit modify set delete remove replace rename');

/**
 * True where an operation can be asked for twice without harm: it reads, or it sets or removes one thing. What creates or sends
 * something does it again.
 */
export function isRepeatable(op: OperationRef): boolean {
  const method = op.method?.toLowerCase();
  if (method !== undefined) return /^(?:get|head|put|delete)$/.test(method);
  for (const word of wordsOf((op.operationId ?? '').slice(0, 200)).slice(0, MAX_WORDS)) {
    if (REPEATABLE.has(word)) return true;
    if (WRITES.has(word)) return false;
    if (READS.has(word)) return true;
  }
  return false;
}

type Effect = ReturnType<typeof effectOf>;

/** Asked for every connector step by several rules, and the same few ids each time. */
const known = new Map<string, Effect>();
const MOST_KNOWN = 1024;

function effectOfId(id: string): Effect {
  let effect = known.get(id);
  if (effect === undefined) {
    const own = detached(id.slice(0, 200));
    effect = judge(own);
    if (known.size >= MOST_KNOWN) known.clear();
    if (own.length === id.length) known.set(own, effect);
  }
  return effect;
}

function judge(id: string): Effect {
  for (const word of wordsOf(id).slice(0, MAX_WORDS)) {
    if (WRITES.has(word)) return 'writes';
    if (READS.has(word)) return 'reads';
  }
  return 'unknown';
}
