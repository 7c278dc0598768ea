// What the desktop and the web extension share: options of the client, commands, status, rule pages.
import { type Disposable, type ExtensionContext, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { registerCommands } from './commands/index.ts';
import { registerFileRequests } from './fs/fileRequests.ts';
import { createLog } from './logging.ts';
import type { InitializationOptions } from './protocol.ts';
import { registerRulePages } from './rulePages.ts';
import { createStatus } from './status/languageStatus.ts';

/**
 * Files the server gets to see; it looks at the content before it does anything with them. Only where files can be worked
 * on: the old side of a comparison (`git:` and the like) would show every problem twice.
 */
function documents(): { scheme: string; language: string }[] {
  const schemes = new Set([
    'file',
    'untitled',
    ...(workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme),
  ]);
  return [...schemes].flatMap((scheme) => ['json', 'jsonc'].map((language) => ({ scheme, language })));
}

/** Starts everything; what is returned stops the server. */
export async function startClient(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<Disposable> {
  const log = createLog();
  const documentSelector = documents();
  const initializationOptions: InitializationOptions = { commandLinks: true, status: true, fileAccess: true };
  const client = createClient({
    documentSelector,
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
  });
  const status = createStatus(documentSelector);
  // Before the start: the server may ask and tell at once.
  context.subscriptions.push(
    log,
    status,
    client.onNotification('lockkeeper/status', status.show),
    registerFileRequests(client),
    registerRulePages(client),
    registerCommands(client, log),
  );
  try {
    await client.start();
  } catch (error) {
    status.failed();
    log.error(`The language server did not start: ${String(error)}`);
  }
  return { dispose: () => void client.dispose().catch(() => undefined) };
}
