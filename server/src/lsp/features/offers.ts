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
