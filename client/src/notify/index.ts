// Everything that asks or tells the user something in a text of VS Code's own: notifications, progress, pick lists, input boxes.
// VS Code makes links that run commands and icons of such texts, and names out of files stand in them: each text is made
// plain here, so no other module calls these functions of `window`. What can be done about a message is a button.
import {
  type CancellationToken,
  type Disposable,
  type InputBoxOptions,
  type ProgressOptions,
  type QuickPickItem,
  StatusBarAlignment,
  window,
} from 'vscode';
import { noticeText } from '../../../server/src/core/text/shown.ts';

/** In front of what Lockkeeper says. */
const NAME = 'Lockkeeper: ';

/** Tells something that went as it should, or found nothing. */
export function inform(text: string): void {
  void window.showInformationMessage(noticeText(NAME + text));
}

/** Tells something that went as it should, with what can be done about it. @returns the button; undefined without one */
export function informWith<B extends string>(
  text: string,
  ...buttons: readonly [B, ...B[]]
): Thenable<B | undefined> {
  return window.showInformationMessage(noticeText(NAME + text), ...buttons);
}

/** Tells that something was not done, and why. */
export function warn(text: string): void {
  void window.showWarningMessage(noticeText(NAME + text));
}

/**
 * Asks in a notification, or with `modal` in a dialog that explains itself. The first button is the primary one.
 * @returns the button; undefined when the question was put away
 */
export function ask<B extends string>(
  text: string,
  buttons: readonly [B, ...B[]],
  modal?: { readonly detail: string },
): Thenable<B | undefined> {
  const shown = noticeText(text);
  return modal === undefined
    ? window.showInformationMessage(shown, ...buttons)
    : window.showInformationMessage(shown, { modal: true, detail: noticeText(modal.detail) }, ...buttons);
}

/** Shows that something is under way. */
export function inProgress<R>(
  { title, ...options }: ProgressOptions & { readonly title: string },
  task: (token: CancellationToken) => Thenable<R>,
): Thenable<R> {
  return window.withProgress({ ...options, title: noticeText(NAME + title) }, (_, token) => task(token));
}

/** What a row of a pick list shows, besides what it stands for. */
interface Shown {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Lets the user choose one of a list, by whatever its rows show. */
export async function pick<T>(
  title: string,
  rows: readonly { readonly shown: Shown; readonly value: T }[],
): Promise<T | undefined> {
  const items = rows.map(({ shown, value }): QuickPickItem & { readonly value: T } => ({
    label: noticeText(shown.label),
    ...(shown.description === undefined ? {} : { description: noticeText(shown.description) }),
    ...(shown.detail === undefined ? {} : { detail: noticeText(shown.detail) }),
    value,
  }));
  const options = { title: noticeText(title), matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.value;
}

/** Lets the user type something. */
export function input({
  title,
  prompt,
  ...options
}: InputBoxOptions & { readonly title: string; readonly prompt: string }): Thenable<string | undefined> {
  return window.showInputBox({ ...options, title: noticeText(title), prompt: noticeText(prompt) });
}

/** An item of the status bar. */
export interface StatusItem extends Disposable {
  /** `text`: a few words behind the icon; `tooltip`: lines of plain text, which screen readers say as well. */
  show(text: string, tooltip: readonly string[]): void;
  hide(): void;
}

/** Makes an item at the left of the status bar, which is not there before it is shown. `icon`: of VS Code's own, by name. */
export function statusItem(options: {
  readonly id: string;
  readonly icon: string;
  readonly priority: number;
  readonly command: string;
}): StatusItem {
  const item = window.createStatusBarItem(options.id, StatusBarAlignment.Left, options.priority);
  item.name = 'Lockkeeper';
  item.command = options.command;
  return {
    show(text, tooltip) {
      const lines = tooltip.map(noticeText);
      item.text = `$(${options.icon}) ${noticeText(text)}`;
      item.tooltip = lines.join('\n');
      // An icon has no word of its own.
      item.accessibilityInformation = { label: lines.join('. '), role: 'button' };
      item.show();
    },
    hide: () => item.hide(),
    dispose: () => item.dispose(),
  };
}
