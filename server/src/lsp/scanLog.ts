// What the log says of a scan: how much was checked, by what, in what time, and what was left out. No finding is quoted.
import { count, type Project, whyUnread } from '../core/index.ts';
import type { CheckedBy, Limit, Status } from '../protocol.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';
import type { StatusReporter } from './status.ts';

interface Services {
  readonly project: Project;
  readonly folders: Folders;
  readonly diagnostics: Diagnostics;
  readonly status: StatusReporter;
  readonly log: Log;
}

/** Logs a scan that went through. `milliseconds`: what it took. */
export function logScan(services: Services, milliseconds: number): void {
  const { status, log } = services;
  const { flows, solutions, known, limits, limitCount, checkedBy, ...counts } = status.current();
  const where = solutions === 0 ? '' : ` of ${count(solutions, 'solution')}`;
  const knownToo = known === 0 ? '' : `; ${known} more known by a baseline`;
  log.info(
    `Checked ${count(flows, 'flow')}${where} in ${Math.round(milliseconds)} ms: ${countsOf(counts)}${knownToo}.`,
  );
  for (const one of checkedBy) log.info(checkedByLine(one));
  for (const line of solutionLines(services)) log.info(line);
  for (const limit of limits) log.warn(limitLine(limit, services.folders));
  if (limitCount > limits.length) log.warn(`Left out ${limitCount - limits.length} more.`);
}

/** `3 errors, 1 warning, 2 others` */
function countsOf({ errors, warnings, infos }: Pick<Status, 'errors' | 'warnings' | 'infos'>): string {
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'other')}`;
}

function checkedByLine({ config, profile }: CheckedBy): string {
  return config === null
    ? `The editor's settings decide, with the profile ${profile}: there is no configuration file.`
    : `${config} decides, with the profile ${profile}.`;
}

/** A line for each solution with flows, and one for the flows outside of all. */
function solutionLines({ project, folders, diagnostics }: Services): string[] {
  const sums = new Map<string, { flows: number; findings: number }>();
  for (const [key, { flows, counts }] of diagnostics.results) {
    if (flows === 0) continue;
    const model = project.modelOf(key);
    const name =
      model === undefined ? '' : `${model.name ?? 'without a name'} in ${folders.nameOf(model.root)}`;
    const sum = sums.get(name) ?? { flows: 0, findings: 0 };
    sum.flows += flows;
    for (const number of Object.values(counts)) sum.findings += number;
    sums.set(name, sum);
  }
  return [...sums].map(([name, { flows, findings }]) => {
    const which = name === '' ? 'Outside of solutions' : `Solution ${name}`;
    return `${which}: ${count(flows, 'flow')} with ${count(findings, 'finding')}.`;
  });
}

function limitLine(limit: Limit, folders: Folders): string {
  const name = folders.nameOf(limit.uri);
  switch (limit.kind) {
    case 'tooManyFindings':
      return `${name}: the first ${limit.shown} of ${count(limit.count, 'finding')} are shown.`;
    case 'fileTooLarge':
      return `Left out ${name}: ${whyUnread({ ...limit, kind: 'tooLarge' }) ?? ''}.`;
    case 'unreadable':
      return `Left out ${name}: ${limit.reason}.`;
  }
}
