// What has to hold for one flow, however damaged.

import type { FlowFinding } from '../../server/src/core/finding.ts';
import { identitiesOf } from '../../server/src/core/fixes/identities.ts';
import { bestOf, brokenStrings } from '../../server/src/core/fixes/repairable.ts';
import {
  type Analysis,
  createAnalyzer,
  DEFAULT_CONFIG,
  refactoringsAt,
  type TextEdit,
} from '../../server/src/core/index.ts';
import { fixContext } from '../../server/src/core/rules/flowContext.ts';
import { FlowFacts } from '../../server/src/core/rules/flowFacts.ts';
import { ruleById } from '../../server/src/core/rules/index.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { editsOf } from '../harness/fixes.ts';
import { must, type Timed } from './driver.ts';

const analyzer = createAnalyzer();
const OPTIONS = { config: { ...DEFAULT_CONFIG, profile: 'pedantic' as const } };
const URI = 'file:///solution/Workflows/Sample-0A1B2C3D-1111-2222-3333-444455556666.json';
/** So much may a repair add to a file; what it writes is small, but may stand deeply indented. */
const MOST_ADDED = 1000;
/** Fixes of more findings than this are not applied one by one. */
const MOST_FINDINGS = 30;

const opened = (text: string): Analysis => analyzer.check({ uri: URI, text }, OPTIONS);
const problemsOf = ({ document }: Analysis): number => document.tree.problems.length;
/** Of all its places: one that is left by its others is no new finding. */
const keysOf = (finding: FlowFinding): string[] =>
  identitiesOf(finding).map(({ fingerprint }) => `${finding.ruleId} ${fingerprint}`);

/** @throws Broken */
export function holdFlow(text: string, timed: Timed): void {
  const analysis = timed('check', () => opened(text));
  sound(analysis);
  const damaged = problemsOf(analysis) > 0;
  for (const finding of analysis.findings) {
    const { start, end } = finding.place.span;
    must(
      0 <= start && start <= end && end <= text.length,
      () => `${finding.ruleId}: its place is not in the text`,
    );
    if (damaged) {
      must(finding.fix === null, () => `${finding.ruleId}: a damaged file is promised a fix`);
      must(analysis.fixesFor(finding).length === 0, () => `${finding.ruleId}: a damaged file gets a fix`);
    }
  }
  if (!damaged) holdFixes(analysis, timed);
  holdFixAll(analysis, timed);
}

function sound({ failures }: Analysis): void {
  must(failures.length === 0, () => `the rule ${failures[0]!.ruleId} failed: ${failures[0]!.message}`);
}

function holdFixes(analysis: Analysis, timed: Timed): void {
  const { text, tree } = analysis.document;
  for (const finding of analysis.findings.slice(0, MOST_FINDINGS)) {
    const fixes = timed(`fixes of ${finding.ruleId}`, () => analysis.fixesFor(finding));
    askRule(analysis, finding);
    must(
      finding.fix === bestOf(fixes),
      () => `${finding.ruleId}: promises ${finding.fix}, has ${bestOf(fixes)}`,
    );
    for (const fix of fixes)
      whole(analysis, editsOf(fix, analysis.document.uri), `${finding.ruleId}: ${fix.title}`);
  }
  for (let node = 0; node < tree.count; node += 1 + (tree.count >> 4)) {
    for (const fix of refactoringsAt(analysis, tree.start(node)))
      whole(analysis, editsOf(fix, analysis.document.uri), fix.title);
  }
  must(text === analysis.document.text, () => 'the text has changed');
}

/** The analysis keeps what a rule throws to itself. */
function askRule({ document }: Analysis, finding: FlowFinding): void {
  const rule = ruleById(finding.ruleId);
  const flow = document.flows.find(
    ({ definition, tree }) => finding.place.node >= definition && finding.place.node < tree.after(definition),
  );
  const facts = flow ?? document.flows[0];
  if (rule?.fixes === undefined || facts === undefined || finding.fix === null) return;
  rule.fixes(
    fixContext(document, new FlowFacts(facts, OPTIONS), OPTIONS, rule, () => undefined),
    finding,
  );
}

/** The result parses, and what does not parse in it is what did not before, unit for unit. */
function whole(before: Analysis, edits: readonly TextEdit[], what: string): string {
  const fixed = applyEdits(before.document.text, edits);
  const after = opened(fixed);
  must(problemsOf(after) === 0 && isJson(fixed), () => `${what}: the result does not parse`);
  must(
    after.document.tree.duplicates.length <= before.document.tree.duplicates.length,
    () => `${what}: a property stands twice`,
  );
  const [old, left] = [brokenTexts(before), brokenTexts(after)];
  must(
    old.join('\n') === left.join('\n'),
    () => `${what}: writes into what does not parse: ${old} becomes ${left}`,
  );
  return fixed;
}

function brokenTexts({ document }: Analysis): string[] {
  return brokenStrings(document).map(({ start, end }) => document.text.slice(start, end));
}

function holdFixAll(analysis: Analysis, timed: Timed): void {
  const { text } = analysis.document;
  const refused: string[] = [];
  const edits = timed('fix-all', () =>
    analysis.fixAll(undefined, { onNotRepaired: ({ ruleId }) => refused.push(ruleId) }),
  );
  must(refused.length === 0, () => `fix-all takes back ${refused}`);
  if (problemsOf(analysis) > 0) {
    must(edits.length === 0, () => 'fix-all writes into a damaged file');
    return;
  }
  if (edits.length === 0) return;
  const fixed = whole(analysis, edits, 'fix-all');
  const after = opened(fixed);
  sound(after);
  must(applyEdits(fixed, after.fixAll()) === fixed, () => 'fix-all twice is not fix-all once');
  const known = new Set(analysis.findings.flatMap(keysOf));
  const fresh = after.findings.filter(
    (one) => one.mayFollowRepair !== true && keysOf(one).some((key) => !known.has(key)),
  );
  must(fresh.length === 0, () => `fix-all brings up ${fresh.map((one) => one.ruleId)}`);
  const safe = analysis.findings.filter((one) => one.fix === 'safe').length;
  must(
    fixed.length - text.length <= MOST_ADDED * safe,
    () => `fix-all adds ${fixed.length - text.length} characters`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}
