// One file per command. The ids are those of the manifest.
import { commands, Disposable, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { inform } from '../notify/index.ts';
import { createConfig } from './createConfig.ts';
import { explainRule } from './explainRule.ts';
import { fixWorkspace } from './fixWorkspace.ts';
import { formatFlow } from './formatFlow.ts';
import { openConfig } from './openConfig.ts';
import { rescan } from './rescan.ts';
import { restart } from './restart.ts';
import { setLogLevel } from './setLogLevel.ts';
import { showOutput } from './showOutput.ts';
import { showPlaces } from './showPlaces.ts';

export function registerCommands(client: BaseLanguageClient, log: LogOutputChannel): Disposable {
  return Disposable.from(
    commands.registerCommand('lockkeeper.explainRule', (ruleId?: unknown) => explainRule(client, ruleId)),
    commands.registerCommand('lockkeeper.rescan', () => rescan(client)),
    commands.registerCommand('lockkeeper.fixWorkspace', () => fixWorkspace(client)),
    commands.registerCommand('lockkeeper.createConfig', () => createConfig(client)),
    commands.registerCommand('lockkeeper.openConfig', () => openConfig(client)),
    commands.registerCommand('lockkeeper.restart', () => restart(client)),
    commands.registerCommand('lockkeeper.setLogLevel', () => setLogLevel(log)),
    commands.registerCommand('lockkeeper.layOutFlow', () => formatFlow(client, 'lines')),
    commands.registerCommand('lockkeeper.writeFlowOnOneLine', () => formatFlow(client, 'oneLine')),
    commands.registerCommand('lockkeeper.showOutput', () => showOutput(log)),
    // Not in the palette: actions and code lenses of the server name them.
    commands.registerCommand('lockkeeper.whyNoRepair', (reason: unknown) => inform(String(reason))),
    commands.registerCommand('lockkeeper.showPlaces', showPlaces),
  );
}
