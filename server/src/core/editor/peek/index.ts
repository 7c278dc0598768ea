/**
 * An expression of a flow as text over lines in an editor of its own: laid out (`layout.ts`), back into its JSON string
 * (`wayBack.ts`), and its flow with the edited text in place, for all that an editor asks about it (`peekLook.ts`).
 */
import { encodeString } from '../../json/escapes.ts';
import { nodeAtPointer, pointerOf } from '../../json/pointer.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';
import { visible } from '../../text/shown.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { flowAround, type Look } from '../../workspace/look.ts';
import { laidOut } from './layout.ts';
import { holesIn, type PeekForm } from './pieces.ts';
import { wayBack } from './wayBack.ts';

export { PeekLook } from './peekLook.ts';

/** Code actions are offered on strings that are longer. */
const LONG = 200;
/** More holes of one string are not listed. */
const MOST_HOLES = 30;
const MOST_LABEL = 60;

/** The flows of a text. */
type Read = Pick<Look, 'document' | 'flows'>;

/** What can be opened of one string. */
export interface PeekTargets {
  /** RFC 6901. */
  readonly pointer: string;
  readonly targets: readonly PeekTarget[];
}

export interface PeekTarget {
  /** Position among the holes of the string; null for all of it. */
  readonly hole: number | null;
  /** For people, on one line; secrets masked. */
  readonly label: string;
}

/** A place that was opened: enough to find it again, and to see that it did not change. */
export interface PeekPlace {
  readonly pointer: string;
  readonly hole: number | null;
  /** The decoded string as it was read. */
  readonly source: string;
}

/** What can be opened at an offset of a flow; undefined outside of strings with expressions that parse as such. Never throws. */
export function peekTargetsAt(look: Read, offset: number): PeekTargets | undefined {
  const found = expressionAt(look, offset);
  if (found === undefined) return undefined;
  const { tree } = look.document;
  const { node, text } = found;
  const pointer = pointerOf(tree, node);
  // Of a very long pointer only a part is told.
  if (nodeAtPointer(tree, pointer) !== node) return undefined;
  const holes = holesIn(text);
  const whole: PeekTarget = { hole: null, label: holes.length === 0 ? 'The expression' : 'The whole text' };
  const at = tree.offsetInString(node, offset);
  const inside = holes.findIndex(({ start, end }) => start - 2 <= at && at <= end + 1);
  const listed = inside === -1 ? holes.slice(0, MOST_HOLES).map((_, index) => index) : [inside];
  return {
    pointer,
    targets: [
      ...listed.map((index) => ({
        hole: index,
        label: labelOf(text.slice(holes[index]!.start, holes[index]!.end)),
      })),
      whole,
    ],
  };
}

/** True on a string with an expression that is too long to be read on one line. */
export function isWorthPeek(look: Read, offset: number): boolean {
  const { tree } = look.document;
  const node = tree.nodeAt(offset);
  return tree.end(node) - tree.start(node) > LONG && expressionAt(look, offset) !== undefined;
}

function labelOf(expression: string): string {
  return cutText(visible(withoutSecrets(expression)).replace(/\s+/g, ' ').trim(), MOST_LABEL);
}

function expressionAt(
  look: Read,
  offset: number,
): { readonly node: NodeId; readonly text: string } | undefined {
  const { tree } = look.document;
  const node = tree.nodeAt(offset);
  const isIn = node !== NONE && tree.isString(node) && tree.start(node) <= offset && offset <= tree.end(node);
  const facts = isIn ? flowAround(look, node) : undefined;
  const site = facts?.flow.expressions.find((one) => one.node === node && !one.inKey);
  if (site === undefined || site.template.kind === 'literal') return undefined;
  return { node, text: tree.string(node) };
}

/** The string at a pointer; undefined where there is none, or where it is another than `source`. */
export function peekNode(
  tree: JsonTree,
  { pointer, source }: { readonly pointer: string; readonly source?: string | undefined },
): NodeId | undefined {
  const node = nodeAtPointer(tree, pointer);
  return tree.isString(node) && (source === undefined || tree.string(node) === source) ? node : undefined;
}

/** The part of a string that a place shows; undefined where it has no such hole. */
export function partOf(source: string, hole: number | null): Span | undefined {
  return hole === null ? { start: 0, end: source.length } : holesIn(source)[hole];
}

const formOf = (hole: number | null): PeekForm => (hole === null ? 'whole' : 'hole');

/** The document of a place: its text over lines, with a last line end of its own. */
export function peekText({ source, hole }: Pick<PeekPlace, 'source' | 'hole'>): string | undefined {
  const part = partOf(source, hole);
  if (part === undefined) return undefined;
  const pieces = laidOut(source.slice(part.start, part.end), formOf(hole));
  return `${pieces.map(({ shown }) => shown).join('')}\n`;
}

export type PeekSaved =
  /** `source`: the decoded string with the edits. */
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly source: string }
  /** `message`: end of a sentence. */
  | { readonly kind: 'broken'; readonly message: string };

/** Edits of the flow that bring an edited document back into its string; none where nothing changed. */
export function peekSaved(
  tree: JsonTree,
  node: NodeId,
  place: PeekPlace,
  edited: string,
): PeekSaved | undefined {
  const part = partOf(place.source, place.hole);
  if (part === undefined) return undefined;
  const { source } = place;
  const back = wayBack(source.slice(part.start, part.end), formOf(place.hole), edited);
  if ('message' in back) return { kind: 'broken', message: back.message };
  const encode = encoderLike(tree.text.slice(tree.start(node), tree.end(node)));
  const edits = back.map(({ start, end, newText }) => ({
    span: tree.spanInString(node, { start: part.start + start, end: part.start + end }),
    newText: encode(newText),
  }));
  let after = '';
  let at = 0;
  for (const { start, end, newText } of back) {
    after += source.slice(at, part.start + start) + newText;
    at = part.start + end;
  }
  return { kind: 'edits', edits, source: after + source.slice(at) };
}

/** Exports of some tools write these as escapes. */
const ESCAPED = ["'", '<', '>', '&'];

/** Writes text as a string writes its own: what it escapes without need is escaped again. */
function encoderLike(raw: string): (text: string) => string {
  const code = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const lower = raw.toLowerCase();
  const escaped = ESCAPED.filter((one) => lower.includes(code(one)) && !raw.includes(one));
  return (text) => escaped.reduce((all, one) => all.replaceAll(one, code(one)), encodeString(text));
}
