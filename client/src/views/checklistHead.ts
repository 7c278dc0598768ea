import { commands, type TreeView } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import { request, type TreeHead, type TreeNode, type TreeOptions } from '../protocol.ts';

/** What stands above the rows of the checklist, and its badge, which is there while the view is folded or hidden as well. */
export class ChecklistHead {
  readonly #client: BaseLanguageClient;
  readonly #view: TreeView<TreeNode>;
  readonly #options: () => TreeOptions;
  #asking: Promise<void> | undefined;
  #again = false;

  constructor(client: BaseLanguageClient, view: TreeView<TreeNode>, options: () => TreeOptions) {
    this.#client = client;
    this.#view = view;
    this.#options = options;
  }

  /** Something may have changed. Resolves when the view says so; what changes meanwhile is asked for once. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    while (this.#again && this.#client.isRunning()) {
      this.#again = false;
      try {
        this.#show(await request(this.#client, 'lockkeeper/tree/head', { options: this.#options() }));
      } catch {
        // The server is going.
      }
    }
  }

  #show({ message, errors, safe }: TreeHead): void {
    void commands.executeCommand('setContext', 'lockkeeper.checklist.safe', safe > 0);
    this.#view.message = message ?? '';
    this.#view.badge =
      errors === 0
        ? undefined
        : { value: errors, tooltip: l10n.t('Lockkeeper: {0}', plural(errors, 'error')) };
  }
}
