// What the status says in words. No VS Code in here.
import { noticeText } from '../../../server/src/core/text/shown.ts';
import type { Limit, Status } from '../protocol.ts';

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

export function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
