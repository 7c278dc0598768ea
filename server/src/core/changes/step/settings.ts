import type { Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { cutText } from '../../text/cut.ts';
import type { FlowView } from '../flow/view.ts';
import type { SettingChange, SettingId } from '../types/values.ts';
import type { Comparer } from '../values/compare.ts';
import { marksIn, unmarked } from '../values/masks.ts';
import { MOST_SHOWN } from '../values/pieces.ts';
import { markedValue } from '../values/shownValue.ts';
import { duration, retryPolicy } from './settingWords.ts';
import { humanised } from './words.ts';

/** What an Until loop does where its file does not say. */
const DEFAULT_COUNT = '60';
const DEFAULT_TIMEOUT = 'PT1H';

interface Setting {
  readonly id: SettingId;
  readonly name: string;
  /** Where it stands below the step's object. */
  readonly path: readonly string[];
  /** Undefined for "as it stands". */
  readonly words?: (view: FlowView, node: NodeId) => string;
}

const SETTINGS: readonly Setting[] = [
  { id: 'retryPolicy', name: 'Retry policy', path: ['inputs', 'retryPolicy'], words: retryPolicy },
  {
    id: 'concurrency',
    name: 'Concurrency',
    path: ['runtimeConfiguration', 'concurrency'],
    words: (view, node) => {
      const count = number(view, node, 'repetitions') ?? number(view, node, 'runs');
      return count === undefined ? '' : `${count} at a time`;
    },
  },
  {
    id: 'pagination',
    name: 'Pagination',
    path: ['runtimeConfiguration', 'paginationPolicy'],
    words: (view, node) => {
      const least = number(view, node, 'minimumItemCount');
      return least === undefined ? '' : `on, up to ${least} items`;
    },
  },
  {
    id: 'chunking',
    name: 'Allow chunking',
    path: ['runtimeConfiguration', 'contentTransfer'],
    words: ({ tree }, node) => (tree.stringAt(node, 'transferMode') === 'Chunked' ? 'on' : ''),
  },
  { id: 'other', name: 'Static result', path: ['runtimeConfiguration', 'staticResult'] },
  { id: 'trackedProperties', name: 'Tracked properties', path: ['trackedProperties'] },
  { id: 'splitOn', name: 'Split on', path: ['splitOn'] },
  { id: 'triggerConditions', name: 'Trigger conditions', path: ['conditions'] },
  { id: 'note', name: 'Note', path: ['description'] },
];

const RUNTIME: ReadonlySet<string> = new Set([
  'secureData',
  'concurrency',
  'paginationPolicy',
  'contentTransfer',
  'staticResult',
]);

/** Settings of a step or trigger that are not the same. `defaults`: called where one is written out that would be so anyway. */
export function compareSettings(
  compare: Comparer,
  was: Step,
  now: Step,
  defaults: () => void,
): SettingChange[] {
  const { base, head } = compare;
  const found: SettingChange[] = [];
  for (const side of ['inputs', 'outputs'] as const) {
    const [old, young] = [was.secured.has(side), now.secured.has(side)];
    if (old !== young)
      found.push({
        id: side === 'inputs' ? 'secureInputs' : 'secureOutputs',
        name: `Secure ${side}`,
        was: old ? 'on' : 'off',
        now: young ? 'on' : 'off',
        lost: old,
      });
  }
  for (const { id, name, path, words } of SETTINGS) {
    const [one, other] = [base.tree.descend(was.node, ...path), head.tree.descend(now.node, ...path)];
    if (!compare.same(one, other)) found.push(change(compare, id, name, one, other, words));
  }
  for (const node of head.tree.children(now.runtimeConfiguration))
    if (!RUNTIME.has(head.tree.key(node)))
      other(compare, base.tree.child(was.runtimeConfiguration, head.tree.key(node)), node, found);
  for (const node of base.tree.children(was.runtimeConfiguration))
    if (
      !RUNTIME.has(base.tree.key(node)) &&
      head.tree.child(now.runtimeConfiguration, base.tree.key(node)) === NONE
    )
      other(compare, node, NONE, found);
  options(was, now, found);
  limits(compare, was, now, found, defaults);
  return found;
}

function other(compare: Comparer, was: NodeId, now: NodeId, found: SettingChange[]): void {
  if (compare.same(was, now)) return;
  const name = humanised(now === NONE ? compare.base.shownKey(was) : compare.head.shownKey(now));
  found.push(change(compare, 'other', name, was, now));
}

function change(
  { base, head }: Comparer,
  id: SettingId,
  name: string,
  was: NodeId,
  now: NodeId,
  words: Setting['words'] = () => '',
): SettingChange {
  const plain = (view: FlowView, node: NodeId): string =>
    cutText(unmarked(markedValue(view, node)), MOST_SHOWN);
  let texts = [was === NONE ? undefined : words(base, was) || plain(base, was)];
  texts.push(now === NONE ? undefined : words(head, now) || plain(head, now));
  // What the words do not tell, the value does.
  if (texts[0] === texts[1]) texts = [plain(base, was), plain(head, now)];
  const secret = marksIn(markedValue(base, was)) !== marksIn(markedValue(head, now));
  return { id, name, was: texts[0], now: texts[1], lost: false, ...(secret && { secret }) };
}

/** `operationOptions` is a list of words. */
function options(was: Step, now: Step, found: SettingChange[]): void {
  const words = ({ operationOptions }: Step): string[] =>
    operationOptions
      .slice(0, 1000)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => /^\w+$/.test(word));
  const [old, young] = [new Set(words(was)), new Set(words(now))];
  for (const word of new Set([...old, ...young])) {
    if (old.has(word) === young.has(word)) continue;
    const isAsync = word === 'DisableAsyncPattern';
    // The option turns it off.
    const state = (set: ReadonlySet<string>): string => (set.has(word) === isAsync ? 'off' : 'on');
    found.push({
      id: isAsync ? 'asynchronousPattern' : 'operationOptions',
      name: isAsync ? 'Asynchronous pattern' : humanised(word.charAt(0).toLowerCase() + word.slice(1)),
      was: state(old),
      now: state(young),
      lost: false,
    });
  }
}

