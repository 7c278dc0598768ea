// Language server for a web worker: the client reads the files.
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { startServer } from '../lsp/server.ts';

/** Serves the client that created this worker. */
export function startInWorker(): void {
  // The worker's own global: its type is not the one of the window.
  const worker = globalThis as unknown as DedicatedWorkerGlobalScope;
  const connection = createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(worker),
    new BrowserMessageWriter(worker),
  );
  // The library cannot end a worker by itself.
  connection.onExit(() => worker.close());
  startServer(connection, {
    localFiles: undefined,
    yield: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
}
