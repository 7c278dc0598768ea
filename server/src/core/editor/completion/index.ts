import { stepAt } from '../../flow/stepAt.ts';
import { encodeString } from '../../json/escapes.ts';
import { styleBeside } from '../../json/style.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { visible } from '../../text/shown.ts';
import { flowAround, type Look } from '../../workspace/look.ts';
import { mayHoldExpression } from './evaluated.ts';
import { inExpressionAt } from './expression.ts';
import { branchOf, newStepItems } from './newSteps.ts';
import { around, containerAt, type StringPlace, stringAt, withClosedString } from './place.ts';
import { asSnippet } from './quote.ts';
import { runAfterStatuses } from './runAfter.ts';
import type { KeyItem, Slot } from './slot.ts';
import { isStatusList, keysOf, textsOf, textsOutside } from './structure.ts';
import type { Completion, CompletionOptions, Completions } from './types.ts';

export { documentationOf } from './documentation.ts';
export type { About, Completion, CompletionOptions, Completions } from './types.ts';

/** What an editor takes at most: lists that are longer are not read. */
const MOST_ITEMS = 200;

/**
 * What may stand at a caret of a flow, in UTF-16 code units of the text; undefined where there is nothing to offer, which is everywhere
 * but in expressions and at the places whose values are listed elsewhere. Works while the expression, or the string, is not closed.
 * Offers names, never values; no name that holds a secret. Never throws.
 */
export function completionsAt(
  look: Look,
  offset: number,
  options: CompletionOptions,
): Completions | undefined {
  try {
    return safe(completionsIn(look, offset, options));
  } catch {
    return undefined;
  }
}

/** The same, as found; throws where there is a defect. */
export function completionsIn(
  look: Look,
  offset: number,
  options: CompletionOptions,
): Completions | undefined {
  const whole = withClosedString(look, offset);
  const { tree } = whole.document;
  const place = stringAt(tree, offset);
  const node = place?.node ?? containerAt(tree, offset);
  const facts = node === NONE ? undefined : flowAround(whole, node);
  if (facts === undefined) return undefined;
  const at = { facts, offset, options, uri: whole.document.uri };
  const found = place === undefined ? inEmptyPlace(at, node) : inString(at, place);
  return found && { ...found, flow: whole.flows.indexOf(facts) };
}

type Found = Omit<Completions, 'flow'>;

interface At {
  readonly facts: FlowFacts;
  readonly offset: number;
  readonly options: CompletionOptions;
  readonly uri: string;
}

function inString(at: At, place: StringPlace): Found | undefined {
  const { facts, offset, options } = at;
  const { tree } = facts.flow;
  const { node, inKey, text, caret, isClosed } = place;
  const step = stepAt(facts.flow, node);
  if (mayHoldExpression(facts.flow, step, node, inKey)) {
    const found = inExpressionAt(facts, step, place, options);
    if (found !== undefined) {
      const { start, end } = place.spanOf({ start: found.start, end: found.end });
      return {
        items: found.items,
        insert: { start, end: offset },
        replace: { start, end: Math.max(end, offset) },
      };
    }
  }
  const { start, end } = place.spanOf({ start: 0, end: isClosed ? text.length : caret });
  const spans = { insert: { start, end: offset }, replace: { start, end: Math.max(end, offset) } };
  if (!inKey) {
    const items =
      step === undefined ? textsOutside(facts, node) : textsOf({ ...at, step, node, written: node });
    const close = isClosed ? '' : '"';
    return items && { items: items.map((one) => ({ ...one, newText: one.newText + close })), ...spans };
  }
  const parent = tree.parent(node);
  const items = keyItems(at, parent, node);
  if (items === undefined) return undefined;
  const behindKey = tree.keySpan(node).end;
  const behind = around(tree.text, behindKey).behind;
  if (behind === ':')
    return { items: items.map((one) => ({ ...plain(one), newText: encodeString(one.key) })), ...spans };
  const { colon } = styleBeside(tree, parent);
  const comma = behind === '"' ? ',' : '';
  const replace = { start, end: isClosed ? behindKey : spans.replace.end };
  return {
    items: items.map((one) => ({
      ...plain(one),
      newText: property(one, colon, comma).slice(1),
      ...snippet(one),
    })),
    // The quote behind the caret goes in both cases.
    insert: replace,
    replace,
  };
}

