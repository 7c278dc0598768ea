import type { FilePlace, SolutionFinding } from '../finding.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { SolutionAnalysis } from '../workspace/analysis.ts';
import { solutionPointers } from '../workspace/ignores/solutionPointers.ts';
import { excerptAt } from './excerpt.ts';
import { maskedPointer, NO_SECRETS, repeatsSecret, type Secrets } from './mask.ts';
import type { Excerpt, ReportFinding, ReportFix, ReportPlace } from './reportInput.ts';
import { reportPlaces } from './toReportFinding.ts';

/** Damage hides secrets from the rules that would have them masked: nothing of what stands there is shown. */
const DAMAGE = 'unreadable-solution-file';
const NO_EXCERPT: Excerpt = { text: '', from: 0, cutStart: false, cutEnd: false };

/**
 * Makes a finding in a file beside the flows concrete. `fileOf` is what reports call a file; `secrets` is what must not be
 * shown of the file that the finding stands in (see `secretsInSolutionFile`).
 */
export function toSolutionReportFinding(
  analysis: SolutionAnalysis,
  finding: SolutionFinding,
  fileOf: (uri: string) => string,
  meta: RuleMeta,
  secrets: Secrets,
): ReportFinding {
  const isDamage = finding.ruleId === DAMAGE;
  const placeOf = (place: FilePlace): ReportPlace => {
    const text = analysis.solution.textOf(place.uri) ?? '';
    return {
      file: fileOf(place.uri),
      pointer: isDamage ? '' : maskedPointer(pointerAt(analysis.solution, place), NO_SECRETS),
      range: analysis.rangeOf(place),
      span: place.span,
      bom: text.startsWith('\uFEFF'),
    };
  };
  const place = placeOf(finding.place);
  const text = analysis.solution.textOf(finding.place.uri) ?? '';
  return {
    ...place,
    origin: 'solution',
    ruleId: finding.ruleId,
    category: meta.category,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    hint: finding.hint,
    related: finding.related.map((related) => ({ ...placeOf(related), message: related.message })),
    fingerprint: finding.fingerprint,
    ...reportPlaces(finding, place.file, fileOf),
    fix: finding.fix,
    docs: docsUrl(finding.ruleId),
    safeFix: finding.fix === 'safe' ? safeFixOf(analysis, finding, text, secrets) : undefined,
    excerpt: isDamage ? NO_EXCERPT : excerptAt(text, place.span, place.range.start.character, secrets),
  };
}

/** By solution: each JSON file of it is parsed once for all of its findings. */
const pointers = new WeakMap<SolutionModel, (place: FilePlace) => string | undefined>();

function pointerAt(solution: SolutionModel, place: FilePlace): string {
  let known = pointers.get(solution);
  if (known === undefined) {
    known = solutionPointers(solution);
    pointers.set(solution, known);
  }
  return known(place) ?? '';
}

/** Only where it stays within the finding's own file: reports show no other. */
function safeFixOf(
  analysis: SolutionAnalysis,
  finding: SolutionFinding,
  text: string,
  secrets: Secrets,
): ReportFix | undefined {
  const fix = analysis.fixesFor(finding).find((candidate) => candidate.disposition === 'safe');
  const [change, ...others] = fix?.changes ?? [];
  if (fix === undefined || change === undefined || others.length > 0) return undefined;
  if (!('edits' in change) || change.uri !== finding.place.uri) return undefined;
  if (change.edits.some((edit) => repeatsSecret(edit.newText, text, secrets))) return undefined;
  const { uri } = change;
  const edits = change.edits.map(({ span, newText }) => ({
    range: analysis.rangeOf({ uri, span }),
    span,
    newText,
  }));
  return { title: fix.title, edits };
}
