import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import {
  type Analysis,
  distinctOffers,
  type Finding,
  type Fix,
  refactoringsAt,
  visible,
} from '../../core/index.ts';
import { toDiagnostic } from '../convert.ts';
import { uriKey } from '../uris.ts';
import { canTake } from './fixEdit.ts';
import { type IgnoreServices, ignoreActions, type Touched } from './ignore.ts';
import { type ManyTarget, manyOffers, titleOfMany } from './many.ts';
import { explainAction, FIX_ALL_KIND, FIX_ALL_TITLE, type Unrepaired, wants, whyActions } from './offers.ts';
import { completed, type RepairData } from './repairs.ts';
import { solutionActions } from './solutionActions.ts';

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
  const { client, checker } = services;
  if (!client.codeActionLiterals) return [];
  const checked = await checker.openWithSolution(uriKey(params.textDocument.uri));
  const analysis = checked?.analysis;
  if (checked === undefined || analysis === undefined || checked.version === null)
    return solutionActions(services, params);
  const base = { uri: params.textDocument.uri, version: checked.version };
  const only = params.context.only;
  const offers: Offer[] = [];
  const unrepaired: Unrepaired[] = [];
  let ignorable: readonly Touched[] = [];

  const fixable = analysis.findings.filter((finding) => finding.fix === 'safe');
  if (wants(only, CodeActionKind.QuickFix)) {
    const touched = touching(analysis, params).slice(0, MAX_OFFERED);
    const told = new Map<Finding, Diagnostic>();
    const listed: ListedFix[] = [];
    const fixesOf = new Map<Finding, readonly Fix[]>();
    for (const finding of touched) {
      const diagnostic = toDiagnostic(client, checked, analysis, finding);
      told.set(finding, diagnostic);
      const fixes = analysis.fixesFor(finding);
      fixesOf.set(finding, fixes);
      const reason = analysis.whyNoRepair(finding);
      if (reason !== undefined) unrepaired.push({ ruleId: finding.ruleId, reason, diagnostic });
      const preferred = fixes.findIndex((fix) => fix.disposition === 'safe');
      const { line } = analysis.rangeOf(analysis.spanOf(finding.place)).start;
      fixes.forEach((fix, index) => {
        listed.push({ fix, line, finding, index, preferred: index === preferred });
      });
    }
    for (const { title, offers: same } of distinctOffers(listed)) {
      const [{ fix, index, finding }] = same;
      const { ruleId, fingerprint } = finding;
      const diagnostics = same.map((one) => told.get(one.finding)!);
      const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics };
      if (client.preferredActions && same.some((one) => one.preferred)) action.isPreferred = true;
      offers.push({
        action,
        data: { ...base, fix: index, title: fix.title, ruleId, fingerprint },
        fix,
      });
    }
    const asked = new Set<string>();
    for (const finding of touched.slice(0, MAX_MANY)) {
      for (const target of manyOffers(services, analysis, checked.model, finding, fixesOf.get(finding)!)) {
        const id = `${target.many} ${target.kind} ${target.ruleId}`;
        if (asked.has(id)) continue;
        asked.add(id);
        const diagnostics = [...told]
          .filter(([one]) => one.ruleId === target.ruleId)
          .map(([, diagnostic]) => diagnostic);
        const action = { title: freeTitle(offers, target), kind: CodeActionKind.QuickFix, diagnostics };
        offers.push({ action, data: { ...base, ...target, title: action.title }, disposition: 'review' });
      }
    }
    ignorable = [...told].map(([{ ruleId, fingerprint }, diagnostic]) => ({
      ruleId,
      fingerprint,
      diagnostic,
    }));
    const rules = new Set(touched.map((finding) => finding.ruleId));
    for (const ruleId of rules) {
      const ofRule = fixable.filter((finding) => finding.ruleId === ruleId);
      if (ofRule.length < 2) continue;
      const diagnostics = [...told].filter(([finding]) => finding.ruleId === ruleId).map(([, told]) => told);
      const title = `Fix all "${ruleId}" problems in this file`;
      const action = { title, kind: CodeActionKind.QuickFix, diagnostics };
      offers.push({ action, data: { ...base, all: true, title, ruleId } });
    }
    if (touched.length > 0 && fixable.length > 1) {
      const title = 'Fix all safe problems in this file';
      const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [...told.values()] };
      offers.push({ action, data: { ...base, all: true, title } });
    }
    if (client.options.commandLinks === true) {
      for (const ruleId of rules) offers.push({ action: explain(ruleId, told) });
    }
  }
  // Where a quick fix takes a literal out of the flow, a refactoring has nothing to add.
  if (wants(only, EXTRACT_KIND) && !offers.some(({ fix }) => fix && 'others' in fix)) {
    const offset = analysis.offsetAt(params.range.start);
    const offered = new Set(offers.map(({ action }) => action.title));
    refactoringsIn(analysis, params).forEach((fix, index) => {
      const { title } = fix;
      if (offered.has(title)) return;
      const action = { title, kind: EXTRACT_KIND };
      offers.push({ action, data: { ...base, refactoring: index, title, offset }, fix });
    });
  }
  // Only when asked for: a list of all actions already holds the quick fix of the same effect.
  if (only !== undefined && wants(only, FIX_ALL_KIND) && fixable.length > 0) {
    const title = FIX_ALL_TITLE;
    offers.push({ action: { title, kind: FIX_ALL_KIND }, data: { ...base, all: true, title } });
  }
  const takeable = offers.filter(({ fix }) => fix === undefined || canTake(client, fix));
  const complete = takeable.map(({ action, data, fix, disposition = fix?.disposition ?? 'safe' }) =>
    data === undefined ? action : completed(services, action, data, disposition),
  );
  const actions = (await Promise.all(complete)).filter((action) => action !== undefined);
  const ignores = await ignoreActions(services, base.uri, base.version, only, ignorable);
  return [...actions, ...whyActions(unrepaired), ...ignores];
}

/** A fix of a finding, before the list is made. */
interface ListedFix {
  readonly fix: Fix;
  readonly line: number;
  readonly finding: Finding;
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

function explain(ruleId: string, told: ReadonlyMap<Finding, Diagnostic>): CodeAction {
  const ofRule = [...told].filter(([finding]) => finding.ruleId === ruleId);
  return explainAction(
    ruleId,
    ofRule.map(([, diagnostic]) => diagnostic),
  );
}

/** Findings with a place that meets the asked range; touching ends count, so that a cursor behind the last character does. */
function touching(analysis: Analysis, params: CodeActionParams): Finding[] {
  const start = analysis.offsetAt(params.range.start);
  const end = analysis.offsetAt(params.range.end);
  return analysis.findings.filter((finding) =>
    (finding.places ?? [finding]).some(({ place }) => {
      const span = analysis.spanOf(place);
      return span.start <= end && start <= span.end;
    }),
  );
}

/** Of the literal that holds the whole selection; a selection over more than one asks for something else. */
function refactoringsIn(analysis: Analysis, { range }: CodeActionParams): readonly Fix[] {
  const start = analysis.offsetAt(range.start);
  const end = analysis.offsetAt(range.end);
  const { tree } = analysis.document;
  return start === end || tree.nodeAt(start) === tree.nodeAt(end) ? refactoringsAt(analysis, start) : [];
}
