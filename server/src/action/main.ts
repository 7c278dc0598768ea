// The action for GitHub: `lockkeeper check` with what a workflow gives as inputs.
import process from 'node:process';
import { nodeEnvironment } from '../cli/node.ts';
import { createAnalyzer } from '../core/index.ts';
import { runAction } from './runAction.ts';

runAction({
  ...nodeEnvironment(process),
  createAnalyzer,
  startServer: () => {},
  startAssistants: () => {},
}).then((code) => {
  process.exitCode = code;
});
