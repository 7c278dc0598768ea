import { TabInputWebview, ViewColumn, window } from 'vscode';

/** Where a page of a flow opens: beside the text that has the focus, or in place of another page. */
export function pageColumn(): ViewColumn {
  const { activeTab } = window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof TabInputWebview ? ViewColumn.Active : ViewColumn.Beside;
}
