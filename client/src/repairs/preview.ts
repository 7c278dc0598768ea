// Shows all that a repair or a rename changes in VS Code's editor for several differences, and waits for the answer.

import {
  commands,
  Disposable,
  type Tab,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import * as l10n from '../l10n/index.ts';
import { ask, inform } from '../notify/index.ts';
import type { RepairedFile, RepairGroup } from '../protocol.ts';
import { proposedText, rowsText } from './texts.ts';

/** Scheme of the texts on both sides of the preview. */
const SCHEME = 'lockkeeper-repair';
/** In front of the title of every preview. */
const PREFIX = 'Lockkeeper: ';
/** Context key: the preview is the active editor. */
const ACTIVE = 'lockkeeper.repairPreview';
const KEEP = 'workbench.action.keepEditor';

const APPLY = l10n.t('Apply');
const CANCEL = l10n.t('Cancel');

/** `movesTo`: where the file lies afterwards, if elsewhere. */
export type ShownFile = RepairedFile & { readonly movesTo?: Uri };

export interface Preview {
  readonly title: string;
  readonly note: string;
  readonly files: readonly ShownFile[];
  /** What is repaired where, for a list in front of the files. */
  readonly repairs?: readonly RepairGroup[];
}

/** One row of the editor; a side that is missing shows that the file is new, or goes. */
interface Row {
  readonly file: Uri;
  readonly before: Uri | undefined;
  readonly after: Uri | undefined;
}

/** One preview at a time. */
export class RepairPreview {
  readonly #texts = new Map<string, string>();
  readonly #disposable: Disposable;
  #answer: ((apply: boolean) => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    const provider: TextDocumentContentProvider = {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    };
    this.#disposable = workspace.registerTextDocumentContentProvider(SCHEME, provider);
    // What a window that was closed with a preview brings back has no texts.
    void close(PREFIX);
  }

  /**
   * Shows the preview and asks; another one that is open is cancelled. True when the repair is to be applied; closing the
   * preview is a no. The preview is closed when this resolves.
   */
  ask(preview: Preview): Promise<boolean> {
    this.answer(false);
    const asking = this.#last.then(() => this.#ask(preview));
    this.#last = asking.catch(() => undefined);
    return asking;
  }

  async #ask({ title, note, files, repairs = [] }: Preview): Promise<boolean> {
    const label = noticeText(PREFIX + title);
    const answered = new Promise<boolean>((resolve) => {
      this.#answer = resolve;
    });
    const watching = watchTab(label, () => this.answer(false));
    const uris = [
      ...(repairs.length === 0 ? [] : [this.#listOf(repairs)]),
      ...files.map((file) => this.#textsOf(file)),
    ];
    try {
      // An editor that is there for the moment only gives way to the next one: neither that of the flow may, nor the preview.
      await commands.executeCommand(KEEP);
      await commands.executeCommand(
        'vscode.changes',
        label,
        uris.map(({ file, before, after }) => [file, before, after]),
      );
      await commands.executeCommand(KEEP);
      watching.look();
      this.#notify(`${title}: ${note}`, this.#answer);
      return await answered;
    } finally {
      watching.dispose();
      await close(label);
      for (const { before, after } of uris)
        for (const uri of [before, after]) if (uri !== undefined) this.#texts.delete(uri.toString());
    }
  }

  /** Answers the open question, if there is one. */
  answer(apply: boolean): void {
    this.#answer?.(apply);
    this.#answer = undefined;
  }

  dispose(): void {
    this.answer(false);
    this.#disposable.dispose();
  }

  /** The list of what is repaired: a text of ours, with nothing to compare it with. */
  #listOf(repairs: readonly RepairGroup[]): Row {
    const file = Uri.from({ scheme: SCHEME, path: `/${l10n.t('Repairs by rule, flow and step')}` });
    const after = file.with({ query: 'list' });
    this.#texts.set(after.toString(), rowsText(repairs));
    return { file, before: undefined, after };
  }

  /** Both sides have the path of a file that stays, or it would count as renamed. */
  #textsOf(file: ShownFile): Row {
    const uri = Uri.parse(file.uri);
    const add = (side: string, text: string, place = uri): Uri => {
      const own = place.with({ scheme: SCHEME, query: side, fragment: '' });
      this.#texts.set(own.toString(), text);
      return own;
    };
    const before = file.before === null ? undefined : add('before', file.before);
    const after = file.delete ? undefined : add('after', proposedText(file), file.movesTo);
    return { file: uri, before, after };
  }

  /**
   * Asks in a notification. Only a button is an answer: notifications hide by themselves, and cannot be taken away when the
   * answer is given elsewhere. The title bar of the preview has the same two buttons as long as it is open.
   */
  #notify(text: string, answer: ((apply: boolean) => void) | undefined): void {
    void ask(text, [APPLY, CANCEL]).then((button) => {
      if (button === undefined) return;
      if (answer !== undefined && answer === this.#answer) this.answer(button === APPLY);
      else if (button === APPLY) inform(l10n.t('this was answered already. Ask for it again.'));
    });
  }
}

/** Follows the tab of a preview: whether it is active, and that it goes. */
function watchTab(label: string, onClose: () => void): Disposable & { look(): void } {
  let seen = false;
  const look = (): void => {
    const isActive = isPreview(window.tabGroups.activeTabGroup.activeTab, label);
    void commands.executeCommand('setContext', ACTIVE, isActive);
    const isOpen = previews(label).length > 0;
    if (seen && !isOpen) onClose();
    seen ||= isOpen;
  };
  const listening = Disposable.from(
    window.tabGroups.onDidChangeTabs(look),
    window.tabGroups.onDidChangeTabGroups(look),
  );
  return {
    look,
    dispose: () => {
      listening.dispose();
      void commands.executeCommand('setContext', ACTIVE, false);
    },
  };
}

async function close(label: string): Promise<void> {
  const tabs = previews(label);
  if (tabs.length > 0) await window.tabGroups.close(tabs);
}

function previews(label: string): Tab[] {
  return window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => isPreview(tab, label));
}

/** VS Code adds the number of files to the label. The API has no type for such a tab yet; other kinds have one. */
function isPreview(tab: Tab | undefined, label: string): boolean {
  if (tab?.label.startsWith(label) !== true) return false;
  const input: unknown = tab.input;
  return typeof input !== 'object' || input === null || 'textDiffs' in input;
}
