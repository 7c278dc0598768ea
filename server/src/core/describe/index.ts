/**
 * A flow as a page of sentences: what its new owner reads first. Data out of the files (`describe.ts` and what it uses), without
 * secrets; then blocks (`document.ts` and its parts), which the writers of reports escape for their reader.
 */

import { jsonText } from '../report/jsonText.ts';
import type { Line } from '../report/lines/inline.ts';
import { toMarkdownText } from '../report/lines/markdownWriter.ts';
import { toPlainText } from '../report/lines/textWriter.ts';
import type { DescribeFormat } from '../report/options.ts';
import type { Palette } from '../report/palette.ts';
import { documentOf } from './document.ts';
import type { FlowDescription } from './types.ts';

export { describeFile } from './describe.ts';
export type { FlowDescription } from './types.ts';

interface Tool {
  readonly name: string;
  readonly version: string;
}

/** Writes the flows of a file, one page behind the other. `tool`: named in JSON. JSON has all steps; a page leaves out what lies deep in a long flow. */
export function toDescription(
  format: DescribeFormat,
  flows: readonly FlowDescription[],
  { tool, palette }: { readonly tool?: Tool; readonly palette?: Palette } = {},
): string {
  if (format === 'json') return jsonText({ version: 1, tool, flows: flows.map(plainData) });
  const blocks = flows.flatMap(documentOf);
  return format === 'markdown' ? toMarkdownText(blocks) : toPlainText(blocks, palette);
}

/** Lines as their text; undefined values are left out by JSON. */
function plainData(value: unknown): unknown {
  if (isLine(value)) return value.map(({ text }) => text).join('');
  if (Array.isArray(value)) return value.map(plainData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainData(one)]));
}

/** Parts of a line are the only data with an `as`. */
function isLine(value: unknown): value is Line {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'object' && one !== null && 'as' in one && 'text' in one)
  );
}
