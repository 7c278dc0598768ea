import type { Disposable } from 'vscode';
import { type StatusItem, statusItem } from '../notify/index.ts';
import type { Status } from '../protocol.ts';
import { barText, barTooltip } from './words.ts';

export interface StatusBar extends Disposable {
  show(status: Status): void;
}

/** The item in the status bar; there once a flow was found, and for as long as there is one. */
export function createStatusBar(): StatusBar {
  let item: StatusItem | undefined;
  return {
    show(status) {
      if (status.flows === 0) {
        item?.hide();
        return;
      }
      // Behind what VS Code says itself.
      item ??= statusItem({
        ...{ id: 'lockkeeper.findings', icon: 'lock', priority: 10, command: 'lockkeeper.showStatus' },
      });
      item.show(barText(status), barTooltip(status));
    },
    dispose: () => item?.dispose(),
  };
}
