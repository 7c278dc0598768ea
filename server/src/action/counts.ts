/** What the counts need of the report for machines. */
interface Report {
  readonly findings: readonly {
    readonly severity: string;
    readonly baseline?: string;
    readonly baselineState?: string;
  }[];
  readonly fixed?: readonly unknown[];
}

/**
 * The outputs that are counts, by name: findings of the report, errors and warnings among them, those that neither the baseline
 * nor the base knows, and those of the base that are gone. Without baseline and base all are new.
 * @param report of `--format json`
 */
export function countsOf(report: string): ReadonlyMap<string, number> {
  const { findings, fixed = [] } = JSON.parse(report) as Report;
  const of = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const isNew = ({ baseline, baselineState }: Report['findings'][number]): boolean =>
    baseline !== 'unchanged' && baselineState !== 'unchanged';
  return new Map([
    ['findings', findings.length],
    ['errors', of('error')],
    ['warnings', of('warning')],
    ['new', findings.filter(isNew).length],
    ['fixed', fixed.length],
  ]);
}
