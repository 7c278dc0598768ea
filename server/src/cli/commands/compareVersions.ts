import {
  type Changes,
  type ChangesReport,
  changesBetween,
  type FlowFile,
  LOSSES,
  type ReportFinding,
  type ReportProblem,
  risksOf,
  type Version,
  withoutSecrets,
} from '../../core/index.ts';
import { Baselines } from '../baselines.ts';
import { collect, findingsOf } from '../collect.ts';
import type { ConfigArgs } from '../configs.ts';
import type { Environment } from '../environment.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';
import type { Versions } from '../versions.ts';
import { CheckedBase } from './compareBase.ts';

/** Two versions of the files of a call, compared. */
export interface ComparedVersions {
  /** What the scan of the newer files said, and that of the older ones. */
  readonly result: ScanResult;
  readonly before: ScanResult;
  /** There was no flow in either. */
  readonly isEmpty: boolean;
  /** The flows of both. */
  readonly files: readonly FlowFile[];
  /** All but the call that shows everything. */
  readonly report: Omit<ChangesReport, 'everything'>;
}

/**
 * Checks both versions against the configurations of now, and compares their flows and findings. `environment`: that of the call.
 * @throws UsageError as a scan does; Interrupted
 */
export async function compareVersions(
  environment: Environment,
  args: ConfigArgs,
  { base: older, head: newer }: Pick<Versions, 'base' | 'head'>,
): Promise<ComparedVersions> {
  const was = new FlowFiles();
  const base = await CheckedBase.over(environment, args, older, {
    onFlow: (checked, scan) => was.add(checked, scan),
  });
  const scan = new Scan(newer.environment, args, false, environment);
  base.compareIn(scan);
  const is = new FlowFiles();
  const baseline = new Baselines(environment, { explicit: undefined });
  const { result, items, ignored } = await collect(scan, newer.paths, baseline, (checked) => {
    is.add(checked, scan);
    base.add(checked, scan);
  });
  const [old, young] = [was.version(base.scan, base.result), is.version(scan, result)];
  const files = [...old.flows, ...young.flows];
  const changes = changesBetween(old, young);
  const lost = await lostWithId(scan, base, changes);
  const states = base.compared(
    { items: [...items, ...lost], ignored },
    { scan, result, cwd: environment.cwd },
    false,
  );
  const names = new Map(files.map(({ uri, path }) => [uri, path]));
  return {
    ...{ result, before: base.result, files },
    isEmpty: result.flows + base.result.flows === 0 && young.flows.length === 0,
    report: {
      fileOf: (uri: string): string => names.get(uri) ?? uri,
      tool: { name: 'lockkeeper', version: environment.version },
      ...{ base: older.name, head: newer.name, changes },
      ...risksOf(changes, states, files),
    },
  };
}

/**
 * What flows lost that have another id now. Rules know what a flow was by its id; which of two others it probably is turns out in
 * the comparison.
 */
async function lostWithId(scan: Scan, base: CheckedBase, { flows }: Changes): Promise<ReportFinding[]> {
  const before = new Map(
    flows.flatMap((one) => (one.otherId && one.base && one.head ? [[one.head.uri, one.base.uri]] : [])),
  );
  base.compareIn(scan, before);
  const found: ReportFinding[] = [];
  for (const uri of before.keys()) {
    const checked = await scan.checkAgain(uri);
    if (checked !== undefined)
      found.push(...findingsOf(scan, checked).findings.filter(({ ruleId }) => LOSSES.has(ruleId)));
  }
  return found;
}

/** The flows of a version as a comparison takes them. */
class FlowFiles {
  /** By address: a flow that was checked again counts once. */
  readonly #files = new Map<string, FlowFile>();

  add({ uri, name: path, analysis }: Checked, scan: Scan): void {
    const { text, unread } = analysis.document;
    // Told by the scan.
    if (unread !== undefined) return;
    const solution = scan.project.modelOf(uri);
    this.#files.set(uri, { uri, path, text, solution, secrets: scan.secretsIn(analysis).spans });
  }

  /** `result`: of the scan, once it is through. */
  version(scan: Scan, { unreadFlows }: ScanResult): Version {
    const unread = unreadFlows.map(({ file, message }: ReportProblem): FlowFile => {
      const reason = /^[^:]*: (.*)\.$/s.exec(message)?.[1] ?? message;
      return { uri: file, path: file, text: undefined, unread: withoutSecrets(reason), solution: undefined };
    });
    return { flows: [...this.#files.values(), ...unread], solutions: scan.project.models() };
  }
}
