import { type LogOutputChannel, window } from 'vscode';

/** The one output channel, shared by client and server. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel('Lockkeeper', { log: true });
}
