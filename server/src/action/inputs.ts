import { UsageError } from '../cli/exitCodes.ts';

/** The inputs that `action.yml` declares. */
export const INPUTS = [
  'path',
  'profile',
  'new-only',
  'base',
  'fail-on',
  'sarif',
  'summary',
  'baseline',
  'config',
] as const;
type InputName = (typeof INPUTS)[number];

/** What a workflow asks for. Texts are as they were written there; undefined for what was not given. */
export interface ActionInputs {
  /** Files and folders, relative to the workspace; never none. */
  readonly paths: readonly string[];
  readonly profile: string | undefined;
  /** Report only what is new since the base. */
  readonly newOnly: boolean;
  /** Branch, tag or commit to compare with; without one `newOnly` compares with the target branch of the pull request. */
  readonly base: string | undefined;
  readonly failOn: string | undefined;
  /** File to write, relative to the workspace. */
  readonly sarif: string | undefined;
  /** Write the summary of the job. */
  readonly summary: boolean;
  readonly baseline: string | undefined;
  readonly config: string | undefined;
}

type Env = ReadonlyMap<string, string | undefined>;

/**
 * Reads the inputs as a runner passes them: `INPUT_<NAME>` in the environment, in capitals, with dashes kept.
 * @throws UsageError for an input that is no yes or no, or that holds a control character: such a text is no name of a
 * file or branch that anyone means, and would break lines where it is told.
 */
export function readInputs(variables: Readonly<Record<string, string | undefined>>): ActionInputs {
  const env: Env = new Map(Object.entries(variables));
  const text = (name: InputName): string | undefined => {
    const value = given(env, name);
    if (value !== undefined) refuseControls(name, value);
    return value;
  };
  const lines = (given(env, 'path') ?? '').split(/\r?\n/).map((line) => line.trim());
  const paths = lines.filter((line) => line !== '');
  for (const path of paths) refuseControls('path', path);
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    profile: text('profile'),
    newOnly: yesOrNo(env, 'new-only', false),
    base: text('base'),
    failOn: text('fail-on'),
    sarif: text('sarif'),
    summary: yesOrNo(env, 'summary', true),
    baseline: text('baseline'),
    config: text('config'),
  };
}

function given(env: Env, name: InputName): string | undefined {
  const value = env.get(`INPUT_${name.toUpperCase()}`)?.trim();
  return value === '' ? undefined : value;
}

function refuseControls(name: InputName, value: string): void {
  if (/\p{Cc}/u.test(value))
    throw new UsageError(`The input "${name}" holds a line break or another control character.`);
}

function yesOrNo(env: Env, name: InputName, otherwise: boolean): boolean {
  const value = given(env, name);
  if (value === undefined) return otherwise;
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw new UsageError(`The input "${name}" must be true or false.`);
}
