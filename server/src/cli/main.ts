import { join } from 'node:path';
import process from 'node:process';
import { createAnalyzer } from '../core/index.ts';
import { nodeEnvironment } from './node.ts';
import { run } from './run.ts';

run({
  ...nodeEnvironment(process),
  createAnalyzer,
  // The server's bundle lies beside this one. It reads --stdio from the arguments itself.
  startServer: () => {
    process.removeAllListeners('SIGINT');
    require(join(__dirname, 'server.js')).startOnNode();
  },
}).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
