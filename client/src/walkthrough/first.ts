// What a newcomer is shown first, by the findings that VS Code holds.
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  languages,
  type Uri,
  window,
  workspace,
} from 'vscode';

const SOURCE = 'Lockkeeper';
/** So many findings are asked for their repairs before it is said that there is none. */
const MOST_ASKED = 50;

/** A finding whose repair is small and whose harm everybody understands: a secret that the run history shows. */
const SHOWN_FIRST = 'secret-read-unsecured';

type Found = readonly [file: Uri, findings: readonly Diagnostic[]];

/** Files with errors or warnings of ours, the one with the most errors first. */
function worstFirst(): Found[] {
  const count = ([, findings]: Found): number =>
    findings.filter(({ severity }) => severity === DiagnosticSeverity.Error).length;
  return languages
    .getDiagnostics()
    .map(([file, all]): Found => {
      const own = all.filter(
        ({ source, severity }) => source === SOURCE && severity <= DiagnosticSeverity.Warning,
      );
      return [file, own.sort((a, b) => a.severity - b.severity)];
    })
    .filter(([, own]) => own.length > 0)
    .sort((a, b) => count(b) - count(a));
}

/** The file of the flow with the most errors; undefined when no flow has a finding. */
export function worstFlow(): Uri | undefined {
  return worstFirst().find(([file]) => file.path.endsWith('.json'))?.[0];
}

function ruleOf(code: Diagnostic['code']): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** Shows the first finding that has a safe repair, with the menu of its repairs open. False when there is none. */
export async function firstSafeRepair(): Promise<boolean> {
  const all = worstFirst().flatMap(([file, findings]) =>
    findings.map(({ range, code }) => ({ file, range, isClear: ruleOf(code) === SHOWN_FIRST })),
  );
  all.sort((a, b) => Number(b.isClear) - Number(a.isClear));
  for (const { file, range } of all.slice(0, MOST_ASKED)) {
    const document = await workspace.openTextDocument(file);
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      file,
      range,
      CodeActionKind.QuickFix.value,
    );
    if (!actions.some(({ isPreferred }) => isPreferred)) continue;
    await window.showTextDocument(document, { selection: range, preview: false });
    await commands.executeCommand('editor.action.quickFix');
    return true;
  }
  return false;
}
