import '../l10n/host.ts';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ExtensionContext, Uri } from 'vscode';
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
    async () => Uri.file(await mkdtemp(path.join(tmpdir(), 'lockkeeper-'))),
  );
  return running.api;
}

export function deactivate(): void {
  running?.dispose();
}
