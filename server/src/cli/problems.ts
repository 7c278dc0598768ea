import { printable, type ReportProblem } from '../core/index.ts';
import type { Environment } from './environment.ts';

/** One line of standard error for each file that could not be checked. */
export function tellProblems(
  { stderr }: Pick<Environment, 'stderr'>,
  problems: readonly ReportProblem[],
): void {
  for (const { file, message } of problems) stderr.write(`${printable(file)}: ${printable(message)}\n`);
}
