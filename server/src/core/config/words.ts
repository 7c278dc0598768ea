// How the readers of our own files speak of what stands there.
import type { Node } from 'jsonc-parser';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { nearest } from './nearest.ts';

/** A word of the file in a message: without secrets, short, on one line. */
export function shown(word: string): string {
  const line = withoutSecrets(word).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** What stands at a node, in a message. */
export function describe(node: Node): string {
  switch (node.type) {
    case 'string':
      return `"${shown(String(node.value))}"`;
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    default:
      return String(node.value);
  }
}

/** The nearest known key, or all of them. */
export function suggest(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return `The settings are ${known.filter((one) => one !== '$schema').join(', ')}.`;
}

/** jsonc-parser's error codes (its `ParseErrorCode` is a const enum, which isolated modules cannot use). */
export function syntaxMessage(code: number): string {
  switch (code) {
    case 1:
      return 'this word or sign means nothing here';
    case 2:
      return 'this number is malformed';
    case 3:
      return 'a property name in double quotes is missing';
    case 4:
      return 'a value is missing';
    case 5:
      return 'a colon is missing after the property name';
    case 6:
      return 'a comma is missing';
    case 7:
      return '"}" is missing';
    case 8:
      return '"]" is missing';
    case 9:
      return 'there is something behind the end';
    case 11:
      return 'this comment is not closed';
    case 12:
      return 'this string is not closed';
    case 13:
      return 'this number is not finished';
    case 14:
    case 15:
      return 'this escape sequence is malformed';
    default:
      return 'a character is not allowed here';
  }
}
