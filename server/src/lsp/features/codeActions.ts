import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import {
  type Analysis,
  distinctOffers,
  type Fix,
  type Found,
  refactoringsAt,
  visible,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import { isSolutionText } from '../checks.ts';
import { toDiagnostic } from '../convert.ts';
import { uriKey } from '../uris.ts';
import { canTake } from './fixEdit.ts';
import { formatActions, REWRITE_KIND } from './format.ts';
import { type IgnoreServices, ignoreActions } from './ignore.ts';
import { type ManyTarget, manyOffers, titleOfMany } from './many.ts';
import { explainAction, FIX_ALL_KIND, FIX_ALL_TITLE, type Touched, wants, whyActions } from './offers.ts';
import { type OpenFile, openFile } from './openFile.ts';
import { offersPeek, PEEK_COMMAND } from './peek.ts';
import { completed, type RepairData } from './repairs.ts';
import { setRuleActions } from './setRule.ts';

export const EXTRACT_KIND = `${CodeActionKind.RefactorExtract}.lockkeeper`;

/** Findings whose fixes are offered at once; more in one list help nobody, and each takes time. */
const MAX_OFFERED = 50;

/** Findings whose repairs are offered for all of their rule: of more, nobody wants the one that stands behind all others. */
const MAX_MANY = 5;

/** Fixes for the findings that touch the range, fix-all, refactorings at the cursor, and the rule pages. */
export async function codeActions(services: IgnoreServices, params: CodeActionParams): Promise<CodeAction[]> {
  const actions = await offersFor(services, params);
  // A repair is found again by the title in its data, which stays as it is.
  return actions.map(({ command, ...action }) => ({
    ...action,
    title: visible(action.title),
    ...(command === undefined ? {} : { command: { ...command, title: visible(command.title) } }),
  }));
}

async function offersFor(services: IgnoreServices, params: CodeActionParams): Promise<CodeAction[]> {
  const { client } = services;
  if (!client.codeActionLiterals) return [];
  const { uri } = params.textDocument;
  const file = await openFile(services, uri);
  if (file === undefined) return [];
  const { version, flow } = file;
  const { only } = params.context;
  const offers: Offer[] = [];
  const touched = wants(only, CodeActionKind.QuickFix)
    ? touching(file, params)
        .slice(0, MAX_OFFERED)
        .map((found): Touched => ({ found, diagnostic: toDiagnostic(client, version, found, file.uriOf) }))
    : [];
  const base = { uri, version };
  if (touched.length > 0) {
    const listed = listFixes(touched);
    offers.push(...fixOffers(services, listed, base));
    offers.push(...everywhere(services, file, touched, listed, base, offers));
    if (flow !== undefined) offers.push(...allInFile(flow.analysis, touched, base));
    if (client.options.commandLinks === true) offers.push(...pages(touched));
  }
  // Where a quick fix takes a literal out of the flow, a refactoring has nothing to add.
  if (
    flow !== undefined &&
    wants(only, EXTRACT_KIND) &&
    !offers.some(({ fix }) => fix?.others !== undefined)
  ) {
    const offset = file.offsetAt(params.range.start);
    const offered = new Set(offers.map(({ action }) => action.title));
    refactoringsIn(flow.analysis, params).forEach((fix, index) => {
      const { title } = fix;
      if (offered.has(title)) return;
      const action = { title, kind: EXTRACT_KIND };
      offers.push({ action, data: { ...base, refactoring: index, title, offset }, fix });
    });
  }
  // Only when asked for: a list of all actions already holds the quick fix of the same effect.
  if (only !== undefined && wants(only, FIX_ALL_KIND) && (await hasSafeFix(services, file, uri))) {
    const title = FIX_ALL_TITLE;
    offers.push({ action: { title, kind: FIX_ALL_KIND }, data: { ...base, all: true, title } });
  }
  const takeable = offers.filter(({ fix }) => fix === undefined || canTake(client, fix));
  const complete = takeable.map(({ action, data, fix, disposition = fix?.disposition ?? 'safe' }) =>
    data === undefined ? action : completed(services, action, data, disposition),
  );
  const actions = (await Promise.all(complete)).filter((action) => action !== undefined);
  const ignores = await ignoreActions(services, uri, version, only, touched);
  const rules = await setRuleActions(services, uri, only, touched);
  const forms = await formatActions(services, file, params);
  return [
    ...actions,
    ...whyActions(touched),
    ...forms,
    ...peekActions(client, file, params),
    ...ignores,
    ...rules,
  ];
}

/** A long expression is edited best in an editor of its own. */
function peekActions(
  client: ClientFeatures,
  { flow, offsetAt }: OpenFile,
  params: CodeActionParams,
): CodeAction[] {
  const { textDocument, range, context } = params;
  if (flow === undefined || !wants(context.only, REWRITE_KIND)) return [];
  if (!offersPeek(client, flow.analysis, offsetAt(range.start))) return [];
  const title = 'Edit expression';
  const command = { title, command: PEEK_COMMAND, arguments: [textDocument.uri, range.start] };
  return [{ title, kind: REWRITE_KIND, command }];
}

/** What an action is offered for. */
interface Base {
  readonly uri: string;
  readonly version: number;
}

/** All fixes of the findings, before the list is made. */
function listFixes(touched: readonly Touched[]): ListedFix[] {
  return touched.flatMap((one) => {
    const { analysis, finding } = one.found;
    const fixes = analysis.fixesFor(finding);
    const preferred = fixes.findIndex((fix) => fix.disposition === 'safe');
    const { line } = analysis.rangeOf(finding.place).start;
    return fixes.map((fix, index) => ({ fix, line, of: one, index, preferred: index === preferred }));
  });
}

function fixOffers({ client }: IgnoreServices, listed: readonly ListedFix[], base: Base): Offer[] {
  return distinctOffers(listed).map(({ title, offers: same }) => {
    const [{ fix, index, of }] = same;
    const { ruleId, fingerprint } = of.found.finding;
    const diagnostics = same.map((one) => one.of.diagnostic);
    const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics };
    if (client.preferredActions && same.some((one) => one.preferred)) action.isPreferred = true;
    return { action, data: { ...base, fix: index, title: fix.title, ruleId, fingerprint }, fix };
  });
}

