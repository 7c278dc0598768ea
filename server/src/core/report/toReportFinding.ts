import type { Analysis } from '../analysis.ts';
import type { Finding, Place } from '../finding.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import type { RuleMeta } from '../rules/rule.ts';
import { excerptAt } from './excerpt.ts';
import { maskedPointer, repeatsSecret, type Secrets } from './mask.ts';
import type { ReportFinding, ReportFix, ReportPlace } from './reportInput.ts';

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
    origin: 'flow',
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
    excerpt: excerptAt(analysis.document.text, place.span, place.range.start.character, secrets),
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
