import { count } from '../../../text/count.ts';
import { visible } from '../../../text/shown.ts';
import { isClean } from '../../../workspace/checklist/index.ts';
import type { ViewOptions } from '../types.ts';
import { short } from '../words.ts';
import type { ViewFinding, WorkspaceState } from '../workspaceState.ts';
import { filterText } from './filter.ts';
import { type ShownSolution, shownIn } from './shown.ts';

/** What is told of the checklist beside its rows. */
export interface ChecklistHead {
  /** Above the rows: how far the flows are, and what the rows leave out; undefined where there is no row. */
  readonly message: string | undefined;
  /** Errors among the findings that the rows show; what a baseline knows does not count. */
  readonly errors: number;
  /** How many of the findings that they show have a safe repair. */
  readonly safe: number;
}

/** Counts over the whole workspace, as the choices of the view leave it. Pure; never throws. */
export function checklistHead(workspace: WorkspaceState, options: ViewOptions): ChecklistHead {
  const shown = shownIn(workspace, options);
  const findings = shown.flatMap((one) => one.findings);
  const errors = findings.filter((one) => one.severity === 'error' && one.known !== true).length;
  const message =
    shown.length === 0
      ? undefined
      : [progress(workspace), limits(workspace, options, findings)].filter((one) => one !== '').join(' ');
  const safe = findings.filter((one) => one.safe).length;
  return { message: message === '' ? undefined : message, errors, safe };
}

function progress({ solutions }: WorkspaceState): string {
  const flows = solutions.flatMap((one) => one.checklists);
  const clean = flows.filter(isClean).length;
  if (flows.length === 0) return '';
  if (clean < flows.length) return `${clean} of ${count(flows.length, 'flow')} clean.`;
  return clean === 1 ? 'The only flow is clean.' : `All ${clean} flows are clean.`;
}

/** What is on, and how much it leaves: nobody is to take a part for all. */
function limits(workspace: WorkspaceState, options: ViewOptions, findings: readonly ViewFinding[]): string {
  const filter = filterText(options.filter);
  const all = (): number => shownIn(workspace, {}).reduce((sum, one) => sum + countOf(one), 0);
  if (filter !== '')
    return `Filter "${visible(short(filter))}": ${findings.length} of ${count(all(), 'finding')}.`;
  return options.onlyProblems === true ? 'Only what needs a look is shown.' : '';
}

function countOf({ findings }: ShownSolution): number {
  return findings.length;
}
