/** `check_flow` and `list_fixes`: what is found in a flow, and what can be done about it. */
import type { Finding, FlowFinding, Severity } from '../finding.ts';
import { noteOf } from '../fixes/noteOf.ts';
import { toReportFinding } from '../report/toReportFinding.ts';
import { count } from '../text/count.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { problemsOf } from '../workspace/many/site.ts';
import { answerOf, type Redact, redactorOf, redactPlain } from './answerText.ts';
import type { ToolArguments } from './arguments.ts';
import { type Offer, offersOf } from './offers.ts';
import { versionOf } from './subject.ts';
import { USUAL_ROWS } from './tools.ts';
import { type Checked, type FileSubject, type Subject, type ToolAnswer, ToolError } from './types.ts';

/** Places of one finding that an answer tells. */
const MAX_RELATED = 20;

export function checkFlow(subject: Subject, args: ToolArguments): ToolAnswer {
  const { analysis, known } = subject;
  const { findings } = analysis;
  const redact = redactorOf(subject);
  const { rows, ...page } = pageOf(findings, args);
  const fresh = findings.filter((one) => !known.has(one)).length;
  const state = stateOf(subject);
  return answerOf(`${state.clean ? 'The flow is clean.' : `${count(fresh, 'finding')}.`}${pageNote(page)}`, {
    ...state,
    findings: rows.map((one) => ({
      ...shownFinding(subject, one, redact),
      fixes: offersOf(analysis, one).map((offer) => shownOffer(offer, redact)),
    })),
    ...page,
  });
}

/** Of a flow, or of a file beside the flows. */
export function listFixes(subject: Subject | FileSubject, args: ToolArguments): ToolAnswer {
  const checked = checkedOf(subject);
  const redact = redactorOf(subject);
  const wanted = wantedFindings(checked, args);
  const { rows, ...page } = pageOf(wanted, args);
  const listed = rows.map((finding) => {
    const offers = offersOf(checked, finding);
    const why = offers.length > 0 ? undefined : checked.whyNoRepair(finding);
    return {
      finding: finding.fingerprint,
      ruleId: finding.ruleId,
      message: redact(finding.message),
      fixes: offers.map((offer) => ({
        ...shownOffer(offer, redact),
        kind: offer.fix.kind,
        note: redact(noteOf(offer.fix)),
        ...(offer.fix.others === undefined ? {} : { changesOtherFiles: true }),
      })),
      ...(offers.length > 0 ? {} : { none: redact(why ?? `Lockkeeper has no fix for it. ${finding.hint}`) }),
    };
  });
  const fixes = listed.reduce((sum, one) => sum + one.fixes.length, 0);
  return answerOf(`${count(fixes, 'fix', 'fixes')} for ${count(rows.length, 'finding')}.${pageNote(page)}`, {
    ...fileOf(subject),
    version: versionOf(checked.text),
    findings: listed,
    ...page,
  });
}

/** Of a flow as a whole: how much is found in it. */
function stateOf(subject: Subject): StateOfFile {
  const { analysis, known } = subject;
  const { findings, ignored, document } = analysis;
  return {
    ...fileOf(subject),
    version: versionOf(document.text),
    ...countedFindings(findings, known),
    ignored: ignored.length,
  };
}

interface StateOfFile {
  readonly version: string;
  readonly clean: boolean;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly known: number;
  readonly ignored: number;
}

/** How much is found, and whether all of it is known. */
export function countedFindings(
  findings: readonly Finding[],
  known: ReadonlySet<Finding>,
): Pick<StateOfFile, 'clean' | 'counts' | 'known'> {
  return {
    clean: findings.every((one) => known.has(one)),
    counts: countsOf(findings),
    known: findings.filter((one) => known.has(one)).length,
  };
}

export function countsOf(findings: Iterable<{ readonly severity: Severity }>): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** What the answer calls the file, if there is one. */
export function fileOf({ file }: Pick<Subject, 'file'>): { readonly file?: string } {
  return file === undefined ? {} : { file: redactPlain(file) };
}

export interface Page {
  readonly total: number;
  /** To be passed as offset; absent when nothing is left. */
  readonly next?: number;
}

/** The part of a list that a call asks for. */
export function pageOf<T>(all: readonly T[], args: ToolArguments): Page & { readonly rows: readonly T[] } {
  const from = args.integer('offset') ?? 0;
  const end = from + (args.integer('limit') ?? USUAL_ROWS);
  return { rows: all.slice(from, end), total: all.length, ...(end < all.length ? { next: end } : {}) };
}

export function pageNote({ next }: Page): string {
  return next === undefined ? '' : ` More are left: call again with offset ${next}.`;
}

function shownOffer({ id, fix }: Offer, redact: Redact) {
  return { id, title: redact(fix.title), safe: fix.disposition === 'safe' };
}

function shownFinding(subject: Subject, finding: FlowFinding, redact: Redact) {
  const { project, analysis, secrets, known } = subject;
  const meta = project.metas.get(finding.ruleId)!;
  // Pointers and places come as reports have them, damage included.
  const reported = toReportFinding(analysis, finding, (uri) => nameOf(subject, uri), meta, secrets);
  const related = reported.related.slice(0, MAX_RELATED);
  return {
    id: finding.fingerprint,
    ruleId: reported.ruleId,
    severity: reported.severity,
    message: redact(reported.message),
    hint: redact(reported.hint),
    pointer: redact(reported.pointer),
    range: reported.range,
    ...(known.has(finding) ? { known: true } : {}),
    ...(related.length === 0
      ? {}
      : {
          related: related.map((one) => ({
            message: redact(one.message),
            pointer: redact(one.pointer),
            range: one.range,
            ...(one.file === reported.file ? {} : { file: redact(one.file) }),
          })),
        }),
  };
}

/** Of another file no more than its name is known here. */
function nameOf({ file, analysis }: Subject, uri: string): string {
  return uri === analysis.document.uri ? (file ?? '') : uri.slice(uri.lastIndexOf('/') + 1);
}

/** What is found in a flow, as in any other file. */
export function checkedOf(subject: Subject | FileSubject): Checked {
  return 'checked' in subject ? subject.checked : checkedFlow(subject.analysis);
}

export function checkedFlow(analysis: Analysis): Checked {
  return {
    analysis,
    text: analysis.document.text,
    findings: analysis.findings,
    problems: problemsOf(analysis),
    solutionOf: () => analysis.solution,
    fixesFor: (finding, texts) => analysis.fixesFor(finding as FlowFinding, texts),
    whyNoRepair: (finding) => analysis.whyNoRepair(finding as FlowFinding),
  };
}

/** @throws ToolError where a finding or a pointer is named that is not there */
function wantedFindings({ findings }: Checked, args: ToolArguments): readonly Finding[] {
  const id = args.text('finding');
  const pointer = args.text('pointer');
  const isAt = ({ place }: Finding): boolean =>
    pointer === undefined || place.pointer === pointer || place.pointer?.startsWith(`${pointer}/`) === true;
  const isIt = (one: Finding): boolean => id === undefined || one.fingerprint === id;
  const wanted = findings.filter((one) => isIt(one) && isAt(one));
  if (wanted.length === 0 && (id !== undefined || pointer !== undefined))
    throw new ToolError(
      'There is no such finding in this text: call check_flow for the ids and pointers of its findings.',
    );
  return wanted;
}
