// Rule pages: a read-only Markdown document per rule, shown in VS Code's own preview.

import { commands, Disposable, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from './l10n/index.ts';
import { warn } from './notify/index.ts';
import { request } from './protocol.ts';

const SCHEME = 'lockkeeper-rule';
const RULE_ID = /^[a-z][a-z0-9-]{1,80}$/;

export function registerRulePages(client: BaseLanguageClient): Disposable {
  const provider: TextDocumentContentProvider = {
    async provideTextDocumentContent(uri) {
      return (await pageOf(client, uri.path.replace(/^\/|\.md$/g, ''))) ?? l10n.t('There is no such rule.');
    },
  };
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(SCHEME, provider),
    // vscode://lockkeeper.lockkeeper/rules/<id>: the address other tools print for a rule.
    window.registerUriHandler({
      handleUri: async (uri) => {
        const ruleId = /^\/rules\/([^/]+)\/?$/.exec(uri.path)?.[1] ?? '';
        await showRulePage(client, ruleId);
      },
    }),
  );
}

/** Opens the page, or says that there is none. The id may come from a link that anybody can write. */
export async function showRulePage(client: BaseLanguageClient, ruleId: string): Promise<void> {
  if ((await pageOf(client, ruleId)) === undefined) {
    warn(
      RULE_ID.test(ruleId) ? l10n.t('there is no rule "{0}".', ruleId) : l10n.t('this link names no rule.'),
    );
    return;
  }
  const uri = Uri.from({ scheme: SCHEME, path: `/${ruleId}.md` });
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // VS Code's Markdown extension can be turned off.
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }
}

async function pageOf(client: BaseLanguageClient, ruleId: string): Promise<string | undefined> {
  if (!RULE_ID.test(ruleId)) return undefined;
  return (await request(client, 'lockkeeper/rulePage', { ruleId }))?.markdown;
}
