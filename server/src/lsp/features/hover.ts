import { type Hover, type HoverParams, MarkupKind, type Range } from 'vscode-languageserver';
import { findingsHover, hoverAt, plainText } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checker } from '../checker.ts';
import type { OpenDocuments } from '../documents.ts';
import type { SolutionChecks } from '../solutionChecks.ts';
import { uriKey } from '../uris.ts';

export interface HoverServices {
  readonly client: ClientFeatures;
  readonly checker: Checker;
  readonly documents: OpenDocuments;
  readonly solutionChecks: SolutionChecks;
}

/** What the core has to tell about a place. */
export async function hover(services: HoverServices, params: HoverParams): Promise<Hover | null> {
  const { client, checker, documents, solutionChecks } = services;
  const key = uriKey(params.textDocument.uri);
  const answer = (value: string, range: Range): Hover => {
    const kind = client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { contents: { kind, value: client.markdownHover ? value : plainText(value) }, range };
  };
  const analysis = (await checker.open(key))?.analysis;
  if (analysis !== undefined) {
    const found = hoverAt(analysis, analysis.offsetAt(params.position));
    return found === undefined ? null : answer(found.markdown, analysis.rangeOfSpan(found.span));
  }
  const inSolution = await solutionChecks.findingsIn(key);
  const document = documents.get(key);
  if (document === undefined || inSolution.length === 0) return null;
  const findings = inSolution.map((one) => one.finding);
  const found = findingsHover(findings, document.offsetAt(params.position));
  if (found === undefined) return null;
  const { start, end } = found.span;
  return answer(found.markdown, { start: document.positionAt(start), end: document.positionAt(end) });
}
