import type { ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { type Running, startClient } from '../startClient.ts';
import { registerMcpServer } from './mcpServer.ts';

let running: Running | undefined;

export function activate(context: ExtensionContext): Running['api'] {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  context.subscriptions.push(registerMcpServer(context));
  running = startClient(
    context,
    (options) => new LanguageClient('lockkeeper', 'Lockkeeper', server, options),
  );
  return running.api;
}

export function deactivate(): void {
  running?.dispose();
}
