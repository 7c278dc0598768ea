import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import { selectionsAt } from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import { uriKey } from '../uris.ts';

/** What lies around each position, from the inside out; null for a file without flows. */
export async function selectionRanges(
  { checks }: { readonly checks: Checks },
  { textDocument, positions }: SelectionRangeParams,
): Promise<SelectionRange[] | null> {
  const analysis = (await checks.open(uriKey(textDocument.uri)))?.analysis;
  if (analysis === undefined || analysis.flows.length === 0) return null;
  return positions.map((position) => {
    const spans = selectionsAt(analysis, analysis.offsetAt(position));
    const none: SelectionRange = { range: { start: position, end: position } };
    const whole = spans.reduceRight<SelectionRange | undefined>((parent, span) => {
      const range = analysis.rangeOfSpan(span);
      return parent === undefined ? { range } : { range, parent };
    }, undefined);
    return whole ?? none;
  });
}
