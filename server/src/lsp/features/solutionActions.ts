import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { FoundInSolution } from '../../core/index.ts';
import { toSolutionDiagnostic } from '../convert.ts';
import type { SolutionChecks } from '../solutionChecks.ts';
import { uriKey } from '../uris.ts';
import { canTake, type FixEditServices, solutionFixEdit } from './fixEdit.ts';
import { explainAction, wants } from './offers.ts';

export interface SolutionActionServices extends FixEditServices {
  readonly solutionChecks: SolutionChecks;
}

/** Enough to compute the edit again: one fix of one finding. Valid for one version. */
export interface SolutionActionData {
  readonly uri: string;
  readonly version: number;
  readonly solutionFix: number;
  readonly title: string;
  readonly ruleId: string;
  readonly fingerprint: string;
}

/** Fixes for the findings that touch the range, in a file beside the flows, and the rule pages. */
export async function solutionActions(
  services: SolutionActionServices,
  params: CodeActionParams,
): Promise<CodeAction[]> {
  const { client, documents } = services;
  if (!wants(params.context.only, CodeActionKind.QuickFix)) return [];
  const key = uriKey(params.textDocument.uri);
  const found = await services.solutionChecks.findingsIn(key);
  const document = documents.get(key);
  if (document === undefined) return [];
  const { version } = document;
  const start = document.offsetAt(params.range.start);
  const end = document.offsetAt(params.range.end);
  const touched = found.filter(
    ({ finding: { place } }) => place.span.start <= end && start <= place.span.end,
  );
  const uriOf = (one: string): string => documents.get(one)?.uri ?? one;
  const offers: { action: CodeAction; data: SolutionActionData }[] = [];
  const pages = new Map<string, CodeAction>();
  for (const one of touched) {
    const { ruleId, fingerprint } = one.finding;
    const diagnostics = [toSolutionDiagnostic(client, version, one, uriOf)];
    const fixes = one.analysis.fixesFor(one.finding);
    const preferred = fixes.findIndex((fix) => fix.disposition === 'safe');
    fixes.forEach((fix, index) => {
      if (!canTake(client, fix)) return;
      const { title } = fix;
      const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics };
      if (client.preferredActions && index === preferred) action.isPreferred = true;
      const data = { uri: params.textDocument.uri, version, solutionFix: index, title, ruleId, fingerprint };
      offers.push({ action, data });
    });
    const page = pages.get(ruleId);
    if (page !== undefined) page.diagnostics?.push(...diagnostics);
    else if (client.options.commandLinks === true) pages.set(ruleId, explainAction(ruleId, diagnostics));
  }
  if (client.resolveEdit)
    return [...offers.map(({ action, data }) => ({ ...action, data })), ...pages.values()];
  const complete = await Promise.all(
    offers.map(({ action, data }) => withEdit(services, found, action, data)),
  );
  return [...complete.filter((action) => action.edit !== undefined), ...pages.values()];
}

/** Adds the edit, if the file is still the one that the action was made for. */
export async function resolveSolutionAction(
  services: SolutionActionServices,
  action: CodeAction,
  data: SolutionActionData,
): Promise<CodeAction> {
  const key = uriKey(data.uri);
  const found = await services.solutionChecks.findingsIn(key);
  if (services.documents.get(key)?.version !== data.version) return action;
  return withEdit(services, found, action, data);
}

async function withEdit(
  services: SolutionActionServices,
  found: readonly FoundInSolution[],
  action: CodeAction,
  data: SolutionActionData,
): Promise<CodeAction> {
  const one = found.find(
    ({ finding }) => finding.ruleId === data.ruleId && finding.fingerprint === data.fingerprint,
  );
  const fix = one?.analysis.fixesFor(one.finding)[data.solutionFix];
  if (one === undefined || fix?.title !== data.title) return action;
  const edit = await solutionFixEdit(services, one.analysis.solution, fix);
  return edit === undefined ? action : { ...action, edit };
}
