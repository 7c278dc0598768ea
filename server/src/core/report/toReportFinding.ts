import type { Finding, Place } from '../finding.ts';
import { filedPlaces } from '../fixes/identities.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import type { CheckResult } from '../workspace/analysis.ts';
import { excerptAt } from './excerpt.ts';
import { maskedPointer, repeatsSecret, type Secrets } from './mask.ts';
import type { Excerpt, ReportFinding, ReportFix, ReportPlace } from './reportInput.ts';

const NO_EXCERPT: Excerpt = { text: '', from: 0, cutStart: false, cutEnd: false };

/**
 * Makes a finding concrete, of a flow or of a file beside the flows. `fileOf` is what reports call a file; `secrets` is what must
 * not be shown of the file that the finding stands in (see `secretsOf`, `secretsInSolutionFile`).
 */
export function toReportFinding(
  analysis: CheckResult,
  finding: Finding,
  fileOf: (uri: string) => string,
  meta: RuleMeta,
  secrets: Secrets,
): ReportFinding {
  const placeOf = (place: Place): ReportPlace => ({
    file: fileOf(place.uri),
    // In damage, names may be anything.
    pointer:
      analysis.damageAt(finding, place) === undefined ? maskedPointer(place.pointer ?? '', secrets) : '',
    range: analysis.rangeOf(place),
    span: place.span,
    bom: analysis.textOf(place.uri)?.startsWith('\uFEFF') === true,
  });
  const place = placeOf(finding.place);
  return {
    ...place,
    origin: analysis.kind,
    ruleId: finding.ruleId,
    category: meta.category,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    hint: finding.hint,
    related: [
      ...finding.related.map((related) => ({
        ...placeOf(related),
        message: related.message,
        ...(related.onPaths === undefined ? {} : { onPaths: related.onPaths }),
      })),
      ...(finding.elsewhere ?? []).map(({ uri, range, span, pointer, message }) => ({
        ...{ file: fileOf(uri), range, span, pointer, message, bom: false },
      })),
    ],
    fingerprint: finding.fingerprint,
    ...(finding.former === undefined ? {} : { former: finding.former }),
    ...reportPlaces(finding, fileOf),
    fix: finding.fix,
    docs: docsUrl(finding.ruleId),
    safeFix: finding.fix === 'safe' ? safeFixOf(analysis, finding, secrets) : undefined,
    excerpt: excerptOf(analysis, finding, place, secrets),
  };
}

function excerptOf(analysis: CheckResult, finding: Finding, place: ReportPlace, secrets: Secrets): Excerpt {
  const end = analysis.damageAt(finding, finding.place);
  if (end === 0) return NO_EXCERPT;
  const text = analysis.textOf(finding.place.uri) ?? '';
  return excerptAt(
    end === undefined ? text : text.slice(0, end),
    place.span,
    place.range.start.character,
    secrets,
  );
}

/** Only where it stays within the finding's own file: reports show no other. */
function safeFixOf(analysis: CheckResult, finding: Finding, secrets: Secrets): ReportFix | undefined {
  const { uri } = finding.place;
  const fix = analysis.fixesFor(finding).find((candidate) => candidate.disposition === 'safe');
  const [change, ...others] = fix?.changes ?? [];
  if (fix === undefined || change === undefined || others.length > 0) return undefined;
  if (!('edits' in change) || change.uri !== uri) return undefined;
  const text = analysis.textOf(uri) ?? '';
  if (change.edits.some((edit) => repeatsSecret(edit.newText, text, secrets))) return undefined;
  const edits = change.edits.map(({ span, newText }) => ({
    range: analysis.rangeOf({ uri, span }),
    span,
    newText,
  }));
  return { title: fix.title, edits };
}

/** The identities of the places of a finding with several, as reports know their files. */
function reportPlaces(finding: Finding, fileOf: (uri: string) => string): Pick<ReportFinding, 'places'> {
  const places = filedPlaces(finding)?.map(({ uri, fingerprint }) => ({ file: fileOf(uri), fingerprint }));
  return places === undefined ? {} : { places };
}
