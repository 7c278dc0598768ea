import { type Disposable, LogLevel, type LogOutputChannel, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ClientNotifications } from './protocol.ts';

/** The one output channel, shared by client and server. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel('Lockkeeper', { log: true });
}

/** True when the log shows lines about single flows. */
export function isDetailed({ logLevel }: LogOutputChannel): boolean {
  return logLevel === LogLevel.Trace || logLevel === LogLevel.Debug;
}

/** Tells the server when the user wants another level. */
export function followLevel(log: LogOutputChannel, client: BaseLanguageClient): Disposable {
  const method: keyof ClientNotifications = 'lockkeeper/logDetail';
  return log.onDidChangeLogLevel(() => {
    // One that starts later is told as it starts.
    if (client.isRunning()) void client.sendNotification(method, { on: isDetailed(log) });
  });
}
