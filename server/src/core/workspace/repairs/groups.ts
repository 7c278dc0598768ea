import { count } from '../../text/count.ts';
import { groupedBy } from '../../text/groupedBy.ts';
import type { RepairedFinding } from './repaired.ts';
import type { RepairedFlowRow, RepairGroup } from './types.ts';

/** The rows of a preview: by rule, then by flow, then by step. */
export function groupRepairs(found: readonly RepairedFinding[]): RepairGroup[] {
  const byRule = groupedBy(found, (one) => one.ruleId);
  const groups = [...byRule].map(([ruleId, all]) => ({
    ruleId,
    findings: all.length,
    flows: flowRows(all),
  }));
  return groups.sort((a, b) => b.findings - a.findings || (a.ruleId < b.ruleId ? -1 : 1));
}

function flowRows(found: readonly RepairedFinding[]): RepairedFlowRow[] {
  const byFile = groupedBy(found, (one) => one.uri);
  const rows = [...byFile].map(([uri, all]) => {
    const steps = [...all].sort((a, b) => a.at - b.at).flatMap((one) => one.steps);
    return { uri, name: all[0]!.name, findings: all.length, steps: [...new Set(steps)] };
  });
  return rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.uri < b.uri ? -1 : 1));
}

/** The rows as lines of plain text, without line ends. */
export function repairLines(groups: readonly RepairGroup[]): string[] {
  return groups.flatMap(({ ruleId, findings, flows }) => [
    `${ruleId}: ${count(findings, 'finding')}`,
    ...flows.flatMap((flow) => [
      `  ${flow.name}: ${count(flow.findings, 'finding')}`,
      ...flow.steps.map((step) => `    ${step}`),
    ]),
  ]);
}
