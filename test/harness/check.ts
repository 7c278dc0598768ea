import { expect } from 'vitest';
import type { FlowFinding } from '../../server/src/core/finding.ts';
import { identitiesOf } from '../../server/src/core/fixes/identities.ts';
import { type Analysis, createAnalyzer, type Finding, type Fix } from '../../server/src/core/index.ts';
import type { CheckOptions } from '../../server/src/core/rules/checkOptions.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';
import { FAKES } from './fakes.ts';
import { editsOf } from './fixes.ts';
import { type Expected, formatExpected } from './markers.ts';

export const analyzer = createAnalyzer();

/** A neutral file name of a solution flow. */
export const FLOW_URI = 'file:///solution/Workflows/Sample-0A1B2C3D-1111-2222-3333-444455556666.json';

/** `base`: the text of the same file in the version to compare with. */
export function check(
  text: string,
  options: Omit<Partial<CheckOptions>, 'base'> & {
    base?: string | undefined;
    uri?: string;
    declaredAsFlow?: boolean;
    unread?: string | undefined;
  } = {},
): Analysis {
  const { uri = FLOW_URI, declaredAsFlow, unread, base, ...rest } = options;
  const source = {
    ...{ uri, text },
    ...(declaredAsFlow === undefined ? {} : { declaredAsFlow }),
    ...(unread === undefined ? {} : { unread }),
  };
  const before = base === undefined ? {} : { base: () => ({ uri, text: base }) };
  return analyzer.check(source, { config: EXAMPLE_CONFIG, ...before, ...rest });
}

/** Findings in the form of `formatExpected`; a range over several lines is cut at the first line's end. */
export function actual(analysis: Analysis): string[] {
  const list: Expected[] = analysis.findings.map((finding) => {
    const span = finding.place.span;
    const { start, end } = analysis.rangeOf(finding.place);
    const sameLine = start.line === end.line;
    const lineEnd = analysis.document.text.slice(span.start).search(/\r|\n|$/) + start.character;
    return {
      line: start.line,
      start: start.character,
      end: sameLine ? end.character : lineEnd,
      label: `${finding.severity}(${finding.ruleId})`,
    };
  });
  return formatExpected(list);
}

export const ids = (analysis: Analysis): string[] => analysis.findings.map((finding) => finding.ruleId);

/** No message or hint may repeat a planted secret, whole or in large part. */
export function expectMasked(text: string): void {
  for (const value of Object.values(FAKES)) {
    expect(text.includes(value.slice(0, 12)), 'a message repeats a secret').toBe(false);
  }
}

const key = (finding: Finding): string => `${finding.ruleId} ${finding.fingerprint}`;
/** Of each place of a finding. */
const keys = (finding: Finding): string[] =>
  identitiesOf(finding).map(({ fingerprint }) => `${finding.ruleId} ${fingerprint}`);
/** Of each place that a fix cures; equal for places that only their number tells apart. */
const kinds = (finding: Finding, places?: readonly number[]): string[] =>
  identitiesOf(finding)
    .filter((_, index) => places?.includes(index) ?? true)
    .map(({ fingerprint, sameAs }) => `${finding.ruleId} ${sameAs ?? fingerprint}`);

/** What the repairs of a text came to. */
interface HeldRepairs {
  /** Fixes that were tried. */
  readonly cases: number;
  /** The text after fix-all. */
  readonly fixed: string;
}

/**
 * Invariant 3 for every fix of every finding of a text: the result parses, the finding is gone, none is new, and applying
 * again changes nothing. Fixes that cure a part (`cures`), and review fixes, may leave their finding. `wanted`: whether a fix is
 * tried; fix-all is in any case.
 */
export function holdRepairs(
  before: Analysis,
  options: Parameters<typeof check>[1] = {},
  wanted: (finding: Finding, fix: Fix) => boolean = () => true,
): HeldRepairs {
  const { text } = before.document;
  // Fixes of several findings may come to one text, and a check of the same text tells the same.
  const checked = new Map([[text, before]]);
  const checkAgain = (fixed: string): Analysis => {
    const known = checked.get(fixed) ?? check(fixed, options);
    checked.set(fixed, known);
    return known;
  };
  const known = new Set(before.findings.flatMap(keys));
  let cases = 0;
  for (const finding of before.findings) {
    for (const fix of before.fixesFor(finding)) {
      if (!wanted(finding, fix)) continue;
      cases++;
      holdFix(before, finding, fix, known, checkAgain);
    }
  }
  return { cases, fixed: holdFixAll(before, known, checkAgain) };
}

/** As `holdRepairs`, of a text that is checked first. Returns how many fixes were tried. */
export function holdFixInvariants(text: string, options: Parameters<typeof check>[1] = {}): number {
  return holdRepairs(check(text, options), options).cases;
}

type CheckAgain = (text: string) => Analysis;

function holdFix(
  before: Analysis,
  finding: FlowFinding,
  fix: Fix,
  known: ReadonlySet<string>,
  checkAgain: CheckAgain,
): void {
  const { text, uri } = before.document;
  const where = `${finding.ruleId}: ${fix.title}`;
  const fixed = applyEdits(text, editsOf(fix, uri));
  expect(fixed, where).not.toBe(text);
  const after = checkAgain(fixed);
  expect(after.document.tree.problems.length, `${where}: parses`).toBeLessThanOrEqual(
    before.document.tree.problems.length,
  );
  expect(freshIn(after, known), `${where}: no new finding`).toEqual([]);
  if (fix.cures !== undefined) {
    const left = after.findings.find((one) => key(one) === key(finding));
    const offered = left === undefined ? [] : after.fixesFor(left).map(({ title }) => title);
    expect(offered, `${where}: not offered again`).not.toContain(fix.title);
    expect(left?.fix ?? null, `${where}: nothing safe is left`).not.toBe('safe');
  } else if (fix.disposition === 'safe') {
    // Of several findings of one kind at one place, the rest are numbered anew.
    const count = (findings: readonly Finding[], kind: string): number =>
      findings.flatMap((one) => kinds(one)).filter((own) => own === kind).length;
    const cured = kinds(finding, fix.places);
    for (const kind of cured) {
      const most = count(before.findings, kind) - cured.filter((own) => own === kind).length;
      expect(count(after.findings, kind), `${where}: finding gone`).toBeLessThanOrEqual(most);
    }
  }
}

/** Rules of the findings that were not there before. */
const freshIn = ({ findings }: Analysis, known: ReadonlySet<string>): string[] =>
  findings
    .filter((one) => one.mayFollowRepair !== true && keys(one).some((own) => !known.has(own)))
    .map((one) => one.ruleId);

/** Fix-all leaves nothing safe to do, parses, and changes nothing the second time. Returns the repaired text. */
function holdFixAll(before: Analysis, known: ReadonlySet<string>, checkAgain: CheckAgain): string {
  const { text } = before.document;
  const edits = before.fixAll();
  // What stays as it is has nothing more to show.
  if (edits.length === 0) return text;
  const fixed = applyEdits(text, edits);
  const after = checkAgain(fixed);
  expect(after.document.tree.problems.length).toBeLessThanOrEqual(before.document.tree.problems.length);
  expect(after.fixAll(), 'fix-all is idempotent').toEqual([]);
  expect(freshIn(after, known)).toEqual([]);
  return fixed;
}
