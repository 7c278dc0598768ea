import { refusedText, shownInSentence } from '../../fixes/flow/unresolvedName.ts';
import { openDocument } from '../../flow/index.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { FileChange } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { count } from '../../text/count.ts';
import type { SymbolAt } from '../symbols/types.ts';
import type { FlowText, RenameRefused } from './index.ts';
import { InputKeyPlaces } from './inputKeyPlaces.ts';

/** What the rename of a key changes, and what whoever asks for it should know before. */
export interface InputKeyRename {
  readonly changes: readonly FileChange[];
  readonly note: string;
}

/** A flow that takes inputs. */
export interface CalledFlow extends FlowText {
  /** Undefined for a flow that nobody calls by an id. */
  readonly flowId: string | undefined;
}

/** Names in one sentence. */
const MOST_NAMES = 5;

/**
 * True where a rename means the key of an input and not its title: at the key in the trigger's schema, where it is required, where a step
 * gives it to the flow that it calls, and wherever the input has no title.
 */
export function meansInputKey({ kind, name, span, flow }: SymbolAt): boolean {
  if (kind === 'childInput') return true;
  if (kind !== 'input' || flow === undefined) return false;
  const lower = name.toLowerCase();
  const input = namesOf(flow).inputs.find((one) => one.key.toLowerCase() === lower);
  if (input === undefined) return false;
  const { tree } = flow;
  const title = tree.child(input.node, 'title');
  if (!tree.isString(title)) return true;
  const schema = tree.valueSpan(tree.child(input.trigger.inputs, 'schema'));
  const isInSchema = schema.start < span.start && span.end < schema.end;
  const own = tree.valueSpan(title);
  return isInSchema && !(own.start < span.start && span.end < own.end);
}

/**
 * Renames the key of an input in the flow that takes it and in all flows that give it: all places, or none. Names compare without case, and
 * each place keeps its quoting.
 *
 * @param callers all flows that may call it; it may be among them itself
 * @param key in any letters
 * @returns edits against the given texts, none where the key is that; or why not, as a sentence
 */
export function renameInputKey(
  called: CalledFlow,
  callers: readonly FlowText[],
  key: string,
  newKey: string,
): InputKeyRename | RenameRefused {
  const refused = refusedKey(newKey);
  if (refused !== undefined) return { refused };
  const places = new InputKeyPlaces(key, newKey);
  const changes: FileChange[] = [];
  for (const { uri, text } of [called, ...callers.filter((one) => one.uri !== called.uri)]) {
    const file = shownInSentence(fileNameOf(uri));
    if (text === null)
      return { refused: `${file} cannot be read, so nobody can tell whether it names the input.` };
    places.edits = [];
    for (const flow of openDocument({ uri, text }).flows) {
      if (flow.tree.problems.length > 0) return { refused: `${file} is damaged. Repair it first.` };
      const why =
        (uri === called.uri ? places.inCalled(flow) : undefined) ??
        (called.flowId === undefined ? undefined : places.inCaller(flow, called.flowId));
      if (why !== undefined) return { refused: why };
      if (places.key === newKey) return { changes: [], note: '' };
    }
    const edits = places.edits.sort((a, b) => a.span.start - b.span.start);
    if (edits.length > 0) changes.push({ uri, edits });
  }
  return { changes, note: noteOf(places, changes) };
}

function refusedKey(newKey: string): string | undefined {
  const refused = refusedText(newKey, 'an input');
  if (refused !== undefined) return refused;
  return /['"\\/]/.test(newKey) ? 'The key of an input can have no quotes and slashes.' : undefined;
}

function noteOf({ key, otherSpellings, readers }: InputKeyPlaces, changes: readonly FileChange[]): string {
  const number = changes.reduce((sum, one) => sum + ('edits' in one ? one.edits.length : 0), 0);
  const shown = [...readers].slice(0, MOST_NAMES);
  const more = readers.size - shown.length;
  const names = more > 0 ? [...shown, `${more} more`].join(', ') : shown.join(', ');
  return [
    `Changes ${count(number, 'place')} in ${count(changes.length, 'flow')}.`,
    `Apps and others who start the flow go on to send ${shownInSentence(key)} until they are changed.`,
    ...(readers.size === 0 ? [] : [`All inputs at once are read by ${names}: look there.`]),
    ...(otherSpellings === 0
      ? []
      : [
          `${otherSpellings} of the places had other capital letters: renamed back, they are written ${shownInSentence(key)}.`,
        ]),
  ].join(' ');
}
