import {
  type Finding,
  type IgnoredFinding,
  type ReportFinding,
  toReportFinding,
  whyIgnored,
} from '../core/index.ts';
import type { Baselines } from './baselines.ts';
import type { Checked } from './runFiles.ts';
import type { Scan } from './scan.ts';
import type { ScanResult } from './scanResult.ts';

/** Everything that a run found, made concrete. */
export interface Collected {
  readonly result: ScanResult;
  /** By file and place; first of flows, then of the other files of solutions. Marked where a baseline counts. */
  readonly items: readonly ReportFinding[];
  readonly ignored: readonly IgnoredFinding[];
}

/** Runs a scan and keeps what its outputs need of each flow, which is little. `onFlow`, `onListed`: as of a scan, for what else is kept. */
export async function collect(
  scan: Scan,
  paths: readonly string[],
  baselines: Baselines | undefined,
  onFlow?: (checked: Checked) => void,
  onListed?: () => Promise<void>,
): Promise<Collected> {
  const byFile = new Map<string, readonly ReportFinding[]>();
  const ignoredByFile = new Map<string, readonly IgnoredFinding[]>();
  const result = await scan.run(paths, {
    ...{ baselines, onListed },
    onFlow(checked) {
      const { findings, ignored } = findingsOf(scan, checked);
      byFile.set(checked.uri, findings);
      ignoredByFile.set(checked.uri, ignored);
      onFlow?.(checked);
    },
  });
  return {
    result,
    items: [...ordered(scan, byFile), ...result.beside.findings],
    ignored: [...ordered(scan, ignoredByFile), ...result.beside.ignored],
  };
}

/** In the order of the files: a run over a part of them may check others first. */
function ordered<F>(scan: Scan, byFile: ReadonlyMap<string, readonly F[]>): readonly F[] {
  return [...scan.files.keys()].flatMap((uri) => byFile.get(uri) ?? []);
}

/** What is told of one flow, and what the config leaves out of it. */
export function findingsOf(
  scan: Scan,
  { analysis, known }: Pick<Checked, 'analysis' | 'known'>,
): { readonly findings: readonly ReportFinding[]; readonly ignored: readonly IgnoredFinding[] } {
  const isReported = (finding: Finding): boolean =>
    scan.isSelected(finding.ruleId) && scan.isFindingReported(finding);
  const selected = analysis.findings.filter(isReported);
  const left = analysis.ignored.filter(({ finding }) => isReported(finding));
  if (selected.length + left.length === 0) return { findings: [], ignored: [] };
  const secrets = scan.secretsIn(analysis);
  const toReport = (finding: Finding): ReportFinding[] => {
    const meta = scan.project.metas.get(finding.ruleId);
    if (meta === undefined) return [];
    return scan.marked([toReportFinding(analysis, finding, scan.nameOf, meta, secrets)], known.has(finding));
  };
  return {
    findings: selected.flatMap(toReport),
    ignored: left.flatMap(({ finding, entries }) =>
      toReport(finding).map((one) => ({ ...one, ...whyIgnored(entries) })),
    ),
  };
}