function limits(compare: Comparer, was: Step, now: Step, found: SettingChange[], defaults: () => void): void {
  const { base, head } = compare;
  const [one, another] = [base.tree.child(was.node, 'limit'), head.tree.child(now.node, 'limit')];
  if (compare.same(one, another)) return;
  const isLoop = now.lowerType === 'until';
  const read = (view: FlowView, node: NodeId, key: string, otherwise: string): string | undefined => {
    const value = view.tree.child(node, key);
    if (value === NONE) return isLoop ? otherwise : undefined;
    return unmarked(cutText(markedValue(view, value), MOST_SHOWN));
  };
  const pairs = [
    ['loopLimit', 'Count of the loop', 'count', DEFAULT_COUNT],
    [
      isLoop ? 'loopLimit' : 'timeout',
      isLoop ? 'Timeout of the loop' : 'Timeout',
      'timeout',
      DEFAULT_TIMEOUT,
    ],
  ] as const;
  let isReported = false;
  for (const [id, name, key, otherwise] of pairs) {
    const [old, young] = [read(base, one, key, otherwise), read(head, another, key, otherwise)];
    if (old === young) continue;
    isReported = true;
    found.push({ id, name, was: old && duration(old), now: young && duration(young), lost: false });
  }
  if (!isReported) defaults();
}

function number({ tree }: FlowView, node: NodeId, key: string): string | undefined {
  const value = tree.child(node, key);
  if (value === NONE) return undefined;
  const text = tree.text.slice(tree.start(value), tree.end(value));
  return /^\d{1,9}$/.test(text) ? text : undefined;
}
