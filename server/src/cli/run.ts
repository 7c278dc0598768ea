import { parseArgs } from './args.ts';
import type { Call } from './call.ts';
import type { Environment } from './environment.ts';
import { Exit } from './exitCodes.ts';
import { helpText } from './help.ts';

/**
 * Runs one call. Returns the exit code; undefined when a server was started, which then ends the process. Never rejects. The
 * core is loaded by what needs it: help and version are there at once.
 */
export async function run(environment: Environment): Promise<Exit | undefined> {
  const call = callOf(environment.args);
  if (!(call instanceof Error)) {
    if (call.command === 'help') {
      environment.stdout.write(helpText(call.about, environment.version, environment.stdout.columns));
      return Exit.Clean;
    }
    if (call.command === 'version') {
      environment.stdout.write(`${environment.version}\n`);
      return Exit.Clean;
    }
  }
  const { perform } = await import('./perform.ts');
  return perform(environment, call);
}

/** What was asked for, or what is wrong with it. */
function callOf(args: readonly string[]): Call | Error {
  try {
    return parseArgs(args);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
