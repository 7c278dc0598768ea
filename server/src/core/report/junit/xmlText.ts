import { printable } from '../display.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/**
 * A text for elements and attributes of XML 1.0, in one line. What no document may hold, not even escaped, is left out: control
 * characters, which show as replaced, halves of surrogate pairs and the last two characters of the plane.
 */
export function xmlText(text: string): string {
  return printable(text)
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character)!);
}
