// The server for assistants, driven by the protocol library's own client: in this process, or built and over stdio.
import * as fs from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect } from 'vitest';
import type { Environment } from '../../../server/src/cli/environment.ts';
import { createAnalyzer } from '../../../server/src/core/index.ts';
import type { FileSystem } from '../../../server/src/files/node/fileSystem.ts';
import { nodeGit } from '../../../server/src/git/node/runner.ts';
import { Roots } from '../../../server/src/mcp/roots.ts';
import { createMcpServer } from '../../../server/src/mcp/server.ts';
import { afterFile } from '../../harness/afterFile.ts';
import { freshBundle } from '../../harness/bundles.ts';

// biome-ignore lint/suspicious/noExplicitAny: what tools answer is looked into by the tests
type Structure = any;

export interface Answer {
  readonly text: string;
  readonly isError: boolean;
  readonly structured: Structure;
}

export interface Assistant {
  readonly client: Client;
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  /** The text of a call that must fail. */
  refused(name: string, args?: Record<string, unknown>): Promise<string>;
}

export interface ConnectOptions {
  /** Folders that the client names as its roots. */
  readonly clientRoots?: () => readonly string[];
  readonly fs?: Partial<FileSystem>;
}

/** A client of a server in this process, which may look into these folders. */
export async function connect(folders: readonly string[], options: ConnectOptions = {}): Promise<Assistant> {
  const silent = { write: () => {}, isTTY: false, columns: undefined };
  const environment: Environment = {
    ...{ args: [], cwd: folders[0]!, env: {}, stdout: silent, stderr: silent },
    ...{ fs: { ...fs, ...options.fs }, now: () => 0, today: () => '2026-08-01', version: '1.2.3' },
    git: nodeGit(process.env, folders[0]!),
    signal: new AbortController().signal,
    createAnalyzer,
    startServer: () => {},
    startAssistants: () => {},
  };
  const roots = await Promise.all(folders.map(async (named) => ({ named, real: await fs.realpath(named) })));
  const server = createMcpServer(environment, createAnalyzer(), new Roots(environment.fs, roots));
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(theirs);
  return assistant(ours, options);
}

/** A client of the built server, in a process of its own with `lockkeeper mcp --root <folder>`. */
export async function connectBuilt(folder: string): Promise<Assistant> {
  await freshBundle('mcp.js');
  const cli = await freshBundle('cli.js');
  return assistant(
    new StdioClientTransport({
      command: process.execPath,
      args: [cli, 'mcp', '--root', folder],
      cwd: folder,
    }),
    {},
  );
}

async function assistant(
  transport: InMemoryTransport | StdioClientTransport,
  { clientRoots }: ConnectOptions,
): Promise<Assistant> {
  const capabilities = clientRoots === undefined ? {} : { roots: { listChanged: true } };
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  if (clientRoots !== undefined)
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: clientRoots().map((path) => ({ uri: pathToFileURL(path).href })),
    }));
  afterFile(() => client.close());
  // What is no message of the protocol ends the test.
  const noise: Error[] = [];
  client.onerror = (error) => noise.push(error);
  await client.connect(transport);
  const call: Assistant['call'] = async (name, args = {}) => {
    const result = await client.callTool({ name, arguments: args });
    expect(noise).toEqual([]);
    const content = result.content as readonly { readonly type: string; readonly text: string }[];
    expect(content.map((one) => one.type)).toEqual(['text']);
    return { text: content[0]!.text, isError: result.isError === true, structured: result.structuredContent };
  };
  return {
    client,
    call: async (name, args) => {
      const answer = await call(name, args);
      expect(answer.isError, answer.text).toBe(false);
      return answer;
    },
    refused: async (name, args) => {
      const { isError, text, structured } = await call(name, args);
      expect(isError, text).toBe(true);
      expect(structured).toBeUndefined();
      return text;
    },
  };
}
