import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type CheckedFlowFile,
  checklistFindings,
  type Finding,
  type GatheredSolution,
  gather,
  type LocatedFinding,
  type ReportFinding,
  type SolutionFileFinding,
  secretTexts,
} from '../core/index.ts';
import type { Environment } from './environment.ts';
import { relativeName } from './paths.ts';
import type { Checked, Scan, ScanResult } from './scan.ts';

/** Runs a scan and puts together what it tells of each solution, for lists and reports about flows instead of findings. */
export async function gatherSolutions(
  { cwd }: Environment,
  scan: Scan,
  paths: readonly string[],
): Promise<{ readonly result: ScanResult; readonly solutions: readonly GatheredSolution[] }> {
  const files = new Map<string, Omit<CheckedFlowFile, 'model'>>();
  const result = await scan.run(paths, (checked) => {
    files.set(checked.source.uri, checkedFile(scan, checked));
  });
  const uriOf = ({ file }: ReportFinding): string => pathToFileURL(resolve(cwd, file)).href;
  const { solutions: known, flows: view } = scan.known;
  const models = known.models();
  const solutions = gather({
    files: [...files.values()].map((one) => ({ ...one, model: known.modelOf(one.uri) })),
    models,
    view,
    policyOf: (model) =>
      (model === undefined ? scan.configs.ofFolder(cwd) : scan.configs.ofFolder(pathOf(model.root))).config
        .policy,
    solutionFindings: result.inSolutions.map((one) => solutionFinding(one, uriOf(one))),
    secrets: [...result.inSolutions, ...result.ignoredInSolutions].flatMap((one) => {
      if (one.category !== 'secrets') return [];
      const uri = uriOf(one);
      const text = models.find((model) => model.textOf(uri) !== undefined)?.textOf(uri) ?? '';
      return secretTexts(text, { spans: [one.span], inPointers: [] });
    }),
    fileOf: (uri) => relativeName(cwd, pathOf(uri)),
  });
  return { result, solutions };
}

function checkedFile(scan: Scan, { analysis, name, source }: Checked): Omit<CheckedFlowFile, 'model'> {
  const lineOf = (finding: Finding): number => analysis.rangeOf(finding.place).start.line;
  const lists = checklistFindings(analysis).map((list) =>
    list.map(({ finding, ...rest }): LocatedFinding => ({ ...rest, line: lineOf(finding) })),
  );
  const overviews = analysis.summary.flows;
  const isTold = overviews.length === lists.length;
  return {
    uri: source.uri,
    file: name,
    flows: isTold ? overviews.map((overview, index) => ({ overview, findings: lists[index]! })) : [],
    outside:
      isTold && lists.length > 0
        ? []
        : analysis.findings.map((finding) => {
            const { ruleId, severity, message, hint } = finding;
            return { ruleId, severity, message, hint, step: undefined, line: lineOf(finding) };
          }),
    secrets: secretTexts(analysis.document.text, scan.secretsIn(analysis)),
  };
}

function solutionFinding(one: ReportFinding, uri: string): SolutionFileFinding {
  const { ruleId, severity, message, hint, file, range } = one;
  return { ruleId, severity, message, hint, step: undefined, file, uri, line: range.start.line };
}

function pathOf(uri: string): string {
  return fileURLToPath(uri);
}
