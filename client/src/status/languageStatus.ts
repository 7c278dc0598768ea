import {
  type Disposable,
  type DocumentSelector,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
} from 'vscode';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import type { Status } from '../protocol.ts';
import { leftOut } from './words.ts';

export interface StatusDisplay extends Disposable {
  /** The server is being started. */
  begins(): void;
  show(status: Status): void;
  /** The server did not start. */
  failed(): void;
}

const SHOW_LOG = { title: l10n.t('Show Log'), command: 'lockkeeper.showOutput' };

/** What stands beside the language of a file: that the server starts or did not, and what was left out. Counts are in the status bar. */
export function createStatus(selector: DocumentSelector): StatusDisplay {
  // Not there before the server is: a JSON file in a folder without flows is none of our business.
  let start: LanguageStatusItem | undefined;
  const starting = (): LanguageStatusItem => {
    start ??= languages.createLanguageStatusItem('lockkeeper.status', selector);
    start.name = 'Lockkeeper';
    return start;
  };
  const started = (): void => {
    start?.dispose();
    start = undefined;
  };
  let limits: LanguageStatusItem | undefined;

  const showLimits = (status: Status): void => {
    const count = status.limitCount + status.failures.length;
    if (count === 0) {
      limits?.dispose();
      limits = undefined;
      return;
    }
    limits ??= languages.createLanguageStatusItem('lockkeeper.limits', selector);
    limits.name = l10n.t('Lockkeeper: left out');
    limits.severity = LanguageStatusSeverity.Warning;
    limits.text = l10n.t('Lockkeeper left out {0}', plural(count, 'thing'));
    limits.detail = leftOut(status);
    limits.command = SHOW_LOG;
  };

  return {
    begins() {
      const item = starting();
      item.severity = LanguageStatusSeverity.Information;
      item.text = 'Lockkeeper';
      item.busy = true;
    },
    show(status) {
      started();
      showLimits(status);
    },
    failed() {
      const item = starting();
      item.busy = false;
      item.severity = LanguageStatusSeverity.Error;
      item.text = l10n.t('Lockkeeper did not start');
      item.command = SHOW_LOG;
    },
    dispose() {
      start?.dispose();
      limits?.dispose();
    },
  };
}
