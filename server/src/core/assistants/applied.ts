/** `apply_fix`: what the fixes change, as it may be shown. */
import type { Finding } from '../finding.ts';
import { maskedSlice, type Secrets, secretsInSolutionFile } from '../report/mask.ts';
import { unifiedDiff } from '../report/unifiedDiff.ts';
import { count } from '../text/count.ts';
import { cutText } from '../text/cut.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { ChangedFile } from '../workspace/many/texts.ts';
import type { Project } from '../workspace/project/index.ts';
import { answerOf, redactLines, redactorOf, redactPlain } from './answerText.ts';
import type { AppliedFixes } from './applyFixes.ts';
import { checkedOf, countedFindings, fileOf } from './checkFlow.ts';
import { secretsIn, versionOf } from './subject.ts';
import type { Checked, FileSubject, Subject, ToolAnswer } from './types.ts';

/** Longer ones are cut: a diff is for a look, and no way to get a file. */
const MAX_DIFF = 20_000;
/** Edits that an answer lists; of more, none: a part of them would damage the flow. */
const MAX_EDITS = 200;

export interface AppliedOptions {
  /** What answers call a file. */
  fileOf(uri: string): string;
  readonly written: boolean;
}

/** One side of a file that fixes were made in. */
interface Side {
  readonly text: string;
  readonly secrets: Secrets;
}

export function appliedAnswer(
  subject: Subject | FileSubject,
  applied: AppliedFixes,
  options: AppliedOptions,
): ToolAnswer {
  const { made, notMade, files, after } = applied;
  const redact = redactorOf(subject);
  const uri = 'target' in subject ? subject.target.uri : subject.analysis.document.uri;
  const before: Side = { text: checkedOf(subject).text, secrets: subject.secrets };
  const now: Side = {
    text: after.text,
    secrets:
      after.analysis === undefined
        ? secretsOfOther(subject.project, applied, uri, after.text)
        : secretsIn(subject.project, after.analysis),
  };
  const given = subject.file === undefined;
  const own = files.find((one) => one.uri === uri);
  const isWhole = given && own !== undefined && now.secrets.spans.length === 0;
  const what = options.written ? `wrote ${count(files.length, 'file')}` : 'nothing was written';
  const left = {
    ...fileOf(subject),
    version: versionOf(after.text),
    ...countedFindings(after.findings, knownAfter(subject, after)),
    ...(after.analysis === undefined ? {} : { ignored: after.analysis.ignored.length }),
  };
  const noun = after.analysis === undefined ? 'file' : 'flow';
  return answerOf(
    `${count(made.length, 'fix', 'fixes')} made, ${notMade.length} not made; ${what}. ${left.clean ? `The ${noun} is clean then.` : `Left then: ${count(after.findings.length, 'finding')}.`}`,
    {
      ...fileOf(subject),
      written: options.written,
      made: made.map((one) => ({ ...one, title: redact(one.title), note: redact(one.note) })),
      notMade: notMade.map(({ id, reason }) => ({ id: redact(id), reason: redact(reason) })),
      changes: files.map((file) =>
        changeOf(subject, applied, file, file.uri === uri ? [before, now] : undefined, before, options),
      ),
      after: left,
      ...(isWhole ? { text: own.after } : {}),
      ...(given && own !== undefined && !isWhole
        ? {
            note: 'The text holds secrets, so it is not repeated: make the edits in your copy, last one first.',
          }
        : {}),
    },
  );
}

/** What the baseline knows stays known. */
function knownAfter({ known }: Pick<Subject, 'known'>, { findings }: Checked): ReadonlySet<Finding> {
  const fingerprints = new Set([...known].map((one) => one.fingerprint));
  return new Set(findings.filter((one) => fingerprints.has(one.fingerprint)));
}

/** `own`: both sides of the file that the call is about; `source`: its text before, whose secrets may have gone elsewhere. */
function changeOf(
  { project, file: given }: Subject | FileSubject,
  applied: AppliedFixes,
  file: ChangedFile,
  own: readonly [Side, Side] | undefined,
  source: Side,
  options: AppliedOptions,
) {
  const { uri, before, after, edits } = file;
  const name = own === undefined ? options.fileOf(uri) : (given ?? 'flow.json');
  const old = own?.[0].secrets ?? secretsOfOther(project, applied, uri, before ?? '');
  const secrets = own?.[1].secrets ?? secretsOfOther(project, applied, uri, after);
  const clean = (text: string): string => redactLines(text, source.secrets, source.text);
  const diff = clean(unifiedDiff(name, { text: before ?? '', secrets: old }, { text: after, secrets }));
  return {
    file: redactPlain(name),
    kind: before === null ? 'create' : 'edit',
    diff: diff.length > MAX_DIFF ? `${cutText(diff, MAX_DIFF)}\nThe rest is left out.` : diff,
    ...(own === undefined || given !== undefined
      ? {}
      : edits.length > MAX_EDITS
        ? { tooManyEdits: edits.length }
        : { edits: exactEdits(file, secrets) }),
  };
}

/** For whoever has the text: edits of it, in which only secrets are masked. */
function exactEdits({ before, after, edits }: ChangedFile, secrets: Secrets) {
  const lines = new LineIndex(before ?? '');
  let moved = 0;
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span, newText }) => {
      const start = span.start + moved;
      moved += newText.length - (span.end - span.start);
      const shown = maskedSlice(after, start, start + newText.length, secrets);
      return { range: lines.rangeOf(span), newText: shown, ...(shown === newText ? {} : { masked: true }) };
    });
}

function secretsOfOther(
  project: Project,
  { analyse, texts }: AppliedFixes,
  uri: string,
  text: string,
): Secrets {
  if (project.flows.flowsAt(uri).length > 0) return secretsIn(project, analyse(uri, text));
  const { beside } = project;
  const current = project.files.solutions().some((model) => model.textOf(uri) === text);
  const models = current ? project.models() : texts.files.solutions();
  const analyses = models
    .filter((model) => model.textOf(uri) !== undefined)
    .map((model) => beside.analyse(model));
  return secretsInSolutionFile(beside.masking(analyses), uri, project.metas);
}
