import { filedPlaces, identitiesOf } from '../../server/src/core/fixes/identities.ts';
import {
  type Analysis,
  type CheckResult,
  type Config,
  type FileChange,
  type Finding,
  type FlowTexts,
  type SolutionAnalysis,
  SolutionFiles,
} from '../../server/src/core/index.ts';
import type { CheckOptions, RuleFailure } from '../../server/src/core/rules/checkOptions.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { analyzer } from './check.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';
import { framedFixture } from './framedFixture.ts';
import { type Expected, formatExpected, readFixture } from './markers.ts';
import { frameSolution } from './solutionFrame.ts';

/** A made-up workspace: path below the root to text. */
export type Files = Readonly<Record<string, string>>;

export interface SolutionFixture {
  readonly files: Files;
  /** `path line:from-to severity(rule)`, sorted. */
  readonly expected: readonly string[];
}

const ROOT = 'file:///repo';
const HEAD = /^=== (.+)$/;

/**
 * Reads a fixture of several files: a line `=== path` opens each, marker lines stand below what they mark (see `markers.ts`),
 * also in XML. The last line of a file ends without a line break. A flow may be the part of it that matters (`frameFlow`); below
 * `=== solution <name>`, whatever the fixture does not give of the solution is added (`frameSolution`).
 */
export function readSolutionFixture(text: string): SolutionFixture {
  const files: Record<string, string> = {};
  const expected: string[] = [];
  let solution: string | undefined;
  for (const part of text.replace(/\n$/, '').split(/\n(?==== )/)) {
    const [head = '', ...lines] = part.split('\n');
    const path = HEAD.exec(head)?.[1];
    if (path === undefined) throw new Error(`a file begins with "=== path", not with ${head}`);
    if (path.startsWith('solution ')) {
      solution = path.slice('solution '.length);
      continue;
    }
    const content = lines.join('\n');
    const isPart = /(?:^|\/)Workflows\/[^/]+\.json$/.test(path) && content.trim() !== '{}';
    const { source, expected: found } = (isPart ? framedFixture : readFixture)(content);
    files[path] = source;
    expected.push(...formatExpected(found).map((one) => `${path} ${one}`));
  }
  return {
    files: solution === undefined ? files : frameSolution(solution, files),
    expected: expected.sort(),
  };
}

/** A finding, and what knows its place and its repairs. */
interface Judged {
  readonly analysis: Pick<CheckResult, 'rangeOf' | 'fixesFor'>;
  readonly finding: Finding;
}

export interface Checked {
  readonly analyses: readonly SolutionAnalysis[];
  readonly findings: readonly Judged[];
  readonly failures: readonly RuleFailure[];
}

/** Checks every solution of a workspace and the flows in them, each with what the others say. */
export function checkFiles(files: Files, config: Config = EXAMPLE_CONFIG): Checked {
  const all = new SolutionFiles();
  const flows: { readonly uri: string; readonly text: string }[] = [];
  for (const [path, text] of Object.entries(files)) {
    const uri = `${ROOT}/${path}`;
    if (!SolutionFiles.wants(uri)) continue;
    all.set(uri, text);
    if (!SolutionFiles.needsText(uri)) flows.push({ uri, text });
  }
  const index = new SolutionIndex();
  const check = (flow: (typeof flows)[number], more: Partial<CheckOptions> = {}): Analysis =>
    analyzer.check(flow, { config, solutionModel: all.solutionOf(flow.uri), ...more });
  for (const flow of flows) index.update(flow.uri, check(flow).summary);
  const checked = flows.map((flow) => check(flow, { solution: index }));
  const analyses = all
    .solutions()
    .map((solution) => analyzer.checkSolution(solution, { config, solution: index }));
  // Some repairs reach into other flows.
  const texts: FlowTexts = new Map(flows.map(({ uri, text }) => [uri, text]));
  const results: readonly CheckResult[] = [...checked, ...analyses];
  const findings = results.flatMap((analysis) => {
    const judge: Judged['analysis'] = {
      rangeOf: (place) => analysis.rangeOf(place),
      fixesFor: (finding) => analysis.fixesFor(finding, texts),
    };
    return analysis.findings.map((finding) => ({ analysis: judge, finding }));
  });
  return { analyses, findings, failures: results.flatMap((one) => one.failures) };
}

export function actualIn(files: Files, { findings }: Checked): string[] {
  return findings
    .map(({ analysis, finding }) => {
      const { uri, span } = finding.place;
      const path = uri.slice(ROOT.length + 1);
      const { start, end } = analysis.rangeOf(finding.place);
      const lineEnd = files[path]!.slice(span.start).search(/\r|\n|$/) + start.character;
      const one: Expected = {
        line: start.line,
        start: start.character,
        end: start.line === end.line ? end.character : lineEnd,
        label: `${finding.severity}(${finding.ruleId})`,
      };
      return `${path} ${formatExpected([one])[0]}`;
    })
    .sort();
}

/** The workspace after a repair. */
export function applyChanges(files: Files, changes: readonly FileChange[]): Files {
  const result: Record<string, string> = { ...files };
  for (const change of changes) {
    const path = change.uri.slice(ROOT.length + 1);
    const before = result[path];
    if ('create' in change) {
      if (before !== undefined) throw new Error(`${path} is there already`);
      result[path] = change.create;
    } else if ('delete' in change) {
      if (before === undefined) throw new Error(`${path} is not there`);
      delete result[path];
    } else {
      if (before === undefined) throw new Error(`${path} is not there`);
      result[path] = applyEdits(before, change.edits);
    }
  }
  return result;
}

/** Of each place that a fix cures: of all of them, those in other flows as well, when it does not say. */
export const identitiesIn = (finding: Finding, places?: readonly number[]): string[] => {
  const own = identitiesOf(finding).filter((_, index) => places?.includes(index) ?? true);
  const elsewhere = places === undefined ? (filedPlaces(finding) ?? []) : [];
  return [...own, ...elsewhere].map(({ fingerprint }) => `${finding.ruleId} ${fingerprint}`);
};
