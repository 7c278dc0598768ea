import { join } from 'node:path';
import process from 'node:process';
import { createAnalyzer } from '../core/index.ts';
import type { Environment } from './environment.ts';
import { nodeEnvironment } from './node.ts';
import { run } from './run.ts';

const environment: Environment = {
  ...nodeEnvironment(process),
  createAnalyzer,
  // The server's bundle lies beside this one. It reads --stdio from the arguments itself.
  startServer: () => {
    process.removeAllListeners('SIGINT');
    require(join(__dirname, 'server.js')).startOnNode();
  },
  // So does this one, with a library that no other command needs.
  startAssistants: (folders) => {
    process.removeAllListeners('SIGINT');
    require(join(__dirname, 'mcp.js')).startMcp(environment, folders);
  },
};

run(environment).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
