import {
  type Disposable,
  type DocumentSelector,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
} from 'vscode';
import type { Status } from '../protocol.ts';
import { leftOut, plural } from './words.ts';

export interface StatusDisplay extends Disposable {
  /** The server is being started. */
  begins(): void;
  show(status: Status): void;
  /** The server did not start. */
  failed(): void;
}

/** One item for what was found, and one for what was left out, which is there only when something was. */
export function createStatus(selector: DocumentSelector): StatusDisplay {
  // Not there before the server is: a JSON file in a folder without flows is none of our business.
  let item: LanguageStatusItem | undefined;
  const shown = (): LanguageStatusItem => {
    if (item !== undefined) return item;
    item = languages.createLanguageStatusItem('lockkeeper.status', selector);
    item.name = 'Lockkeeper';
    item.text = 'Lockkeeper';
    item.busy = true;
    return item;
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
    limits.name = 'Lockkeeper: left out';
    limits.severity = LanguageStatusSeverity.Warning;
    limits.text = `Lockkeeper left out ${plural(count, 'thing')}`;
    limits.detail = leftOut(status);
    limits.command = { title: 'Show Output', command: 'lockkeeper.showOutput' };
  };

  return {
    begins: shown,
    show(status) {
      const item = shown();
      item.busy = status.state === 'scanning';
      item.severity = status.errors > 0 ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
      item.text = `Lockkeeper: ${plural(status.flows, 'flow')}`;
      item.detail = `${plural(status.errors, 'error')}, ${plural(status.warnings, 'warning')}`;
      item.command = { title: 'Show Problems', command: 'workbench.actions.view.problems' };
      showLimits(status);
    },
    failed() {
      const item = shown();
      item.busy = false;
      item.severity = LanguageStatusSeverity.Error;
      item.text = 'Lockkeeper did not start';
      item.detail = '';
      item.command = { title: 'Show Output', command: 'lockkeeper.showOutput' };
    },
    dispose() {
      item?.dispose();
      limits?.dispose();
    },
  };
}
