import { commands } from 'vscode';

/**
 * Context keys by which the walkthrough of the manifest marks its steps as done. VS Code's own event, that a command ran, does not come
 * for commands that an extension calls, and comes as well where the command was put away. (Seen in VS Code 1.139.)
 */
export type Done = 'repaired' | 'previewed' | 'pipelineShown';

/** Tells the walkthrough that the user did something. */
export function done(what: Done): void {
  void commands.executeCommand('setContext', `lockkeeper.${what}`, true);
}
