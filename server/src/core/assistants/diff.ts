/** `diff`: what changed between two versions, as a reviewer reads it, with the secrets of both masked. */
import { changesBetween, type FlowFile } from '../changes/index.ts';
import { isDamaged } from '../flow/document.ts';
import { type ChangesReport, risksOf, toChanges } from '../report/changes/index.ts';
import { byWeight } from '../report/changes/risks.ts';
import { secretTexts } from '../report/inventory/maskTexts.ts';
import type { ReportFinding } from '../report/reportInput.ts';
import { toReportFinding } from '../report/toReportFinding.ts';
import { count } from '../text/count.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { compareFindings, reportsDamage } from '../workspace/base/index.ts';
import { answerOf, type Redact, redactorWithout, redactPlain } from './answerText.ts';
import type { ToolArguments } from './arguments.ts';
import { pageNote, pageOf } from './checkFlow.ts';
import { secretsIn } from './subject.ts';
import type { Subject, ToolAnswer } from './types.ts';

/** UTF-8 bytes of the report: a longer one is cut in the order of the report itself, which says so. */
const MAX_REPORT = 20_000;
/** Rows of the lists that come in no parts. */
const MAX_LISTED = 100;

/** Two versions of flows, compared. */
export interface ComparedFlows {
  readonly report: ChangesReport;
  /** The flows of both. */
  readonly files: readonly FlowFile[];
  /** What could not be read or checked: the result is not whole then. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

/** Two texts of one flow, and what people call them. */
export interface TwoTexts {
  readonly before: { readonly name: string; readonly text: string };
  readonly now: { readonly name: string; readonly text: string };
}

/** Compares two texts at the place of a flow, whose solution and configuration count for both. Nothing of them is kept. */
export function compareTexts({ project, analysis, file }: Subject, { before, now }: TwoTexts): ComparedFlows {
  const { uri } = analysis.document;
  const solution = project.modelOf(uri);
  const path = file ?? 'flow.json';
  const old = project.analyse(uri, before.text, { base: undefined });
  const young = project.analyse(uri, now.text, { base: () => ({ uri, text: before.text, solution }) });
  const flowFile = (one: Analysis, text: string): FlowFile => ({
    ...{ uri, path, text, solution, secrets: secretsIn(project, one).spans },
  });
  const files = [flowFile(old, before.text), flowFile(young, now.text)] as const;
  const version = (flow: FlowFile) => ({
    flows: [flow],
    solutions: solution === undefined ? [] : [solution],
  });
  const changes = changesBetween(version(files[0]), version(files[1]));
  const toReported = (one: Analysis) => {
    const secrets = secretsIn(project, one);
    return (finding: Analysis['findings'][number]): ReportFinding =>
      toReportFinding(one, finding, () => path, project.metas.get(finding.ruleId)!, secrets);
  };
  const reportedBefore = old.findings.map(toReported(old));
  const items = young.findings.map(toReported(young));
  const isReadAgain = isDamaged(old.document) && !isDamaged(young.document);
  const { known, fixed } = compareFindings(
    [...reportedBefore, ...old.ignored.map((one) => toReported(old)(one.finding))],
    [...items, ...young.ignored.map((one) => toReported(young)(one.finding))],
    (name) => (isReadAgain ? undefined : name),
    () => !isDamaged(young.document),
  );
  const found = risksOf(
    changes,
    {
      items: items.map((one) => ({ ...one, baseline: known.has(one) ? ('unchanged' as const) : 'new' })),
      fixed: fixed.filter(
        (one) => reportedBefore.includes(one) && (!isReadAgain || reportsDamage(one.ruleId)),
      ),
    },
    files,
  );
  const report: ChangesReport = {
    // Nothing of ours stands in what is told of them.
    ...{ tool: { name: 'lockkeeper', version: '' }, base: before.name, head: now.name },
    ...{ changes, fileOf: () => path, everything: '', ...found },
  };
  return { report, files, problems: [] };
}

export function diffAnswer(compared: ComparedFlows, args: ToolArguments): ToolAnswer {
  const { report, problems } = compared;
  const { changes, fixed } = report;
  const redact = redactorOfBoth(compared);
  const { rows, ...page } = pageOf(byWeight(report.risks), args);
  const flows = changes.flows.map((one) => ({
    file: redact(report.fileOf((one.head ?? one.base)?.uri ?? '')),
    ...{ name: redact(one.name), change: one.kind },
  }));
  const left = (all: readonly unknown[], name: string) =>
    all.length > MAX_LISTED ? { [name]: all.length - MAX_LISTED } : {};
  const trouble =
    problems.length === 0 ? '' : ` ${count(problems.length, 'file')} could not be checked whole.`;
  return answerOf(
    `${count(flows.length, 'flow')} changed, ${count(report.risks.length, 'risk')}.${trouble}${pageNote(page)}`,
    {
      ...{ base: redact(report.base), head: redact(report.head) },
      ...{ unchanged: changes.unchanged, changedInFormOnly: changes.onlyNoise },
      flows: flows.slice(0, MAX_LISTED),
      ...left(flows, 'flowsLeftOut'),
      risks: rows.map(({ kind, ruleId, severity, uri, flow, message, hint }) => ({
        ...{ kind, ruleId, severity, file: redact(report.fileOf(uri)), flow: redact(flow) },
        ...{ message: redact(message), ...(hint === '' ? {} : { hint: redact(hint) }) },
      })),
      ...page,
      fixed: fixed.slice(0, MAX_LISTED).map((one) => ({
        ...{ ruleId: one.ruleId, flow: redact(one.flow) },
        ...(one.isSecret ? { rotate: true } : {}),
        ...(one.isGone ? { flowRemoved: true } : {}),
      })),
      ...left(fixed, 'fixedLeftOut'),
      // A line each, in quotes like all that comes out of files.
      report: toChanges('text', report, { all: false, most: MAX_REPORT })
        .trimEnd()
        .split('\n')
        .map((line) => redact(line)),
      problems: problems.slice(0, MAX_LISTED).map(({ file, message }) => ({
        ...{ file: redact(file), message: redact(message) },
      })),
      ...left(problems, 'problemsLeftOut'),
    },
  );
}

/** Masks the secrets of all flows that changed, in both versions. */
function redactorOfBoth({ report, files }: ComparedFlows): Redact {
  const changed = new Set(
    report.changes.flows
      .flatMap(({ base, head }) => [base?.uri, head?.uri])
      .filter((uri) => uri !== undefined),
  );
  const secrets = files.flatMap(({ uri, text, secrets: spans = [] }) =>
    changed.has(uri) ? secretTexts(text ?? '', { spans, inPointers: [] }) : [],
  );
  return secrets.length === 0 ? redactPlain : redactorWithout(secrets);
}
