import {
  type Finding,
  type IgnoredFinding,
  type ReportFinding,
  toReportFinding,
  whyIgnored,
} from '../core/index.ts';
import type { Checked, Scan, ScanResult } from './scan.ts';

/** Everything that a run found, made concrete. */
export interface Collected {
  readonly result: ScanResult;
  /** By file and place; first of flows, then of the other files of solutions. */
  readonly items: readonly ReportFinding[];
  readonly ignored: readonly IgnoredFinding[];
}

/** Runs a scan and keeps what its outputs need of each flow, which is little. */
export async function collect(scan: Scan, paths: readonly string[]): Promise<Collected> {
  const byFile = new Map<string, readonly ReportFinding[]>();
  const ignoredByFile = new Map<string, readonly IgnoredFinding[]>();
  const result = await scan.run(paths, (checked) => {
    const { findings, ignored } = findingsOf(scan, checked);
    byFile.set(checked.source.uri, findings);
    ignoredByFile.set(checked.source.uri, ignored);
  });
  return {
    result,
    items: [...[...byFile.values()].flat(), ...result.inSolutions],
    ignored: [...[...ignoredByFile.values()].flat(), ...result.ignoredInSolutions],
  };
}

function findingsOf(
  scan: Scan,
  { analysis }: Checked,
): { readonly findings: readonly ReportFinding[]; readonly ignored: readonly IgnoredFinding[] } {
  const selected = analysis.findings.filter((finding) => scan.isSelected(finding.ruleId));
  const left = analysis.ignored.filter(({ finding }) => scan.isSelected(finding.ruleId));
  if (selected.length + left.length === 0) return { findings: [], ignored: [] };
  const secrets = scan.secretsIn(analysis);
  const toReport = (finding: Finding): ReportFinding | undefined => {
    const meta = scan.metas.get(finding.ruleId);
    return meta && toReportFinding(analysis, finding, scan.nameOf, meta, secrets);
  };
  return {
    findings: selected.flatMap((finding) => toReport(finding) ?? []),
    ignored: left.flatMap(({ finding, entries }) => {
      const one = toReport(finding);
      return one === undefined ? [] : [{ ...one, ...whyIgnored(entries) }];
    }),
  };
}
