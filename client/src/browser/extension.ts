import '../l10n/host.ts';
import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { type Running, startClient } from '../startClient.ts';

let running: Running | undefined;

export function activate(context: ExtensionContext): Running['api'] {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  const script = Uri.joinPath(dist, 'server.web.js').toString(true);
  // A worker for each start. As transports: the library's own test for a worker fails in VS Code's web host, which
  // puts a class of its own in the place of `Worker`.
  const server = async () => {
    const worker = new Worker(script, { name: dist.toString(true) });
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  running = startClient(
    context,
    (options) => new LanguageClient('lockkeeper', 'Lockkeeper', server, options),
  );
  return running.api;
}

export function deactivate(): void {
  running?.dispose();
}
