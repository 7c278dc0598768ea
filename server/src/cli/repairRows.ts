import { groupRepairs, printable, type RepairedFinding, repairLines } from '../core/index.ts';

/** What repairs take away, by rule, flow and step: a line each. */
export function repairRows(repaired: readonly RepairedFinding[]): string {
  return repairLines(groupRepairs(repaired))
    .map((line) => `${printable(line)}\n`)
    .join('');
}
