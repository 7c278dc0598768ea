import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import { distinctOffers, type FoundInSolution, type SolutionFix } from '../../core/index.ts';
import { toSolutionDiagnostic } from '../convert.ts';
import { isSolutionText } from '../solutions.ts';
import { uriKey } from '../uris.ts';
import { canTake } from './fixEdit.ts';
import { type IgnoreServices, ignoreActions, type Touched } from './ignore.ts';
import { canTakeMany, titleOfMany } from './many.ts';
import { explainAction, FIX_ALL_KIND, FIX_ALL_TITLE, type Unrepaired, wants, whyActions } from './offers.ts';
import { completed, type RepairData } from './repairs.ts';

/** Fixes for the findings that touch the range, in a file beside the flows, fix-all, and the rule pages. */
export async function solutionActions(
  services: IgnoreServices,
  params: CodeActionParams,
): Promise<CodeAction[]> {
  const all = await fixAllAction(services, params);
  const actions = await quickFixes(services, params);
  return all === undefined ? actions : [...actions, all];
}

/** Only when asked for. Editors run it while they save: it changes the saved file and no other. */
async function fixAllAction(
  services: IgnoreServices,
  { context: { only }, textDocument: { uri } }: CodeActionParams,
): Promise<CodeAction | undefined> {
  const key = uriKey(uri);
  const version = services.documents.get(key)?.version;
  if (only === undefined || !wants(only, FIX_ALL_KIND) || version === undefined || !isSolutionText(key))
    return undefined;
  if ((await services.solutionChecks.safeRepairs((one) => one === key)).length === 0) return undefined;
  const title = FIX_ALL_TITLE;
  return completed(services, { title, kind: FIX_ALL_KIND }, { uri, version, all: true, title }, 'safe');
}

/** A fix of a finding, before the list is made. */
interface ListedFix {
  readonly fix: SolutionFix;
  readonly line: number;
  readonly found: FoundInSolution;
  /** Among the fixes of the finding. */
  readonly index: number;
  readonly preferred: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The kinds of the listed fixes for all findings of their rule in the solution, where there are others. */
function everywhere(
  services: IgnoreServices,
  uri: string,
  version: number,
  listed: readonly ListedFix[],
): Promise<CodeAction | undefined>[] {
  const model = services.solutions.modelOf(uriKey(uri));
  if (!canTakeMany(services) || model === undefined) return [];
  const actions = new Map<string, Promise<CodeAction | undefined>>();
  for (const { fix, found, diagnostics } of listed) {
    const { ruleId } = found.finding;
    const target = { many: 'solution', kind: fix.kind, ruleId } as const;
    const isOffered = fix.disposition === 'review' && found.analysis.solution.id === model.id;
    const title = titleOfMany(target);
    if (!isOffered || actions.has(title) || !isElsewhere(found, fix)) continue;
    const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [...diagnostics] };
    actions.set(title, completed(services, action, { uri, version, title, ...target }, 'review'));
  }
  return [...actions.values()];
}

/** Another finding of the rule with a repair of the kind that is not the same one. */
function isElsewhere({ analysis, finding }: FoundInSolution, { kind, subject }: SolutionFix): boolean {
  return analysis.findings.some(
    (one) =>
      one.ruleId === finding.ruleId &&
      one.fingerprint !== finding.fingerprint &&
      one.fix !== null &&
      analysis
        .fixesFor(one)
        .some((fix) => fix.kind === kind && (subject === undefined || fix.subject !== subject)),
  );
}

async function quickFixes(services: IgnoreServices, params: CodeActionParams): Promise<CodeAction[]> {
  const { client, documents } = services;
  if (!wants(params.context.only, CodeActionKind.QuickFix)) return [];
  const key = uriKey(params.textDocument.uri);
  const found = await services.solutionChecks.findingsIn(key);
  const document = documents.get(key);
  if (document === undefined) return [];
  const { version } = document;
  const start = document.offsetAt(params.range.start);
  const end = document.offsetAt(params.range.end);
  const touched = found.filter(({ finding }) =>
    (finding.places ?? [finding]).some(
      ({ place: { uri, span } }) => uri === finding.place.uri && span.start <= end && start <= span.end,
    ),
  );
  const uriOf = (one: string): string => documents.get(one)?.uri ?? one;
  const listed: ListedFix[] = [];
  const pages = new Map<string, CodeAction>();
  const ignorable: Touched[] = [];
  const unrepaired: Unrepaired[] = [];
  for (const one of touched) {
    const { ruleId, fingerprint } = one.finding;
    const diagnostics = [toSolutionDiagnostic(client, version, one, uriOf)];
    ignorable.push({ ruleId, fingerprint, diagnostic: diagnostics[0]! });
    const fixes = one.analysis.fixesFor(one.finding);
    const reason = one.analysis.whyNoRepair(one.finding);
    if (reason !== undefined) unrepaired.push({ ruleId, reason, diagnostic: diagnostics[0]! });
    const preferred = fixes.findIndex((fix) => fix.disposition === 'safe');
    const { line } = one.analysis.rangeOf(one.finding.place).start;
    fixes.forEach((fix, index) => {
      if (!canTake(client, fix)) return;
      listed.push({ fix, line, found: one, index, preferred: index === preferred, diagnostics });
    });
    const page = pages.get(ruleId);
    if (page !== undefined) page.diagnostics?.push(...diagnostics);
    else if (client.options.commandLinks === true) pages.set(ruleId, explainAction(ruleId, diagnostics));
  }
  const complete = distinctOffers(listed).map(({ title, offers }) => {
    const [{ fix, index, found: first }] = offers;
    const { ruleId, fingerprint } = first.finding;
    const diagnostics = offers.flatMap((one) => one.diagnostics);
    const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics };
    if (client.preferredActions && offers.some((one) => one.preferred)) action.isPreferred = true;
    const base = { uri: params.textDocument.uri, version, title: fix.title };
    const data: RepairData = { ...base, solutionFix: index, ruleId, fingerprint };
    return completed(services, action, data, fix.disposition);
  });
  complete.push(...everywhere(services, params.textDocument.uri, version, listed));
  const repairs = (await Promise.all(complete)).filter((action) => action !== undefined);
  const { uri } = params.textDocument;
  const ignores = await ignoreActions(services, uri, version, params.context.only, ignorable);
  return [...repairs, ...pages.values(), ...whyActions(unrepaired), ...ignores];
}
