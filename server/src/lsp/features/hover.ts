import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checker } from '../checker.ts';
import { uriKey } from '../uris.ts';

/** What the core has to tell about a place. */
export async function hover(
  client: ClientFeatures,
  checker: Checker,
  params: HoverParams,
): Promise<Hover | null> {
  const analysis = (await checker.open(uriKey(params.textDocument.uri)))?.analysis;
  const found = analysis?.hover(analysis.offsetAt(params.position));
  if (analysis === undefined || found === undefined) return null;
  return {
    contents: {
      kind: client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: found.markdown,
    },
    range: analysis.rangeOf(found.span),
  };
}
