// What the status says in words. No VS Code in here.

import { noticeText } from '../../../server/src/core/text/shown.ts';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import type { CheckedBy, Limit, Status } from '../protocol.ts';

/** More would hide what is above them. */
const MOST_CONFIGS = 3;

/** What the status bar says: short, and what needs a look first. */
export function barText(status: Pick<Status, 'errors' | 'warnings' | 'infos'>): string {
  const findings = findingsOf(status);
  return findings === 0 ? l10n.t('All clean') : plural(findings, 'finding');
}

/** What the status bar tells when somebody points at it: counts, what was checked and by what. One text a line. */
export function barTooltip(status: Omit<Status, 'state'>): readonly string[] {
  const { flows, solutions, known, limitCount, failures } = status;
  const where =
    solutions === 0
      ? plural(flows, 'flow')
      : l10n.t('{0} of {1}', plural(flows, 'flow'), plural(solutions, 'solution'));
  const left = limitCount + failures.length;
  return [
    findingsOf(status) === 0
      ? l10n.t('Lockkeeper found nothing that needs a look in {0}', where)
      : l10n.t('Lockkeeper: {0} in {1}', countsOf(status), where),
    ...(known === 0 ? [] : [l10n.t('{0} more in the baseline', plural(known, 'finding'))]),
    ...status.checkedBy.slice(0, MOST_CONFIGS).map(describeConfig),
    ...(left === 0 ? [] : [l10n.t('{0} left out: see the log', plural(left, 'thing'))]),
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
  return config === null
    ? l10n.t('Checked by the settings of VS Code, profile {0}', profile)
    : l10n.t('Checked by {0}, profile {1}', config, profile);
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
      return l10n.t(
        '{0} has {1} MB, more than lockkeeper.maxFileSize allows ({2} MB).',
        name,
        megabytes(limit.size),
        megabytes(limit.maxSize),
      );
    case 'tooManyFindings':
      return l10n.t('{0}: the first {1} of {2} findings are shown.', name, limit.shown, limit.count);
    case 'unreadable':
      return l10n.t('{0} could not be read ({1}).', name, limit.reason);
  }
}

function describeFailure({ ruleId }: Status['failures'][number]): string {
  return l10n.t('The rule {0} failed.', ruleId);
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
