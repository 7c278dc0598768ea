import type { LogOutputChannel } from 'vscode';

export function showOutput(log: LogOutputChannel): void {
  log.show();
}
