// What the command line writes about a folder, by commands: the security report, the inventory, the secrets to replace, baselines.
import { commands, Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { pruneBaseline, writeBaseline } from './baseline.ts';
import { inventory } from './inventory.ts';
import { secretsToReplace } from './secretsToReplace.ts';
import { securityReport } from './securityReport.ts';

export function registerReports(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    commands.registerCommand('lockkeeper.securityReport', (form?: unknown) => securityReport(client, form)),
    commands.registerCommand('lockkeeper.inventory', (of?: unknown, form?: unknown) =>
      inventory(client, of, form),
    ),
    commands.registerCommand('lockkeeper.secretsToReplace', () => secretsToReplace(client)),
    commands.registerCommand('lockkeeper.writeBaseline', (answer?: unknown) =>
      writeBaseline(client, answer === true),
    ),
    commands.registerCommand('lockkeeper.pruneBaseline', () => pruneBaseline(client)),
  );
}
