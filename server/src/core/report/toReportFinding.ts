import type { Finding, Place } from '../finding.ts';
import { filedPlaces } from '../fixes/identities.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { excerptAt } from './excerpt.ts';
import { maskedPointer, repeatsSecret, type Secrets } from './mask.ts';
import type { ReportFinding, ReportFix, ReportPlace } from './reportInput.ts';

/**
 * Makes a finding concrete. `fileOf` is what reports call a file; `secrets` is what must not be shown of the checked one
 * (see `secretsOf`).
 */
export function toReportFinding(
  analysis: Analysis,
  finding: Finding,
  fileOf: (uri: string) => string,
  meta: RuleMeta,
  secrets: Secrets,
): ReportFinding {
  const file = fileOf(analysis.document.uri);
  const placeOf = (place: Place): ReportPlace => {
    const span = analysis.spanOf(place);
    return {
      file,
      pointer: isDamage(analysis, place) ? '' : maskedPointer(analysis.pointerOf(place), secrets),
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
    related: [
      ...finding.related.map((related) => ({ ...placeOf(related), message: related.message })),
      ...(finding.elsewhere ?? []).map(({ uri, range, span, pointer, message }) => ({
        ...{ file: fileOf(uri), range, span, pointer, message, bom: false },
      })),
    ],
    fingerprint: finding.fingerprint,
    ...reportPlaces(finding, file, fileOf),
    fix: finding.fix,
    docs: docsUrl(finding.ruleId),
    safeFix: finding.fix === 'safe' ? safeFixOf(analysis, finding, secrets) : undefined,
    excerpt: excerptAt(shownText(analysis, finding.place), place.span, place.range.start.character, secrets),
  };
}

/**
 * Damage in the text. What stands behind it may be the rest of a secret, which no mask knows, and names there may be anything:
 * reports show neither.
 */
function isDamage({ document }: Analysis, { part }: Place): boolean {
  return document.tree.problems.length > 0 && typeof part === 'object' && 'inFile' in part;
}

/** The text as far as an excerpt may show it: with the first character that is wrong. */
function shownText(analysis: Analysis, place: Place): string {
  const { text, tree } = analysis.document;
  const [first] = tree.problems;
  return first !== undefined && isDamage(analysis, place) ? text.slice(0, first.span.start + 1) : text;
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

/** The identities of the places of a finding with several, as reports know their files. `file`: that of the finding. */
export function reportPlaces(
  finding: Parameters<typeof filedPlaces>[0],
  file: string,
  fileOf: (uri: string) => string,
): Pick<ReportFinding, 'places'> {
  const places = filedPlaces(finding)?.map(({ uri, fingerprint }) => ({
    file: uri === undefined ? file : fileOf(uri),
    fingerprint,
  }));
  return places === undefined ? {} : { places };
}
