// The action for GitHub, run as a runner runs it.
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { GIT_ENV } from '../../cli/support/repository.ts';
import { read } from '../../meta/sources.ts';
import type { PullRequest } from './repository.ts';
import { type Job, jobIn } from './runner.ts';

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, object>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** What `action.yml` says. */
export const metadata = parse(read('action.yml')) as ActionMetadata;

const DEFAULTS = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default ?? '']);

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly job: Job;
}

/**
 * Runs the program of the action over a checkout.
 * @param program its bundle
 * @param inputs by their names in `action.yml`, beside those that have a default there
 * @param env goes over what the runner sets; undefined takes a variable away
 */
export function runAction(
  program: string,
  { workspace, temp }: PullRequest,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
): Ran {
  const job = jobIn(workspace, temp, { ...Object.fromEntries(DEFAULTS), ...inputs });
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    // Runners start an action in the workspace; it must not matter.
    cwd: temp,
    env: { PATH: process.env.PATH, HOME: temp, ...GIT_ENV, ...job.env, ...env },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr, job };
}
