import { commands, type LogOutputChannel } from 'vscode';

/** Shows the log, and the list in which VS Code keeps the level of each. Extensions cannot set theirs. */
export async function setLogLevel(log: LogOutputChannel): Promise<void> {
  log.show(true);
  await commands.executeCommand('workbench.action.setLogLevel');
}
