import { join } from 'node:path';
import process from 'node:process';
import { keepCompiled } from './compileCache.ts';
import type { Environment } from './environment.ts';
import { nodeEnvironment } from './node.ts';
import { run } from './run.ts';

keepCompiled();
const environment: Environment = {
  ...nodeEnvironment(process),
  // The bundles lie beside this one, and are loaded by the calls that need them.
  createAnalyzer: () => require(join(__dirname, 'core.js')).createAnalyzer(),
  // It reads --stdio from the arguments itself.
  startServer: () => {
    process.removeAllListeners('SIGINT');
    require(join(__dirname, 'server.js')).startOnNode();
  },
  // With a library that no other command needs.
  startAssistants: (folders) => {
    process.removeAllListeners('SIGINT');
    require(join(__dirname, 'mcp.js')).startMcp(environment, folders);
  },
};

run(environment).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
