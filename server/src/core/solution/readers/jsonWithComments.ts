import { parseJson } from '../../json/parse.ts';
import type { JsonTree, SyntaxProblem } from '../../json/tree.ts';

/** A JSON text in which comments and commas behind the last element are allowed. */
export interface CommentedJson {
  /** Its text has blanks in place of the comments, so that all offsets hold for the file. */
  readonly tree: JsonTree;
  /** The first damage; what follows mostly follows from it. */
  readonly damage: SyntaxProblem | undefined;
}

/** Never throws. */
export function parseJsonWithComments(text: string): CommentedJson {
  const tree = parseJson(blankComments(text));
  return { tree, damage: tree.problems.find((one) => !isClosingComma(tree.text, one)) };
}

/** A comma with nothing but a closing bracket behind it. */
function isClosingComma(text: string, { span }: SyntaxProblem): boolean {
  if (span.end - span.start !== 1 || text.charCodeAt(span.start) !== 44) return false;
  let at = span.end;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  if (text[at] !== ']' && text[at] !== '}') return false;
  let before = span.start - 1;
  while (before >= 0 && ' \t\r\n'.includes(text[before]!)) before--;
  return !'[{,:'.includes(text[before] ?? '{');
}

/** The text with a blank for each character of a comment, line ends kept. */
export function blankComments(text: string): string {
  if (!text.includes('//') && !text.includes('/*')) return text;
  let result = '';
  let kept = 0;
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 34) {
      at = stringEnd(text, at);
      continue;
    }
    const next = text.charCodeAt(at + 1);
    if (unit !== 47 || (next !== 47 && next !== 42)) {
      at++;
      continue;
    }
    const close = next === 47 ? lineEnd(text, at) : text.indexOf('*/', at + 2);
    const end = close === -1 ? text.length : close + (next === 47 ? 0 : 2);
    result += text.slice(kept, at) + text.slice(at, end).replace(/[^\r\n]/g, ' ');
    kept = end;
    at = end;
  }
  return result + text.slice(kept);
}

/** Behind the closing quote; a string that is not closed ends with its line. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 92) at++;
    else if (unit === 34) return at + 1;
    else if (unit === 10 || unit === 13) return at;
  }
  return text.length;
}

function lineEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return at;
  }
  return text.length;
}
