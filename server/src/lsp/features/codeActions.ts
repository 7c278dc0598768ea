import {
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analysis, Finding, Fix, TextEdit } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checked, Checker } from '../checker.ts';
import { toDiagnostic, toEdits, toWorkspaceEdit } from '../convert.ts';
import { uriKey } from '../uris.ts';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.lockkeeper`;

/** Enough to compute the edit again: one fix of one finding, or all safe ones (of a rule). Valid for one version. */
type ActionData = { readonly uri: string; readonly version: number } & (
  | { readonly fix: number; readonly ruleId: string; readonly fingerprint: string }
  | { readonly all: true; readonly ruleId?: string }
);

const REVIEW: ChangeAnnotation = {
  label: 'Look at this change before it is applied',
  description: 'Lockkeeper cannot prove that the flow still does the same.',
  needsConfirmation: true,
};

/** Fixes for the findings that touch the range, fix-all, and the rule pages. */
export async function codeActions(
  client: ClientFeatures,
  checker: Checker,
  params: CodeActionParams,
): Promise<CodeAction[]> {
  if (!client.codeActionLiterals) return [];
  const checked = await checker.open(uriKey(params.textDocument.uri));
  const analysis = checked?.analysis;
  if (checked === undefined || analysis === undefined || checked.version === null) return [];
  const base = { uri: params.textDocument.uri, version: checked.version };
  const only = params.context.only;
  const actions: CodeAction[] = [];
  const add = (
    action: CodeAction,
    data?: ActionData,
    edits?: () => readonly TextEdit[],
    review = false,
  ): void => {
    if (data !== undefined && client.resolveEdit) actions.push({ ...action, data });
    else if (edits === undefined) actions.push(action);
    else {
      const edit = editOf(client, checked, analysis, edits(), review);
      if (edit !== undefined) actions.push({ ...action, edit });
    }
  };

  const fixable = analysis.findings.filter((finding) => finding.fix === 'safe');
  if (wants(only, CodeActionKind.QuickFix)) {
    const touched = touching(analysis, params);
    const told = new Map<Finding, Diagnostic>();
    for (const finding of touched) {
      const diagnostic = toDiagnostic(client, checked, analysis, finding);
      told.set(finding, diagnostic);
      const fixes = analysis.fixesFor(finding);
      const preferred = fixes.findIndex((fix) => fix.disposition === 'safe');
      fixes.forEach((fix, index) => {
        const data = { ...base, fix: index, ruleId: finding.ruleId, fingerprint: finding.fingerprint };
        const action: CodeAction = {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
        };
        const marked =
          client.preferredActions && index === preferred ? { ...action, isPreferred: true } : action;
        add(marked, data, () => fix.edits, fix.disposition === 'review');
      });
    }
    const rules = new Set(touched.map((finding) => finding.ruleId));
    for (const ruleId of rules) {
      const ofRule = fixable.filter((finding) => finding.ruleId === ruleId);
      if (ofRule.length < 2) continue;
      const diagnostics = [...told].filter(([finding]) => finding.ruleId === ruleId).map(([, told]) => told);
      const title = `Fix all "${ruleId}" problems in this file`;
      add({ title, kind: CodeActionKind.QuickFix, diagnostics }, { ...base, all: true, ruleId }, () =>
        analysis.fixAll(ruleId),
      );
    }
    if (touched.length > 0 && fixable.length > 1) {
      const title = 'Fix all safe problems in this file';
      add(
        { title, kind: CodeActionKind.QuickFix, diagnostics: [...told.values()] },
        { ...base, all: true },
        () => analysis.fixAll(),
      );
    }
    if (client.options.commandLinks === true) {
      for (const ruleId of rules) add(explain(ruleId, told));
    }
  }
  // Only when asked for: a list of all actions already holds the quick fix of the same effect.
  if (only !== undefined && wants(only, FIX_ALL_KIND) && fixable.length > 0) {
    const title = 'Fix all safe problems (Lockkeeper)';
    add({ title, kind: FIX_ALL_KIND }, { ...base, all: true }, () => analysis.fixAll());
  }
  return actions;
}

/** Adds the edit, if the document is still the one that the action was made for. */
export async function resolveCodeAction(
  client: ClientFeatures,
  checker: Checker,
  action: CodeAction,
): Promise<CodeAction> {
  const data = action.data as ActionData | undefined;
  if (typeof data?.uri !== 'string') return action;
  const checked = await checker.open(uriKey(data.uri));
  const analysis = checked?.analysis;
  if (checked === undefined || analysis === undefined || checked.version !== data.version) return action;
  if ('all' in data) {
    const edit = editOf(client, checked, analysis, analysis.fixAll(data.ruleId), false);
    return edit === undefined ? action : { ...action, edit };
  }
  const fix = findFix(analysis, data);
  const edit = fix && editOf(client, checked, analysis, fix.edits, fix.disposition === 'review');
  return edit === undefined ? action : { ...action, edit };
}

function findFix(
  analysis: Analysis,
  data: { ruleId: string; fingerprint: string; fix: number },
): Fix | undefined {
  const finding = analysis.findings.find(
    (one) => one.ruleId === data.ruleId && one.fingerprint === data.fingerprint,
  );
  return finding && analysis.fixesFor(finding)[data.fix];
}

function editOf(
  client: ClientFeatures,
  checked: Checked,
  analysis: Analysis,
  edits: readonly TextEdit[],
  review: boolean,
): WorkspaceEdit | undefined {
  if (edits.length === 0) return undefined;
  const file = { uri: checked.uri, version: checked.version, edits: toEdits(analysis, edits) };
  return toWorkspaceEdit(client, [file], review ? REVIEW : undefined);
}

function explain(ruleId: string, told: ReadonlyMap<Finding, Diagnostic>): CodeAction {
  const title = `Explain: ${ruleId}`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [...told]
      .filter(([finding]) => finding.ruleId === ruleId)
      .map(([, diagnostic]) => diagnostic),
    command: { title, command: 'lockkeeper.explainRule', arguments: [ruleId] },
  };
}

/** Findings whose range meets the asked range; touching ends count, so that a cursor behind the last character does. */
function touching(analysis: Analysis, params: CodeActionParams): Finding[] {
  const start = analysis.offsetAt(params.range.start);
  const end = analysis.offsetAt(params.range.end);
  return analysis.findings.filter((finding) => {
    const span = analysis.spanOf(finding.place);
    return span.start <= end && start <= span.end;
  });
}

/** Kinds are hierarchical: asking for `source` asks for `source.fixAll.lockkeeper`. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}
