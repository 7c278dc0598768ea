import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { isAccepted, isKnown } from '../comparison.ts';
import type { IgnoredFinding, ReportFinding, ReportInput } from '../reportInput.ts';
import { xmlText } from './xmlText.ts';

export interface JunitOptions {
  /** Whether a finding makes the call fail. */
  fails(item: ReportFinding): boolean;
}

interface Case {
  readonly name: string;
  readonly failing: ReportFinding[];
  /** What does not make the call fail. */
  readonly milder: ReportFinding[];
  readonly known: ReportFinding[];
  readonly ignored: IgnoredFinding[];
  /** Why the file could not be checked. */
  readonly problems: string[];
}

/** By name. */
type Suite = Map<string, Case>;

const UNCHECKED = 'can be checked';

/**
 * Results of tests in the form that JUnit writes and Jenkins, GitLab and Azure DevOps read: a suite for each file, a case for each
 * rule that looked at it or found something in it. What makes the call fail is a failure; what is milder stands in the output of
 * its case; what the baseline knows or the config leaves out skips it.
 */
export function toJunit(input: ReportInput, { fails }: JunitOptions): string {
  const suites = new Map<string, Suite>();
  const caseOf = (file: string, name: string): Case => {
    const suite = entry(suites, file, () => new Map());
    return entry(suite, name, () => ({
      ...{ name, failing: [], milder: [], known: [], ignored: [], problems: [] },
    }));
  };
  for (const { file, rules } of input.checked ?? []) for (const rule of rules) caseOf(file, rule);
  for (const item of input.items) {
    const one = caseOf(item.file, item.ruleId);
    const isDone = isAccepted(item, input) || (isKnown(item, input) && !fails(item));
    const list = isDone ? one.known : fails(item) ? one.failing : one.milder;
    list.push(item);
  }
  for (const item of input.ignored ?? []) caseOf(item.file, item.ruleId).ignored.push(item);
  for (const { file, message } of input.problems) caseOf(file, UNCHECKED).problems.push(message);
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  const all = [...suites.values()].flatMap((suite) => [...suite.values()]);
  lines.push(`<testsuites name="lockkeeper"${counts(all)}>`);
  for (const [file, suite] of suites) lines.push(...suiteLines(file, [...suite.values()]));
  lines.push('</testsuites>');
  return lines.map((line) => `${line}\n`).join('');
}

function suiteLines(file: string, cases: readonly Case[]): string[] {
  const name = withoutSecrets(file);
  const skipped = cases.filter(isSkipped).length;
  // Viewers take what follows the last dot for the name of a class.
  const group = xmlText(name.replace(/\.[^./]*$/, ''));
  return [
    `  <testsuite name="${xmlText(name)}"${counts(cases)} skipped="${skipped}">`,
    ...cases.flatMap((one) => caseLines(one, group)),
    '  </testsuite>',
  ];
}

function counts(cases: readonly Case[]): string {
  const failures = cases.filter((one) => one.failing.length > 0).length;
  const errors = cases.filter((one) => one.problems.length > 0).length;
  return ` tests="${cases.length}" failures="${failures}" errors="${errors}"`;
}

function isSkipped({ failing, milder, known, ignored, problems }: Case): boolean {
  return failing.length + milder.length + problems.length === 0 && known.length + ignored.length > 0;
}

function caseLines(one: Case, group: string): string[] {
  const { name, failing, milder, known, ignored, problems } = one;
  const start = `    <testcase name="${xmlText(name)}" classname="${group}"`;
  const lines: string[] = [];
  const [first] = failing;
  if (first !== undefined) {
    const more = failing.length === 1 ? '' : ` (and ${failing.length - 1} more)`;
    lines.push(
      `      <failure type="${first.severity}" message="${xmlText(first.message + more)}">`,
      ...failing.map(line),
      '</failure>',
    );
  }
  for (const problem of problems) lines.push(`      <error type="unchecked" message="${xmlText(problem)}"/>`);
  if (isSkipped(one)) lines.push(`      <skipped message="${xmlText(whySkipped(one))}"/>`);
  const rest = [
    ...milder.map((item) => `${item.severity}: ${line(item)}`),
    ...known.map((item) => `known: ${line(item)}`),
    ...ignored.map((item) => `ignored (${xmlText(item.reason)}): ${line(item)}`),
  ];
  if (rest.length > 0) lines.push('      <system-out>', ...rest, '</system-out>');
  return lines.length === 0 ? [`${start}/>`] : [`${start}>`, ...lines, '    </testcase>'];
}

function whySkipped({ known, ignored }: Case): string {
  const parts = [
    ...(known.length === 0 ? [] : [`${known.length} known`]),
    ...(ignored.length === 0 ? [] : [`${ignored.length} ignored: ${ignored[0]!.reason}`]),
  ];
  return parts.join('; ');
}

function line({ file, range: { start }, bom, message, hint }: ReportFinding): string {
  const mark = bom && start.line === 0 && start.character > 0 ? 1 : 0;
  const place = `${withoutSecrets(file)}:${start.line + 1}:${start.character + 1 - mark}`;
  return xmlText(`${place} ${message}${hint === '' ? '' : ` ${hint}`}`);
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
