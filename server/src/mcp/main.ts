// The server for assistants. The command line tool loads this bundle to start it, and never otherwise.
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Environment, RootFolder } from '../cli/environment.ts';
import { Roots } from './roots.ts';
import { createMcpServer } from './server.ts';

/** Serves one client over standard input and output until it goes away. `folders`: what may be looked into. */
export async function startMcp(environment: Environment, folders: readonly RootFolder[]): Promise<void> {
  const { stderr, fs } = environment;
  // Standard output is for the protocol alone, whatever a library may want to say.
  console.log = console.info = console.debug = console.error;
  const survive = (error: unknown): void => {
    stderr.write(`Unexpected: ${error instanceof Error ? error.name : typeof error}\n`);
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
  const analyzer = environment.createAnalyzer();
  const server = createMcpServer(environment, analyzer, new Roots(fs, folders));
  await server.connect(new StdioServerTransport());
}
