import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import * as l10n from '../l10n/index.ts';
import type { TreeNode } from '../protocol.ts';
import { contextOf } from './context.ts';

const COLOURS: Readonly<Record<NonNullable<TreeNode['severity']>, string>> = {
  error: 'list.errorForeground',
  warning: 'list.warningForeground',
  info: 'notificationsInfoIcon.foreground',
  passed: 'testing.iconPassed',
};

const STATES = {
  none: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

/** A row as VS Code draws it. */
export function toItem(node: TreeNode): TreeItem {
  const item = new TreeItem(node.label, STATES[node.children]);
  item.id = node.id;
  if (node.description !== undefined) item.description = node.description;
  item.iconPath =
    node.severity === undefined
      ? new ThemeIcon(node.icon)
      : new ThemeIcon(node.icon, new ThemeColor(COLOURS[node.severity]));
  item.contextValue = contextOf(node);
  item.accessibilityInformation = { label: node.ariaLabel };
  if (node.place !== undefined)
    item.command = { title: l10n.t('Show'), command: 'lockkeeper.openPlace', arguments: [node] };
  return item;
}

/** The server's Markdown holds no link and no command; what a flow is called must not make one either. */
export function tooltipOf(node: TreeNode): MarkdownString {
  const text = new MarkdownString(node.tooltip ?? node.ariaLabel);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}
