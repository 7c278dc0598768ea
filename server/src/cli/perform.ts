import { printable, withoutLogCommands, withoutSecrets } from '../core/index.ts';
import type { Call } from './call.ts';
import { baseline } from './commands/baseline.ts';
import { check } from './commands/check.ts';
import { completion } from './commands/completion.ts';
import { describe as describeFlow } from './commands/describe.ts';
import { diff } from './commands/diff.ts';
import { explain } from './commands/explain.ts';
import { fix } from './commands/fix.ts';
import { init } from './commands/init.ts';
import { inventory } from './commands/inventory.ts';
import { mcp } from './commands/mcp.ts';
import { preview } from './commands/preview.ts';
import { report } from './commands/report.ts';
import { rotate } from './commands/rotate.ts';
import { rules } from './commands/rules.ts';
import type { Environment, Output } from './environment.ts';
import { Exit, Interrupted, UsageError } from './exitCodes.ts';
import { usageOf } from './help.ts';

/** A call that is shown or answered without the core. */
type InfoCall = Extract<Call, { command: 'help' | 'version' }>;

/**
 * Runs a call that needs the core, or tells what is wrong with it. Returns as `run` does. Never rejects.
 * `call`: what was asked for, or why nobody knows.
 */
export async function perform(
  given: Environment,
  call: Exclude<Call, InfoCall> | Error,
): Promise<Exit | undefined> {
  const stderr = withoutNames(given.stderr);
  const environment = { ...given, stderr };
  try {
    if (call instanceof Error) throw call;
    return await dispatch({ ...environment, quiet: 'quiet' in call && call.quiet }, call);
  } catch (error) {
    if (error instanceof Interrupted) return Exit.Interrupted;
    if (error instanceof UsageError) {
      const usage =
        error.command === undefined
          ? ''
          : `${usageOf(error.command)}\nMore: lockkeeper ${error.command} --help\n`;
      stderr.write(`${error.message.split('\n').map(printable).join('\n')}\n${usage.replace('  ', ' ')}`);
      return Exit.Usage;
    }
    stderr.write(`Internal error, a defect of Lockkeeper: ${describe(error, environment)}\n`);
    return Exit.Internal;
  }
}

/** What goes there is for people, and names files and what stands in them: no secret, and no order to the log of a build. */
function withoutNames(output: Output): Output {
  const { isTTY, columns } = output;
  return { isTTY, columns, write: (text) => output.write(withoutLogCommands(withoutSecrets(text))) };
}

async function dispatch(environment: Environment, call: Exclude<Call, InfoCall>): Promise<Exit | undefined> {
  switch (call.command) {
    case 'init':
      return init(environment, call);
    case 'check':
      return check(environment, call);
    case 'fix':
      return fix(environment, call);
    case 'baseline':
      return baseline(environment, call);
    case 'inventory':
      return inventory(environment, call);
    case 'report':
      return report(environment, call);
    case 'describe':
      return describeFlow(environment, call);
    case 'preview':
      return preview(environment, call);
    case 'rotate':
      return rotate(environment, call);
    case 'diff':
      return diff(environment, call);
    case 'explain':
      return explain(environment, call.ruleId);
    case 'rules':
      return rules(environment, call.format);
    case 'completion':
      return completion(environment, call.shell);
    case 'lsp':
      environment.startServer();
      return undefined;
    case 'mcp':
      await mcp(environment, call.roots);
      return undefined;
  }
}

/** Messages of unforeseen errors may quote a file: they are shown, with the stack, on request only. */
function describe(error: unknown, { env }: Environment): string {
  if (!(error instanceof Error)) return typeof error;
  if (env.LOCKKEEPER_DEBUG) return error.stack ?? error.message;
  return `${error.name}. Set LOCKKEEPER_DEBUG=1 to see where.`;
}
