import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { pick } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { showRulePage } from '../rulePages.ts';

/** Shows the page of a rule; without an id (from the command palette) asks which. */
export async function explainRule(client: BaseLanguageClient, ruleId: unknown): Promise<void> {
  const id = typeof ruleId === 'string' ? ruleId : await choose(client);
  if (id !== undefined) await showRulePage(client, id);
}

async function choose(client: BaseLanguageClient): Promise<string | undefined> {
  const rules = await request(client, 'lockkeeper/rules', {});
  const rows = rules.map(({ id, title, severity }) => ({
    shown: { label: id, description: severity, detail: title },
    value: id,
  }));
  return pick(l10n.t('Explain a rule of Lockkeeper'), rows);
}
