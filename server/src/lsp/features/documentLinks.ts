import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { linksOf } from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';

/** From a flow to its child flows, environment variables and connection references; editors know `#L3,5` as a line and a column. */
export async function documentLinks(
  { checks, documents }: { readonly checks: Checks; readonly documents: OpenDocuments },
  { textDocument }: DocumentLinkParams,
): Promise<DocumentLink[]> {
  const analysis = (await checks.open(uriKey(textDocument.uri)))?.analysis;
  if (analysis === undefined) return [];
  return linksOf(analysis).map(({ span, uri, position, tooltip }) => {
    const file = documents.uriOf(uri);
    const target = position === undefined ? file : `${file}#L${position.line + 1},${position.character + 1}`;
    return { range: analysis.rangeOfSpan(span), target, tooltip };
  });
}
