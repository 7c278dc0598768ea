// Lets the walkthrough know of repairs that VS Code makes by itself, from the edit that an action carries: the action gets a command to run
// behind its edit.
import type { CodeAction, Command } from 'vscode';
import type { CodeActionMiddleware } from 'vscode-languageclient';

/** Not in the manifest: no one calls it by hand. */
export const REPAIR_APPLIED = 'lockkeeper.repairApplied';

const KINDS = /^(?:quickfix|source\.fixAll)(?:\.|$)/;

/** The action with the command, if it is a repair that changes text by itself. */
export function withAppliedCommand<A extends CodeAction | Command>(action: A): A {
  if (!('kind' in action) || action.command !== undefined) return action;
  if (!KINDS.test((action.kind as CodeAction['kind'])?.value ?? '')) return action;
  (action as CodeAction).command = { command: REPAIR_APPLIED, title: '' };
  return action;
}

/** Adds it to what the server offers, and again to what it completes. */
export const repairAppliedMiddleware: CodeActionMiddleware = {
  async provideCodeActions(document, range, context, token, next) {
    return (await next(document, range, context, token))?.map(withAppliedCommand);
  },
  async resolveCodeAction(item, token, next) {
    const resolved = await next(item, token);
    return resolved && withAppliedCommand(resolved);
  },
};
