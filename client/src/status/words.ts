// What the status says in words. No VS Code in here.
import { noticeText } from '../../../server/src/core/text/shown.ts';
import type { CheckedBy, Limit, Status } from '../protocol.ts';

/** More would hide what is above them. */
const MOST_CONFIGS = 3;

/** What the status bar says: short, and what needs a look first. */
export function barText(status: Pick<Status, 'errors' | 'warnings' | 'infos'>): string {
  const findings = findingsOf(status);
  return findings === 0 ? 'All clean' : plural(findings, 'finding');
}

/** What the status bar tells when somebody points at it: counts, what was checked and by what. One text a line. */
export function barTooltip(status: Omit<Status, 'state'>): readonly string[] {
  const { flows, solutions, known, limitCount, failures } = status;
  const where = `${plural(flows, 'flow')}${solutions === 0 ? '' : ` of ${plural(solutions, 'solution')}`}`;
  const left = limitCount + failures.length;
  return [
    findingsOf(status) === 0
      ? `Lockkeeper found nothing that needs a look in ${where}`
      : `Lockkeeper: ${countsOf(status)} in ${where}`,
    ...(known === 0 ? [] : [`${plural(known, 'finding')} more in the baseline`]),
    ...status.checkedBy.slice(0, MOST_CONFIGS).map(describeConfig),
    ...(left === 0 ? [] : [`${plural(left, 'thing')} left out: see the log`]),
  ];
}

/** `3 errors, 1 warning, 2 others` */
export function countsOf({ errors, warnings, infos }: Pick<Status, 'errors' | 'warnings' | 'infos'>): string {
  const others = infos === 0 ? [] : [plural(infos, 'other')];
  return [plural(errors, 'error'), plural(warnings, 'warning'), ...others].join(', ');
}

function findingsOf({ errors, warnings, infos }: Pick<Status, 'errors' | 'warnings' | 'infos'>): number {
  return errors + warnings + infos;
}

function describeConfig({ config, profile }: CheckedBy): string {
  return `Checked by ${config ?? 'the settings of VS Code'}, profile ${profile}`;
}

/** The first few things that were left out. VS Code makes links and icons of this text, as it does of notifications. */
export function leftOut({ limits, failures }: Pick<Status, 'limits' | 'failures'>): string {
  const all = [...limits.map(describeLimit), ...failures.map(describeFailure)];
  return noticeText(all.slice(0, 5).join(' '));
}

function describeLimit(limit: Limit): string {
  const name = nameOf(limit.uri);
  switch (limit.kind) {
    case 'fileTooLarge':
      return `${name} has ${megabytes(limit.size)} MB, more than lockkeeper.maxFileSize allows (${megabytes(limit.maxSize)} MB).`;
    case 'tooManyFindings':
      return `${name}: the first ${limit.shown} of ${limit.count} findings are shown.`;
    case 'unreadable':
      return `${name} could not be read (${limit.reason}).`;
  }
}

function describeFailure({ ruleId }: Status['failures'][number]): string {
  return `The rule ${ruleId} failed.`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1).replace(/\.0$/, '');
}

/** Name of the file; as the URI spells it where that cannot be read. */
function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function plural(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`;
}
