// What has to hold for the files of a solution, however damaged.

import { parseXml } from '@rgrove/parse-xml';
import { bestOf } from '../../server/src/core/fixes/repairable.ts';
import {
  createAnalyzer,
  DEFAULT_CONFIG,
  type Finding,
  type SolutionAnalysis,
  SolutionFiles,
} from '../../server/src/core/index.ts';
import { isDamaged } from '../../server/src/core/solution/damaged.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { fixSolutions } from '../../server/src/core/workspace/fixSolutions.ts';
import { must, type Timed } from './driver.ts';
import type { Files } from './mutations.ts';

const ROOT = 'file:///repo/';
const analyzer = createAnalyzer();
const CONFIG = { ...DEFAULT_CONFIG, profile: 'pedantic' as const };

interface Workspace {
  readonly files: SolutionFiles;
  readonly analyses: readonly SolutionAnalysis[];
  check(solution: SolutionAnalysis['solution']): SolutionAnalysis;
}

function open(texts: Files): Workspace {
  const files = new SolutionFiles();
  const index = new SolutionIndex();
  for (const [path, text] of Object.entries(texts)) {
    const uri = ROOT + path;
    if (!SolutionFiles.wants(uri)) continue;
    files.set(uri, text);
    if (!SolutionFiles.needsText(uri))
      index.update(uri, analyzer.check({ uri, text }, { config: CONFIG }).summary);
  }
  const check: Workspace['check'] = (solution) =>
    analyzer.checkSolution(solution, { config: CONFIG, solution: index });
  return { files, analyses: files.solutions().map(check), check };
}

/** @throws Broken */
export async function holdSolution(texts: Files, timed: Timed): Promise<void> {
  const workspace = timed('check', () => open(texts));
  for (const analysis of workspace.analyses) {
    const { failures } = analysis;
    must(failures.length === 0, () => `the rule ${failures[0]!.ruleId} failed: ${failures[0]!.message}`);
    for (const finding of analysis.findings) holdFinding(texts, analysis, finding, timed);
  }
  const { fixed, refused } = await fixedOnce(texts, workspace);
  must(refused.length === 0, () => `fix-all takes back ${refused.map((one) => one.ruleId)}`);
  for (const [path, text] of Object.entries(fixed))
    if (text !== texts[path]) wellFormed(path, text, 'fix-all');
  const again = await fixedOnce(fixed, open(fixed));
  for (const [path, text] of Object.entries(again.fixed))
    must(text === fixed[path], () => `fix-all twice is not fix-all once in ${path}`);
}

function holdFinding(texts: Files, analysis: SolutionAnalysis, finding: Finding, timed: Timed): void {
  const { uri, span } = finding.place;
  const length = texts[uri.slice(ROOT.length)]?.length ?? -1;
  must(
    0 <= span.start && span.start <= span.end && span.end <= length,
    () => `${finding.ruleId}: its place is not in ${uri}`,
  );
  const fixes = timed(`fixes of ${finding.ruleId}`, () => analysis.fixesFor(finding));
  must(
    finding.fix === bestOf(fixes),
    () => `${finding.ruleId}: promises ${finding.fix}, has ${bestOf(fixes)}`,
  );
  for (const fix of fixes) {
    for (const change of fix.changes) {
      const what = `${finding.ruleId}: ${fix.title}`;
      const path = change.uri.slice(ROOT.length);
      must(!isDamaged(analysis.solution, change.uri), () => `${what}: writes into ${path}, which is damaged`);
      const before = texts[path];
      must('create' in change || before !== undefined, () => `${what}: ${path} is not there`);
      if (!('delete' in change))
        wellFormed(path, 'create' in change ? change.create : applyEdits(before!, change.edits), what);
    }
  }
}

async function fixedOnce(
  texts: Files,
  { files, analyses, check }: Workspace,
): Promise<{ readonly fixed: Files; readonly refused: readonly Finding[] }> {
  const refused: Finding[] = [];
  const repairs = await fixSolutions({
    ...{ files, analyses, check, isWanted: () => true, mayChange: () => true, onRound: () => {} },
    onNotRepaired: (finding) => refused.push(finding),
  });
  const fixed: Record<string, string> = { ...texts };
  for (const { uri, edits } of repairs.flatMap((one) => one.files)) {
    const path = uri.slice(ROOT.length);
    fixed[path] = applyEdits(fixed[path]!, edits);
  }
  return { fixed, refused };
}

function wellFormed(path: string, text: string, what: string): void {
  let error: unknown;
  try {
    if (/\.xml$/i.test(path)) parseXml(text, { ignoreUndefinedEntities: true });
    else if (/\.json$/i.test(path)) JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    error = thrown;
  }
  must(error === undefined, () => `${what}: ${path} does not parse any more: ${String(error)}`);
}
