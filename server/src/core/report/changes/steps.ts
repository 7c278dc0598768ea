import type { BranchChange, Container, OrderChange, Place, StepChange, Waits } from '../../changes/index.ts';
import { count } from '../../text/count.ts';
import type { Item } from '../lines/blocks.ts';
import { bold, code, italic, joined, type Line, line, NOTHING, names, plain } from '../lines/inline.ts';
import { ADDED, CHANGED, MOVED, REMOVED } from './signs.ts';
import { inputLine, inputWords, settingLine, settingWords } from './values.ts';

export interface StepOptions {
  /** Inputs that are told of a step. */
  readonly inputs: number;
}

/** Changed steps as entries of a list. Steps of one list that is not the flow's own stand below the name of that list. */
export function stepItems(steps: readonly StepChange[], options: StepOptions, around?: Container): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < steps.length; ) {
    const { container } = steps[at]!;
    let end = at + 1;
    while (end < steps.length && isSame(steps[end]!.container, container)) end++;
    const own = inOneList(steps.slice(at, end), options);
    if (container.step === undefined || (around !== undefined && isSame(around, container)))
      items.push(...own);
    else if (own.length === 1)
      items.push({ ...own[0]!, line: line`In ${listName(container)}: ${own[0]!.line}` });
    else items.push({ line: line`In ${listName(container)}:`, below: own });
    at = end;
  }
  return items;
}

function isSame(a: Container, b: Container): boolean {
  return a.step === b.step && a.branch === b.branch && a.label === b.label;
}

/** `If yes of *Check*`, `*Scope*`. */
function listName({ step, label }: Container): Line {
  if (step === undefined) return line`the flow itself`;
  return label === '' ? line`${italic(step)}` : line`${plain(label)} of ${italic(step)}`;
}

/** A row of new steps is told where it stands once. */
function inOneList(steps: readonly StepChange[], options: StepOptions): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at]!;
    const { place, kind } = step;
    let end = at + 1;
    while (end < steps.length && steps[end]!.kind === kind && steps[end]!.place?.kind === 'next') end++;
    const isRow = (kind === 'added' || kind === 'removed') && end - at > 1 && place !== undefined;
    if (!isRow) {
      items.push(stepItem(step, options));
      continue;
    }
    const sign = kind === 'added' ? ADDED : REMOVED;
    const row = steps.slice(at, end);
    items.push({
      line: line`${sign}${row.length} steps ${placeWords(kind, place)}:`,
      below: row.map((one) => stepItem({ ...one, place: undefined }, options)),
    });
    at = end - 1;
  }
  return items;
}

function stepItem(step: StepChange, options: StepOptions): Item {
  const parts = [
    ...step.inputs.slice(0, options.inputs).map((one) => ({ line: inputLine(one) })),
    ...more(step, options),
    ...step.settings.map((one) => ({ line: settingLine(one) })),
    // What a step did that is gone is told with its name.
    ...(step.kind === 'removed'
      ? []
      : step.order.map((one) => ({ line: line`${CHANGED}${orderWords(one)}` }))),
  ];
  const below = [...parts, ...step.branches.flatMap((branch) => branchItems(branch, step.kind, options))];
  const [input] = step.inputs;
  const isAlone = step.kind === 'changed' && parts.length === 1 && below.length === 1;
  if (isAlone && input !== undefined && step.moreInputs === 0)
    return { line: line`${CHANGED}${bold(step.name)} › ${inputWords(input)}` };
  const [setting] = step.settings;
  if (isAlone && setting !== undefined)
    return { line: line`${CHANGED}${bold(step.name)} › ${settingWords(setting)}` };
  if (isAlone && step.order.length === 1)
    return { line: line`${CHANGED}${bold(step.name)} ${orderWords(step.order[0]!)}` };
  const head = headLine(step);
  return below.length === 0 ? { line: head } : { line: head, below };
}

