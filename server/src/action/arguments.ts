import type { ActionInputs } from './inputs.ts';

/** Files that the call writes. */
export interface ResultFiles {
  /** The report for machines, for the counts. */
  readonly json: string;
  /** Annotations as workflow commands. */
  readonly annotations: string;
  /** The summary of the job; undefined for none. */
  readonly summary: string | undefined;
}

/**
 * The arguments of `lockkeeper check`. A value stands in one word with its option, and paths behind `--`: whatever an input holds,
 * it is no option.
 */
export function checkArguments(inputs: ActionInputs, files: ResultFiles): string[] {
  const { paths, profile, newOnly, base, failOn, sarif, baseline, config } = inputs;
  const value = (option: string, given: string | undefined): string[] =>
    given === undefined ? [] : [`--${option}=${given}`];
  return [
    'check',
    '--format=text',
    `--format=json=${files.json}`,
    `--format=github=${files.annotations}`,
    ...value('format', sarif === undefined ? undefined : `sarif=${sarif}`),
    ...value('summary', files.summary),
    ...value('profile', profile),
    ...value('fail-on', failOn),
    ...value('compare-base', base),
    ...(newOnly ? ['--new-only'] : []),
    ...value('baseline', baseline),
    ...value('config', config),
    '--',
    ...paths,
  ];
}
