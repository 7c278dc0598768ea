import { type InlayHint, type InlayHintParams, type MarkupContent, MarkupKind } from 'vscode-languageserver';
import { inlaysIn, plainText } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import type { ConfigStore } from '../config.ts';
import { uriKey } from '../uris.ts';

export interface InlayHintServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly config: ConfigStore;
}

/** Locks at the steps of the lines that the client shows. */
export async function inlayHints(
  { client, checks, config }: InlayHintServices,
  { textDocument, range }: InlayHintParams,
): Promise<InlayHint[]> {
  const key = uriKey(textDocument.uri);
  if (!(await config.of(key)).annotations.inlayHints) return [];
  const analysis = (await checks.open(key))?.analysis;
  if (analysis === undefined) return [];
  const span = { start: analysis.offsetAt(range.start), end: analysis.offsetAt(range.end) };
  const tooltipOf = (markdown: string): MarkupContent =>
    client.markdownHover
      ? { kind: MarkupKind.Markdown, value: markdown }
      : { kind: MarkupKind.PlainText, value: plainText(markdown) };
  return inlaysIn(analysis, span).map(({ offset, label, tooltip }) => ({
    position: analysis.positionAt(offset),
    label,
    tooltip: tooltipOf(tooltip),
    paddingLeft: true,
    // In a file on one line the step goes on behind it.
    paddingRight: true,
  }));
}
