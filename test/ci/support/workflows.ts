// Workflows of GitHub Actions, as far as they are looked at here, and what is asked of each: ours, and those that the documents show.
import { parse } from 'yaml';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly name?: string;
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The words before and behind the repository of the action, which documents cannot name. */
export const OWN_ACTION = 'OWNER/lockkeeper@v0';
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

export const workflowOf = (text: string): Workflow => parse(text) as Workflow;

export const stepsOf = ({ jobs }: Workflow): readonly Step[] =>
  Object.values(jobs).flatMap(({ steps }) => steps);

/** What a workflow does that it must not; one line each. */
export function faultsOf(text: string): string[] {
  const workflow = workflowOf(text);
  const faults: string[] = [];
  if (workflow.name === undefined || workflow.on === undefined) faults.push('has no name or no trigger');
  if (workflow.permissions === undefined) faults.push('says not what it may do');
  if (/pull_request_target|workflow_run/.test(JSON.stringify(workflow.on)))
    faults.push('runs what a stranger sends with rights of its own');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (job['runs-on'] === undefined || job.steps.length === 0)
      faults.push(`${name}: runs nothing, or nowhere`);
    const rights = { ...(job.permissions ?? workflow.permissions) };
    for (const { uses, run, with: inputs } of job.steps) {
      for (const script of [run, inputs?.script])
        if (String(script).includes('${{')) faults.push(`${name}: a script holds an expression: ${script}`);
      if (uses === undefined) continue;
      if (uses !== './' && uses !== OWN_ACTION && !PINNED.test(uses))
        faults.push(`${name}: ${uses} is not pinned`);
      if (uses.startsWith('actions/checkout@') && inputs?.['persist-credentials'] !== false)
        faults.push(`${name}: the checkout leaves its token to the steps behind`);
    }
    for (const [right, value] of Object.entries(rights))
      if (value === 'write' && !['contents', 'security-events'].includes(right))
        faults.push(`${name}: ${right}: write`);
  }
  // Whoever updates a pin reads which version it is.
  for (const [line] of text.matchAll(/uses: .*@[0-9a-f]{40}.*$/gm))
    if (!/# v\d+\.\d+\.\d+$/.test(line)) faults.push(`names no version: ${line}`);
  return faults;
}
