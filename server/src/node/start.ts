import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { RuntimeEnvironment } from '../lsp/runtime.ts';
import { startServer } from '../lsp/server.ts';
import { nodeFiles } from './files.ts';

const TRANSPORTS = /^--(node-ipc|stdio|socket|pipe)(=|$)/;

/** What node gives the server. */
export const nodeRuntime: RuntimeEnvironment = {
  localFiles: nodeFiles,
  yield: () => new Promise((resolve) => setImmediate(resolve)),
};

/** Serves one client: over IPC when VS Code's client started the process, over stdio for every other editor. */
export function startOnNode(): void {
  // The library takes the transport from the command line; `lockkeeper lsp` alone means stdio.
  if (!process.argv.some((argument) => TRANSPORTS.test(argument))) process.argv.push('--stdio');

  const connection = createConnection(ProposedFeatures.all);
  // A defect in one feature must not take the editor's server down with it.
  const survive = (error: unknown): void => {
    connection.console.error(
      `Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);

  startServer(connection, nodeRuntime);
}
