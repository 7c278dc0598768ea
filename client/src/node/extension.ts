import type { Disposable, ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { startClient } from '../startClient.ts';

let running: Disposable | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  running = await startClient(
    context,
    (options) => new LanguageClient('lockkeeper', 'Lockkeeper', server, options),
  );
}

export function deactivate(): void {
  running?.dispose();
}
