// What the lists of code actions in flows and in other files of a solution share.
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.lockkeeper`;
export const FIX_ALL_TITLE = 'Fix all safe problems (Lockkeeper)';

/** Kinds are hierarchical: asking for `source` asks for `source.fixAll.lockkeeper`. */
export function wants(only: readonly string[] | undefined, kind: string): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}

/** Opens the page of a rule, in a client of ours. */
export function explainAction(ruleId: string, diagnostics: Diagnostic[]): CodeAction {
  const title = `Explain: ${ruleId}`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    command: { title, command: 'lockkeeper.explainRule', arguments: [ruleId] },
  };
}

/** Of our own client, and of the server for all others: shows why nothing is offered. */
export const WHY_COMMAND = 'lockkeeper.whyNoRepair';

/** A finding that gets no repair, and the reason. */
export interface Unrepaired {
  readonly ruleId: string;
  readonly reason: string;
  readonly diagnostic: Diagnostic;
}

/** One action a rule, so that nobody looks for a repair that is not there. */
export function whyActions(unrepaired: readonly Unrepaired[]): CodeAction[] {
  const byRule = new Map<string, Unrepaired[]>();
  for (const one of unrepaired) byRule.set(one.ruleId, [...(byRule.get(one.ruleId) ?? []), one]);
  return [...byRule].map(([ruleId, found]) => {
    const title = `Why is there no repair?${byRule.size > 1 ? ` (${ruleId})` : ''}`;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: found.map((one) => one.diagnostic),
      command: { title, command: WHY_COMMAND, arguments: [found[0]!.reason] },
    };
  });
}
