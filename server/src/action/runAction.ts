import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment, Output } from '../cli/environment.ts';
import { Exit, UsageError } from '../cli/exitCodes.ts';
import { run } from '../cli/run.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';
import { checkArguments, type ResultFiles } from './arguments.ts';
import { countsOf } from './counts.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { annotateError, withoutCommands, writeOutputs } from './workflowCommands.ts';

const IN_LOG = 'the log of this step says why.';

/** What an annotation says of a call that came to no answer. */
const FAILURES: ReadonlyMap<Exit, string> = new Map([
  [Exit.Usage, `The check was not started: ${IN_LOG}`],
  [Exit.NoFlow, 'The input "path" leads to no flow.'],
  [Exit.Internal, `The check did not come to an end: ${IN_LOG}`],
]);

/**
 * Runs the action: `lockkeeper check` over the workspace of the job, then annotations and outputs. Never rejects.
 * @returns the exit code of the call; 2 for inputs that it cannot work with
 */
export async function runAction(given: Environment): Promise<Exit> {
  const { env, stdout, fs } = given;
  const cwd = resolve(given.cwd, env.GITHUB_WORKSPACE || '.');
  const files = resultFiles(env);
  try {
    const inputs = readInputs(env);
    const summary = inputs.summary ? files.summary : undefined;
    const code = await check({ ...given, cwd, args: checkArguments(inputs, { ...files, summary }) });
    stdout.write(commandsIn((await textOf(fs, files.annotations)) ?? ''));
    // A call that it refused has written no report, or not all that it was to write.
    if (code !== Exit.Usage) await publishOutputs(given, inputs, await textOf(fs, files.json));
    const failure = FAILURES.get(code);
    if (failure !== undefined) annotateError(stdout, failure);
    return code;
  } catch (error) {
    const message = error instanceof UsageError ? error.message : 'Internal error, a defect of Lockkeeper.';
    annotateError(stdout, message);
    return error instanceof UsageError ? Exit.Usage : Exit.Internal;
  } finally {
    await remove(fs, files.json);
    await remove(fs, files.annotations);
  }
}

/** Both streams of the call as one: the runner does not keep the order of two, and none of either is a command to it. */
async function check(environment: Environment): Promise<Exit> {
  const { stdout, env } = environment;
  // The action asks for a summary itself, or for none.
  const { GITHUB_STEP_SUMMARY: _summary, ...others } = env;
  const code = await withoutCommands(stdout, (inert: Output) =>
    run({ ...environment, env: others, stdout: inert, stderr: inert }),
  );
  return code ?? Exit.Internal;
}

/** What that report writes for people stands in the log already, and may quote a command in the middle of a line. */
function commandsIn(annotations: string): string {
  const lines = annotations.split('\n').filter((line) => /^::(?:error|warning|notice) /.test(line));
  return lines.map((line) => `${line}\n`).join('');
}

function resultFiles(env: Environment['env']): ResultFiles {
  const folder = env.RUNNER_TEMP || tmpdir();
  const name = `lockkeeper-${randomUUID()}`;
  return {
    json: join(folder, `${name}.json`),
    annotations: join(folder, `${name}.txt`),
    summary: env.GITHUB_STEP_SUMMARY || undefined,
  };
}

/** Outputs of a call that came to a report; without one there are none. */
async function publishOutputs(
  { env, fs }: Environment,
  { sarif }: ActionInputs,
  report: string | undefined,
): Promise<void> {
  const file = env.GITHUB_OUTPUT;
  if (report === undefined || !file) return;
  const counts = [...countsOf(report)].map(([name, count]) => [name, String(count)] as const);
  await writeOutputs(fs, file, new Map([...counts, ['sarif-file', sarif ?? '']]));
}

async function textOf(fs: FileSystem, file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function remove(fs: FileSystem, file: string): Promise<void> {
  try {
    await fs.unlink(file);
  } catch {
    // The call wrote none.
  }
}
