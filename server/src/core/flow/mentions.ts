// What the text of a flow says of other flows, told without parsing it: cheap, and never less than the parsed flow tells.
import { plainLetters } from '../json/plainLetters.ts';
import { flowIdOfAddress } from './identity.ts';

const KEY = '"workflowReferenceName"';
const CALLED = /\s*:\s*"([^"\\]*)"/y;
const NAMED = /"name"\s*:\s*"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/gi;

/** Lower-cased ids of the flows that a text calls; others are harmless. See `childFlowId`. */
export function calledFlowIds(text: string): ReadonlySet<string> {
  const plain = plainLetters(text);
  const found = new Set<string>();
  for (let at = plain.indexOf(KEY); at >= 0; at = plain.indexOf(KEY, at + KEY.length)) {
    CALLED.lastIndex = at + KEY.length;
    const id = CALLED.exec(plain)?.[1];
    if (id) found.add(id.toLowerCase());
  }
  return found;
}

/** Lower-cased ids, one of which may be that of the flow in a file; others are harmless. See `flowIdOf`. */
export function possibleFlowIds(uri: string, text: string): ReadonlySet<string> {
  const own = flowIdOfAddress(uri);
  if (own !== undefined) return new Set([own]);
  return new Set([...plainLetters(text).matchAll(NAMED)].map((match) => match[1]!.toLowerCase()));
}

/** Whether a text may hold a word, in any case and however it is escaped. `word`: lower-cased. */
export function mayMention(text: string, word: string): boolean {
  return plainLetters(text).toLowerCase().includes(word);
}