function more({ inputs, moreInputs }: StepChange, options: StepOptions): Item[] {
  const left = moreInputs + Math.max(0, inputs.length - options.inputs);
  return left > 0 ? [{ line: line`and ${plain(count(left, 'more input'))}` }] : [];
}

/** `around`: what happened to the step that it belongs to. What is new or gone with it needs not be told of each. */
function branchItems(
  { container, was, kind, steps }: BranchChange,
  around: StepChange['kind'],
  options: StepOptions,
): Item[] {
  const parts = steps.map((step) =>
    step.kind === around || step.kind === kind ? { ...step, place: undefined } : step,
  );
  const own = stepItems(parts, options, container);
  if (container.label === '' && was === undefined) return own;
  const sign = kind === around || kind === 'kept' ? NOTHING : kind === 'added' ? ADDED : REMOVED;
  const before = was === undefined ? NOTHING : line` (was ${plain(was)})`;
  const head = line`${sign}${plain(container.label)}${before}`;
  return [own.length === 0 ? { line: head } : { line: line`${head}:`, below: own }];
}

function headLine(step: StepChange): Line {
  const { kind, name, place, renamed, moved, replaces, copyOf, wraps } = step;
  switch (kind) {
    case 'added': {
      const copy = copyOf === undefined ? NOTHING : line`, a copy of ${italic(copyOf)}`;
      if (wraps !== undefined)
        return line`${ADDED}${bold(name)}${typeWords(step)} put around ${plain(count(wraps, 'step'))}${copy}`;
      return line`${ADDED}${bold(name)}${typeWords(step)}${placeOf(kind, place)}${copy}`;
    }
    case 'removed':
      return line`${REMOVED}${bold(name)}${typeWords(step)}${placeOf(kind, place)}${lostWords(step)}`;
    case 'replaced': {
      if (replaces === undefined) return line`${CHANGED}${bold(name)}${typeWords(step)}`;
      const same = replaces.sameValue ? line` on the same value` : NOTHING;
      return line`${REMOVED}${italic(replaces.name)}${typeWords(replaces)} replaced by ${ADDED}${bold(name)}${typeWords(step)}${same}`;
    }
    case 'moved':
      return line`${MOVED}${bold(name)} moved${moveWords(step)}${renamed === undefined ? NOTHING : line`, ${probably(renamed.sure)}renamed (was ${italic(renamed.was)})`}`;
    case 'renamed':
      return line`${MOVED}${italic(renamed?.was ?? '')} is ${probably(renamed?.sure ?? true)}now ${bold(name)}${moved === undefined ? NOTHING : line`, moved${moveWords(step)}`}`;
    case 'changed':
      return line`${CHANGED}${bold(name)}${moved === undefined ? NOTHING : line` moved${moveWords(step)}`}`;
  }
}

/** Of a step that is gone: the failures that it reacted to. */
function lostWords({ order }: StepChange): Line {
  const lost = order.flatMap((one) => (one.kind === 'outcomes' ? [one] : []));
  if (lost.length === 0) return NOTHING;
  const parts = lost.map(({ of, was }) => line`${italic(of)} ${outcomes(was)}`);
  return line`, ran when ${joined(parts, line` or `)}: error handling lost`;
}

function probably(sure: boolean): Line {
  return sure ? NOTHING : line`probably `;
}

/** ` (Condition, type = 6)`. */
function typeWords({ type, about }: { readonly type: string; readonly about: string }): Line {
  if (type === '' && about === '') return NOTHING;
  if (about === '') return line` (${plain(type)})`;
  return type === '' ? line` (${code(about)})` : line` (${plain(type)}, ${code(about)})`;
}

function placeOf(kind: 'added' | 'removed', place: Place | undefined): Line {
  return place === undefined || place.kind === 'next' ? NOTHING : line` ${placeWords(kind, place)}`;
}

