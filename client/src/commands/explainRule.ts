import { window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { request } from '../protocol.ts';
import { showRulePage } from '../rulePages.ts';

/** Shows the page of a rule; without an id (from the command palette) asks which. */
export async function explainRule(client: BaseLanguageClient, ruleId: unknown): Promise<void> {
  const id = typeof ruleId === 'string' ? ruleId : await pick(client);
  if (id !== undefined) await showRulePage(client, id);
}

async function pick(client: BaseLanguageClient): Promise<string | undefined> {
  const rules = await request(client, 'lockkeeper/rules', {});
  const items = rules.map(({ id, title, severity }) => ({ label: id, description: severity, detail: title }));
  const picked = await window.showQuickPick(items, {
    title: 'Explain a rule of Lockkeeper',
    matchOnDetail: true,
  });
  return picked?.label;
}
