import type { Analysis } from '../analysis.ts';
import type { Finding, Place } from '../finding.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import type { RuleMeta } from '../rules/rule.ts';
import type { Span } from '../text/span.ts';
import { maskedPointer, maskedSlice, repeatsSecret, type Secrets } from './mask.ts';
import type { Excerpt, ReportFinding, ReportFix, ReportPlace } from './reportInput.ts';

/** Code units of a line that an excerpt keeps before and from the finding's start. */
const BEFORE = 60;
const FROM = 120;

/**
 * Makes a finding concrete. `file` is what reports call the checked file; `secrets` is what must not be shown of it
 * (see `secretsOf`).
 */
export function toReportFinding(
  analysis: Analysis,
  finding: Finding,
  file: string,
  meta: RuleMeta,
  secrets: Secrets,
): ReportFinding {
  const placeOf = (place: Place): ReportPlace => {
    const span = analysis.spanOf(place);
    return {
      file,
      pointer: maskedPointer(analysis.pointerOf(place), secrets),
      range: analysis.rangeOf(span),
      span,
      bom: analysis.document.text.startsWith('\uFEFF'),
    };
  };
  const place = placeOf(finding.place);
  return {
    ...place,
    ruleId: finding.ruleId,
    category: meta.category,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    hint: finding.hint,
    related: finding.related.map((related) => ({ ...placeOf(related), message: related.message })),
    fingerprint: finding.fingerprint,
    fix: finding.fix,
    docs: docsUrl(finding.ruleId),
    safeFix: finding.fix === 'safe' ? safeFixOf(analysis, finding, secrets) : undefined,
    excerpt: excerptAt(analysis, place.span, secrets),
  };
}

function safeFixOf(analysis: Analysis, finding: Finding, secrets: Secrets): ReportFix | undefined {
  const fix = analysis.fixesFor(finding).find((candidate) => candidate.disposition === 'safe');
  const { text } = analysis.document;
  if (fix === undefined || fix.edits.some((edit) => repeatsSecret(edit.newText, text, secrets)))
    return undefined;
  return {
    title: fix.title,
    edits: fix.edits.map((edit) => ({
      range: analysis.rangeOf(edit.span),
      span: edit.span,
      newText: edit.newText,
    })),
  };
}

/** The line around the start of `span`; a window of it when it is long. */
function excerptAt(analysis: Analysis, span: Span, secrets: Secrets): Excerpt {
  const { text } = analysis.document;
  const { line } = analysis.positionAt(span.start);
  let lineStart = analysis.offsetAt({ line, character: 0 });
  let lineEnd = analysis.offsetAt({ line: line + 1, character: 0 });
  while (lineEnd > lineStart && (text[lineEnd - 1] === '\n' || text[lineEnd - 1] === '\r')) lineEnd--;
  const first = lineStart;
  if (lineStart === 0 && text.startsWith('\uFEFF')) lineStart++;
  let start = Math.max(lineStart, span.start - BEFORE);
  let end = Math.min(lineEnd, span.start + FROM);
  if (start > lineStart && isLowSurrogate(text, start)) start++;
  if (end < lineEnd && isLowSurrogate(text, end)) end--;
  return {
    text: maskedSlice(text, start, Math.max(start, end), secrets),
    from: start - first,
    cutStart: start > lineStart,
    cutEnd: end < lineEnd,
  };
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