/** Repairs for all findings of a rule, in the flow or in the solution, that a finding offers one for. */
function everywhere(
  services: IgnoreServices,
  file: OpenFile,
  touched: readonly Touched[],
  listed: readonly ListedFix[],
  base: Base,
  before: readonly Offer[],
): Offer[] {
  const offers: Offer[] = [];
  const asked = new Set<string>();
  for (const { found } of touched.slice(0, MAX_MANY)) {
    const fixes = listed.flatMap(({ of, fix }) => (of.found === found ? [fix] : []));
    for (const target of manyOffers(services, file, found, fixes)) {
      const id = `${target.many} ${target.kind} ${target.ruleId}`;
      if (asked.has(id)) continue;
      asked.add(id);
      const title = freeTitle([...before, ...offers], target);
      const action = { title, kind: CodeActionKind.QuickFix, diagnostics: ofRule(touched, target.ruleId) };
      offers.push({ action, data: { ...base, ...target, title }, disposition: 'review' });
    }
  }
  return offers;
}

/** All safe fixes of a flow, and those of each touched rule. */
function allInFile({ findings }: Analysis, touched: readonly Touched[], base: Base): Offer[] {
  const fixable = findings.filter((finding) => finding.fix === 'safe');
  const offers: Offer[] = [];
  const offer = (title: string, diagnostics: Diagnostic[], of: { readonly ruleId?: string }): void => {
    const action = { title, kind: CodeActionKind.QuickFix, diagnostics };
    offers.push({ action, data: { ...base, all: true, title, ...of } });
  };
  for (const ruleId of rulesOf(touched)) {
    if (fixable.filter((finding) => finding.ruleId === ruleId).length < 2) continue;
    offer(`Fix all "${ruleId}" problems in this file`, ofRule(touched, ruleId), { ruleId });
  }
  if (fixable.length > 1)
    offer(
      'Fix all safe problems in this file',
      touched.map((one) => one.diagnostic),
      {},
    );
  return offers;
}

function pages(touched: readonly Touched[]): Offer[] {
  return rulesOf(touched).map((ruleId) => ({ action: explainAction(ruleId, ofRule(touched, ruleId)) }));
}

/** Editors run fix-all while they save: beside the flows it changes the saved file and no other. */
async function hasSafeFix(
  { besideChecks }: IgnoreServices,
  { flow }: OpenFile,
  uri: string,
): Promise<boolean> {
  if (flow !== undefined) return flow.analysis.findings.some((finding) => finding.fix === 'safe');
  const key = uriKey(uri);
  return isSolutionText(key) && (await besideChecks.safeRepairs((one) => one === key)).length > 0;
}

function rulesOf(touched: readonly Touched[]): string[] {
  return [...new Set(touched.map(({ found }) => found.finding.ruleId))];
}

function ofRule(touched: readonly Touched[], ruleId: string): Diagnostic[] {
  return touched.flatMap(({ found, diagnostic }) => (found.finding.ruleId === ruleId ? [diagnostic] : []));
}

/** A fix of a finding, before the list is made. */
interface ListedFix {
  readonly fix: Fix;
  readonly line: number;
  readonly of: Touched;
  /** Among the fixes of the finding. */
  readonly index: number;
  readonly preferred: boolean;
}

/** An action of the list; `data` where it has an edit, `fix` where that is one of a fix. */
interface Offer {
  readonly action: CodeAction;
  readonly data?: RepairData;
  readonly fix?: Fix;
  /** That of the fix, when missing. */
  readonly disposition?: Fix['disposition'];
}

/** Two rules may have one kind of repair. */
function freeTitle(offers: readonly Offer[], target: ManyTarget): string {
  const title = titleOfMany(target);
  return offers.some(({ action }) => action.title === title) ? `${title} (${target.ruleId})` : title;
}

/** Findings with a place that meets the asked range; touching ends count, so that a cursor behind the last character does. */
function touching({ found, offsetAt }: OpenFile, { range }: CodeActionParams): Found[] {
  const start = offsetAt(range.start);
  const end = offsetAt(range.end);
  return found.filter(({ finding }) =>
    (finding.places ?? [finding]).some(
      ({ place: { uri, span } }) => uri === finding.place.uri && span.start <= end && start <= span.end,
    ),
  );
}

/** Of the literal that holds the whole selection; a selection over more than one asks for something else. */
function refactoringsIn(analysis: Analysis, { range }: CodeActionParams): readonly Fix[] {
  const start = analysis.offsetAt(range.start);
  const end = analysis.offsetAt(range.end);
  const { tree } = analysis.document;
  return start === end || tree.nodeAt(start) === tree.nodeAt(end) ? refactoringsAt(analysis, start) : [];
}
