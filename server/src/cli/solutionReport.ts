import {
  type Finding,
  type FoundInSolution,
  type IgnoredFinding,
  type Project,
  type ReportFinding,
  type Secrets,
  type SolutionAnalysis,
  secretsInSolutionFile,
  toReportFinding,
} from '../core/index.ts';

/** What a check of the files beside the flows found, as reports tell it: as the files were then. */
export interface SolutionReport {
  readonly findings: readonly ReportFinding[];
  /** Left out by the config. */
  readonly ignored: readonly IgnoredFinding[];
  readonly analyses: readonly SolutionAnalysis[];
  /** What must not be shown of a file, whatever the config says of rules. */
  readonly secretsOf: (uri: string) => Secrets;
}

/** What the report of a run asks of it. */
interface ReportedRun {
  readonly project: Project;
  readonly nameOf: (uri: string) => string;
  isSelected(ruleId: string): boolean;
  isFindingReported(finding: Finding): boolean;
  marked(findings: ReportFinding[], isKnown: boolean): ReportFinding[];
}

/** Of the rules that were asked for, sorted by file and place. */
export function solutionReport(scan: ReportedRun): SolutionReport {
  const { project } = scan;
  const { analyses } = project.beside;
  let masking: readonly SolutionAnalysis[] | undefined;
  const known = new Map<string, Secrets>();
  const secretsOf = (uri: string): Secrets => {
    let secrets = known.get(uri);
    if (secrets === undefined) {
      masking ??= project.beside.masking(analyses);
      secrets = secretsInSolutionFile(masking, uri, project.metas);
      known.set(uri, secrets);
    }
    return secrets;
  };
  const toReport = ({ analysis, finding, known: isKnown = false }: FoundInSolution): ReportFinding[] => {
    const meta = project.metas.get(finding.ruleId);
    if (meta === undefined || !scan.isSelected(finding.ruleId) || !scan.isFindingReported(finding)) return [];
    const secrets = secretsOf(finding.place.uri);
    return scan.marked([toReportFinding(analysis, finding, scan.nameOf, meta, secrets)], isKnown);
  };
  return {
    findings: [...project.beside.found().values()].flat().flatMap(toReport),
    ignored: project.beside
      .ignored()
      .flatMap((one) => toReport(one).map((finding) => ({ ...finding, ...one.why }))),
    ...{ analyses, secretsOf },
  };
}
