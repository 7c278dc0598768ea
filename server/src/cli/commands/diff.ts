import { count, toChanges, USUAL_SIZE } from '../../core/index.ts';
import type { DiffArgs } from '../call.ts';
import { paletteFor } from '../colour.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { reaches } from '../failing.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { openVersions, type Versions } from '../versions.ts';
import { compareVersions } from './compareVersions.ts';

/** `lockkeeper diff`: tells what changed between two versions of flows, and returns the exit code. */
export async function diff(environment: Environment, args: DiffArgs): Promise<Exit> {
  const versions = await openVersions(environment, args);
  try {
    return await compare(environment, args, versions);
  } finally {
    versions.close();
  }
}

async function compare(environment: Environment, args: DiffArgs, versions: Versions): Promise<Exit> {
  const { result, before, isEmpty, report } = await compareVersions(environment, args, versions);
  reportProblems(environment, result.problems);
  reportSkipped(environment, args, result);
  if (result.failed || before.failed) return Exit.Internal;
  if (isEmpty) return noFlow(environment, versions.head.paths, result);
  const whole = { ...report, everything: everything(environment.args) };
  const text = toChanges(args.format, whole, {
    all: args.all,
    most: args.maxChars ?? (args.format === 'markdown' && !args.all ? USUAL_SIZE : undefined),
    ...(args.output === undefined ? { palette: paletteFor(environment, environment.stdout) } : {}),
  });
  const changed = `changes of ${count(report.changes.flows.length, 'flow')}`;
  await deliver(environment, args.output, text, changed);
  const least = args.failOn === 'new' ? 'warning' : args.failOn;
  // What a change means that made a flow unreadable nobody knows, whatever is to fail. One that repairs it is told as a new flow is.
  const isWhole = report.changes.flows.every(
    ({ unreadable }) => unreadable === undefined || unreadable.side === 'base',
  );
  return isWhole && !report.risks.some(({ severity }) => reaches(severity, least))
    ? Exit.Clean
    : Exit.Findings;
}

/** The same call without what cuts it or sends it elsewhere. */
function everything(args: readonly string[]): string {
  const left = args.flatMap((arg, index) => {
    const isValue = /^--(?:max-?chars|output)$/i.test(args[index - 1] ?? '');
    return isValue || /^--(?:max-?chars|output|all)(?:=|$)/i.test(arg) ? [] : [arg];
  });
  const shown = ['lockkeeper', ...left, '--all'];
  return shown.map((arg) => (/^[\w./:=@^~-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ');
}
