// Parts of the list of code actions.
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { Found } from '../../core/index.ts';

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

/** A finding at the place that was asked about, and as the client shows it. */
export interface Touched {
  readonly found: Found;
  readonly diagnostic: Diagnostic;
}

/** One action for each rule with findings that get no repair, so that nobody looks for one that is not there. */
export function whyActions(touched: readonly Touched[]): CodeAction[] {
  const byRule = new Map<string, { readonly reason: string; readonly diagnostics: Diagnostic[] }>();
  for (const { found, diagnostic } of touched) {
    const { ruleId } = found.finding;
    const reason = found.analysis.whyNoRepair(found.finding);
    if (reason === undefined) continue;
    const known = byRule.get(ruleId);
    if (known === undefined) byRule.set(ruleId, { reason, diagnostics: [diagnostic] });
    else known.diagnostics.push(diagnostic);
  }
  return [...byRule].map(([ruleId, { reason, diagnostics }]) => {
    const title = `Why is there no repair?${byRule.size > 1 ? ` (${ruleId})` : ''}`;
    const command = { title, command: WHY_COMMAND, arguments: [reason] };
    return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
  });
}
