/** `check_solution`: what is found in a folder, in parts. */
import type { Severity } from '../finding.ts';
import { byText } from '../text/compare.ts';
import { count } from '../text/count.ts';
import { groupedBy } from '../text/groupedBy.ts';
import { answerOf, type Redact, redactPlain } from './answerText.ts';
import type { ToolArguments } from './arguments.ts';
import { countsOf, pageNote, pageOf } from './checkFlow.ts';
import type { ToolAnswer } from './types.ts';

/** A finding of a folder. Its texts hold no secret of its file. */
export interface FolderFinding {
  /** What answers call the file. */
  readonly file: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** 0-based. */
  readonly line: number;
  readonly pointer?: string | undefined;
  readonly fixable: boolean;
  readonly known: boolean;
}

export interface FolderCheck {
  readonly files: number;
  readonly flows: number;
  /** By file and place. */
  readonly findings: readonly FolderFinding[];
  readonly ignored: number;
  /** What could not be read or checked: the result is not whole then. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

/** Files of the table by counts, and problems. */
const MAX_LISTED = 100;

export function checkSolution(
  checked: FolderCheck,
  args: ToolArguments,
  redact: Redact = redactPlain,
): ToolAnswer {
  const { findings, problems } = checked;
  const { rows, ...page } = pageOf(findings, args);
  const fresh = findings.filter((one) => !one.known);
  const clean = fresh.length === 0 && problems.length === 0 && checked.flows > 0;
  const files = byFile(findings, redact);
  const what = `${count(checked.flows, 'flow')} checked, ${count(fresh.length, 'finding')}`;
  const trouble =
    problems.length === 0 ? '.' : `; ${count(problems.length, 'file')} could not be checked whole.`;
  return answerOf(`${what}${trouble}${pageNote(page)}`, {
    clean,
    flows: checked.flows,
    files: checked.files,
    counts: countsOf(findings),
    known: findings.length - fresh.length,
    ignored: checked.ignored,
    byFile: files.slice(0, MAX_LISTED),
    ...(files.length > MAX_LISTED ? { filesLeftOut: files.length - MAX_LISTED } : {}),
    findings: rows.map((one) => ({
      file: redact(one.file),
      ruleId: one.ruleId,
      severity: one.severity,
      message: redact(one.message),
      hint: redact(one.hint),
      line: one.line,
      ...(one.pointer === undefined || one.pointer === '' ? {} : { pointer: redact(one.pointer) }),
      fixable: one.fixable,
      ...(one.known ? { known: true } : {}),
    })),
    ...page,
    problems: problems
      .slice(0, MAX_LISTED)
      .map(({ file, message }) => ({ file: redact(file), message: redact(message) })),
    ...(problems.length > MAX_LISTED ? { problemsLeftOut: problems.length - MAX_LISTED } : {}),
  });
}

/** Files with the most errors first. */
function byFile(findings: readonly FolderFinding[], redact: Redact) {
  const files = groupedBy(findings, (one) => one.file);
  return [...files]
    .map(([file, list]) => ({ file: redact(file), ...countsOf(list) }))
    .sort(
      (a, b) =>
        b.error - a.error || b.warning - a.warning || byText((one: { file: string }) => one.file)(a, b),
    );
}
