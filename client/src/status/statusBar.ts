import type { Disposable } from 'vscode';
import { type StatusItem, statusItem } from '../notify/index.ts';
import type { Status } from '../protocol.ts';
import { barText, barTooltip } from './words.ts';

export interface StatusBar extends Disposable {
  /** For tests: what the item says, undefined while it is not there. */
  readonly shown: { readonly text: string; readonly tooltip: readonly string[] } | undefined;
  show(status: Status): void;
}

/** The item in the status bar; there once a flow was found, and for as long as there is one. */
export function createStatusBar(): StatusBar {
  let item: StatusItem | undefined;
  let shown: StatusBar['shown'];
  return {
    get shown() {
      return shown;
    },
    show(status) {
      if (status.flows === 0) {
        item?.hide();
        shown = undefined;
        return;
      }
      // Behind what VS Code says itself.
      item ??= statusItem({
        ...{ id: 'lockkeeper.findings', icon: 'lock', priority: 10, command: 'lockkeeper.showStatus' },
      });
      shown = { text: barText(status), tooltip: barTooltip(status) };
      item.show(shown.text, shown.tooltip);
    },
    dispose: () => item?.dispose(),
  };
}
