import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import {
  checklistOf,
  compareWorst,
  recordsOwners,
  summariseChecklists,
} from '../../workspace/checklist/index.ts';
import type { GatheredSolution } from '../inventory/index.ts';
import type { ChecklistReport, FlowPart, SolutionPart } from './types.ts';

/** Judges every flow, the worst first within its solution; solutions stay in their order. */
export function checklistReport(
  solutions: readonly GatheredSolution[],
  rest: Pick<ChecklistReport, 'tool' | 'date' | 'problems'>,
): ChecklistReport {
  const parts = solutions.map(solutionPart).filter((one) => !isEmpty(one));
  const summary = summariseChecklists(parts.flatMap((one) => one.flows));
  const problems = rest.problems.map(({ file, message }) => ({
    file: withoutSecrets(file),
    message: withoutSecrets(message),
  }));
  return { ...rest, problems, solutions: parts, summary };
}

function isEmpty({ flows, unreadable, findings }: SolutionPart): boolean {
  return flows.length + unreadable.length + findings.length === 0;
}

function solutionPart(solution: GatheredSolution): SolutionPart {
  const { name, folder, findings, mask } = solution;
  const ownersRecorded = recordsOwners(solution.owners);
  const flows = solution.flows
    .flatMap((flow): FlowPart[] => {
      const { overview, owners, file } = flow;
      if (overview === undefined) return [];
      const checklist = checklistOf({
        flow: overview,
        name: flow.name,
        findings: flow.findings,
        owners,
        ownersRecorded,
      });
      return [{ ...checklist, file }];
    })
    .sort(compareWorst);
  const unreadable = solution.flows.filter((one) => one.overview === undefined);
  return { name, folder, flows, summary: summariseChecklists(flows), unreadable, findings, mask };
}
