import { type Hover, type HoverParams, MarkupKind, type Range } from 'vscode-languageserver';
import { findingsHover, hoverAt, plainText } from '../../core/index.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';

export interface HoverServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly documents: OpenDocuments;
  readonly besideChecks: BesideChecks;
}

/** What the core has to tell about a place. */
export async function hover(services: HoverServices, params: HoverParams): Promise<Hover | null> {
  const { client, checks, documents, besideChecks } = services;
  const key = uriKey(params.textDocument.uri);
  const answer = (value: string, range: Range): Hover => {
    const kind = client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { contents: { kind, value: client.markdownHover ? value : plainText(value) }, range };
  };
  const analysis = (await checks.open(key))?.analysis;
  if (analysis !== undefined) {
    const found = hoverAt(analysis, analysis.offsetAt(params.position));
    return found === undefined ? null : answer(found.markdown, analysis.rangeOfSpan(found.span));
  }
  const inSolution = await besideChecks.findingsIn(key);
  const document = documents.get(key);
  if (document === undefined || inSolution.length === 0) return null;
  const findings = inSolution.map((one) => one.finding);
  const found = findingsHover(findings, document.offsetAt(params.position));
  if (found === undefined) return null;
  const { start, end } = found.span;
  return answer(found.markdown, { start: document.positionAt(start), end: document.positionAt(end) });
}