function placeWords(kind: 'added' | 'removed', { kind: where, after, before }: Place): Line {
  const verb = kind === 'added' ? line`inserted` : line`removed`;
  const from = kind === 'added' ? NOTHING : line`from `;
  switch (where) {
    case 'between':
      return line`${verb} ${from}between ${names(after)} and ${names(before)}`;
    case 'start':
      return before.length === 0
        ? line`${verb} ${kind === 'added' ? line`at` : line`from`} the start`
        : line`${verb} ${kind === 'added' ? line`at` : line`from`} the start, before ${names(before)}`;
    case 'end':
      return after.length === 0
        ? line`${verb} ${kind === 'added' ? line`at` : line`from`} the end`
        : line`${verb} ${kind === 'added' ? line`at` : line`from`} the end, after ${names(after)}`;
    case 'beside':
      return after.length === 0
        ? line`${kind === 'added' ? line`added` : line`removed`}, beside the other steps`
        : line`${kind === 'added' ? line`added` : line`removed`} after ${names(after)}, beside other steps`;
    case 'alone':
    case 'next':
      return kind === 'added' ? line`added` : line`removed`;
  }
}

/** A step stands in the list that it moved to: below the name of that list, or at the top. */
function moveWords({ moved }: Pick<StepChange, 'moved'>): Line {
  if (moved === undefined) return NOTHING;
  const { from, to, how, repeated } = moved;
  const again =
    repeated === undefined
      ? NOTHING
      : repeated === ''
        ? line`, now repeated`
        : line`, now repeated for each item of ${code(repeated)}`;
  if (how === 'outOf') return line` out of ${listName(from)}${again}`;
  const origin = from.step === undefined ? NOTHING : line` from ${listName(from)}`;
  return to.step === undefined ? line`${origin}${again}` : line` here${origin}${again}`;
}

const OUTCOMES: ReadonlyMap<string, Line> = new Map([
  ['succeeded', line`succeeded`],
  ['failed', line`failed`],
  ['skipped', line`was skipped`],
  ['timedout', line`timed out`],
]);

function outcomes(statuses: readonly string[]): Line {
  const words = statuses.map((one) => OUTCOMES.get(one) ?? line`${plain(one)}`);
  return words.length < 2 ? (words[0] ?? NOTHING) : line`${joined(words.slice(0, -1))} or ${words.at(-1)!}`;
}

/** What follows the name of the step. */
function orderWords(order: OrderChange): Line {
  switch (order.kind) {
    case 'swapped':
      return line`now runs ${order.now === 'before' ? line`before` : line`after`} ${italic(order.other)}`;
    case 'noLongerWaits':
      return line`no longer waits for ${names(order.for)}`;
    case 'alsoWaits':
      return line`now also waits for ${names(order.for)}`;
    case 'outcomes': {
      const added = order.now.filter((one) => !order.was.includes(one));
      const gone = order.was.filter((one) => !order.now.includes(one));
      const parts = [
        ...(added.length === 0
          ? []
          : [
              line`${order.was.length === 0 ? NOTHING : line`now also `}runs when ${italic(order.of)} ${outcomes(added)}`,
            ]),
        ...(gone.length === 0 ? [] : [line`no longer runs when ${italic(order.of)} ${outcomes(gone)}`]),
      ];
      return line`${joined(parts)}${failuresWords(order.failures)}`;
    }
    case 'other':
      return line`runs ${waitsWords(order.now)} (was: ${waitsWords(order.was)})${failuresWords(order.failures)}`;
  }
}

function failuresWords(failures: 'lost' | 'gained' | undefined): Line {
  if (failures === undefined) return NOTHING;
  return failures === 'lost' ? line`: error handling lost` : line`: handles errors now`;
}

function waitsWords(waits: readonly Waits[]): Line {
  if (waits.length === 0) return line`at the start`;
  const parts = waits.map(({ step, statuses }) => {
    const isUsual = statuses.length === 1 && statuses[0] === 'succeeded';
    return isUsual ? line`${italic(step)}` : line`${italic(step)} (${outcomes(statuses)})`;
  });
  return line`after ${joined(parts)}`;
}