/** In no string: between properties, or elements. */
function inEmptyPlace(at: At, container: NodeId): Found | undefined {
  const { facts, offset } = at;
  const { tree } = facts.flow;
  const { text } = tree;
  let start = offset;
  while (/\w/.test(text.charAt(start - 1))) start--;
  const before = around(text, start).before;
  const behind = around(text, offset).behind;
  // On either side of a colon there is a name or a value already.
  if (before === ':' || behind === ':') return undefined;
  const spans = { insert: { start, end: offset }, replace: { start, end: offset } };
  const open = before === '{' || before === '[' || before === ',' ? '' : ', ';
  const close = behind === '"' ? ',' : '';
  if (tree.isArray(container)) {
    const step = stepAt(facts.flow, container);
    if (at.options.hasSchemas || step === undefined || !isStatusList(tree, step, container)) return undefined;
    const items = runAfterStatuses({ ...at, step, node: NONE, written: NONE }, container);
    return { items: items.map((one) => ({ ...one, newText: `${open}"${one.newText}"${close}` })), ...spans };
  }
  const items = keyItems(at, container, NONE);
  const { colon } = styleBeside(tree, container);
  return (
    items && {
      items: items.map((one) => ({
        ...plain(one),
        newText: `${open}${property(one, colon, close)}`,
        ...snippet(one),
      })),
      ...spans,
    }
  );
}

/** `object`: the one that the property stands in, `written`: the property that is being written, or `NONE`. */
function keyItems(at: At, object: NodeId, written: NodeId): readonly KeyItem[] | undefined {
  const { facts, options } = at;
  const { flow } = facts;
  const { tree } = flow;
  const step = stepAt(flow, object);
  const branch = options.snippets ? branchOf(flow, step, object) : undefined;
  if (branch !== undefined) {
    const others = { ...branch, steps: branch.steps.filter((one) => one.node !== written) };
    return newStepItems(flow, others, styleBeside(tree, flow.topLevel.node));
  }
  if (step === undefined) return undefined;
  const slot: Slot = { ...at, step, node: object, written };
  return keysOf(slot);
}

function property({ key, value, isSnippet, isNameAsked }: KeyItem, colon: string, comma: string): string {
  const name = encodeString(key);
  if (isSnippet !== true) return `"${name}"${colon}${value}${comma}`;
  return `"${isNameAsked === true ? `\${1:${asSnippet(name)}}` : asSnippet(name)}"${colon}${value}${comma}`;
}

function plain({
  key,
  value: _,
  isSnippet: __,
  isNameAsked: ___,
  ...item
}: KeyItem): Omit<Completion, 'newText'> {
  return { ...item, filter: item.filter ?? encodeString(key) };
}

function snippet({ isSnippet }: KeyItem): Pick<Completion, 'isSnippet'> {
  return isSnippet === true ? { isSnippet } : {};
}

/** Without what holds a secret, in words for people. */
function safe(found: Completions | undefined): Completions | undefined {
  if (found === undefined) return undefined;
  const items: Completion[] = [];
  for (const one of found.items) {
    if (items.length === MOST_ITEMS) break;
    const { label, newText, detail, filter } = one;
    const texts = [label, newText, detail ?? '', filter ?? ''];
    if (texts.some((text) => withoutSecrets(text) !== text)) continue;
    items.push({
      ...one,
      label: visible(label),
      ...(detail === undefined ? {} : { detail: visible(detail) }),
    });
  }
  return { ...found, items };
}
