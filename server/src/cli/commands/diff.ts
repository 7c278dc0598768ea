import {
  changesBetween,
  count,
  type FlowFile,
  type ReportProblem,
  risksOf,
  toChanges,
  USUAL_SIZE,
  type Version,
} from '../../core/index.ts';
import type { DiffArgs } from '../args.ts';
import { Baselines } from '../baselines.ts';
import { collect } from '../collect.ts';
import { paletteFor } from '../colour.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { reaches } from '../failing.ts';
import { noFlow, tellProblems, tellSkipped } from '../notes.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';
import { openVersions, type Versions } from '../versions.ts';
import { CheckedBase } from './compareBase.ts';

/** `lockkeeper diff`: tells what changed between two versions of flows, and returns the exit code. */
export async function diff(environment: Environment, args: DiffArgs): Promise<Exit> {
  const versions = await openVersions(environment, args);
  try {
    return await compare(environment, args, versions);
  } finally {
    versions.close();
  }
}

async function compare(
  environment: Environment,
  args: DiffArgs,
  { base: older, head: newer }: Versions,
): Promise<Exit> {
  const before = new FlowFiles();
  const base = await CheckedBase.over(environment, args, older, (checked, scan) => before.add(checked, scan));
  const scan = new Scan(newer.environment, args, false, environment);
  base.compareIn(scan);
  const now = new FlowFiles();
  const baseline = new Baselines(environment, { explicit: undefined });
  const { result, items, ignored } = await collect(scan, newer.paths, baseline, (checked) => {
    now.add(checked, scan);
    base.add(checked, scan);
  });
  tellProblems(environment, result.problems);
  tellSkipped(environment, args, result);
  if (result.failed || base.failed) return Exit.Internal;
  const head = now.version(scan, result);
  if (result.flows + base.result.flows === 0 && head.flows.length === 0)
    return noFlow(environment, newer.paths, result);
  const old = before.version(base.scan, base.result);
  const changes = changesBetween(old, head);
  const states = base.compared({ items, ignored }, { scan, result, cwd: environment.cwd }, false);
  const found = risksOf(changes, states, [...old.flows, ...head.flows]);
  const files = new Map([...old.flows, ...head.flows].map(({ uri, path }) => [uri, path]));
  const report = {
    fileOf: (uri: string): string => files.get(uri) ?? uri,
    tool: { name: 'lockkeeper', version: environment.version },
    ...{ base: older.name, head: newer.name, changes, everything: everything(environment.args) },
    ...found,
  };
  const text = toChanges(args.format, report, {
    all: args.all,
    most: args.maxChars ?? (args.format === 'markdown' && !args.all ? USUAL_SIZE : undefined),
    ...(args.output === undefined ? { palette: paletteFor(environment, environment.stdout) } : {}),
  });
  await deliver(environment, args.output, text, `changes of ${count(changes.flows.length, 'flow')}`);
  const least = args.failOn === 'new' ? 'warning' : args.failOn;
  return found.risks.some(({ severity }) => reaches(severity, least)) ? Exit.Findings : Exit.Clean;
}

/** The flows of a version as a comparison takes them. */
class FlowFiles {
  /** By address: a flow that was checked again counts once. */
  readonly #files = new Map<string, FlowFile>();

  add({ uri, name: path, analysis }: Checked, scan: Scan): void {
    const { text, unread } = analysis.document;
    // Told by the scan.
    if (unread !== undefined) return;
    const solution = scan.project.modelOf(uri);
    this.#files.set(uri, { uri, path, text, solution, secrets: scan.secretsIn(analysis).spans });
  }

  /** `result`: of the scan, once it is through. */
  version(scan: Scan, { unreadFlows }: ScanResult): Version {
    const unread = unreadFlows.map(({ file, message }: ReportProblem): FlowFile => {
      const reason = /^[^:]*: (.*)\.$/s.exec(message)?.[1] ?? message;
      return { uri: file, path: file, text: undefined, unread: reason, solution: undefined };
    });
    return { flows: [...this.#files.values(), ...unread], solutions: scan.project.models() };
  }
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
