// Repairs from the offer to the edit. An offer carries what is needed to compute it again; all of it is resolved here.
import type { ChangeAnnotation, CodeAction, Command, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Analysis,
  type CheckResult,
  type Finding,
  type Fix,
  type FlowFinding,
  type FlowTexts,
  groupRepairs,
  LineIndex,
  noteOf,
  notRepaired,
  placeOfVariable,
  type RepairGroup,
  refactoringsAt,
} from '../../core/index.ts';
import type { RepairedFile, RepairResult, RepairTarget } from '../../protocol.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checks } from '../checks.ts';
import { isSolutionText } from '../checks.ts';
import { oneAnnotation, toWorkspaceEdit } from '../convert.ts';
import type { Log } from '../runSafe.ts';
import { relativePath, uriKey } from '../uris.ts';
import {
  type AnyFix,
  type FixEditServices,
  fixFiles,
  manyFiles,
  type Refusal,
  type RepairFile,
  solutionRepairFiles,
} from './fixEdit.ts';
import { type ManyServices, type ManyTarget, noteOfMany, repairMany } from './many.ts';
import { isFinding, type OpenFile, openFile } from './openFile.ts';
import { type OtherFlowServices, wholeFix } from './otherFlows.ts';

export interface RepairServices extends FixEditServices, OtherFlowServices, ManyServices {
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Enough to compute a repair again: one fix of one finding, in a flow or in a file beside the flows, one refactoring at a
 * place, all safe fixes (of a rule), or those for review of one rule and kind. Valid for one version of the file. The title tells whether a fix is still the one
 * that was offered: the solution may have changed.
 */
export type RepairData = RepairTarget &
  (
    | { readonly fix: number; readonly ruleId: string; readonly fingerprint: string }
    | { readonly refactoring: number; readonly offset: number }
    | { readonly all: true; readonly ruleId?: string }
    | ManyTarget
  );

/** All that one repair changes. */
export interface Repair {
  readonly title: string;
  readonly disposition: Fix['disposition'];
  /** What the change does, and what is left to do. */
  readonly note: string;
  /** Schema name of a variable that it makes. */
  readonly creates: string | undefined;
  readonly files: readonly RepairFile[];
  /** What of many repairs is made where. */
  readonly repairs?: readonly RepairGroup[];
}

/** Of our own client: shows a repair whole, and applies it when its user says so. */
const REVIEW_COMMAND = 'lockkeeper.reviewRepair';
const CHANGED: Refusal = { refused: 'The file has changed since the repair was offered.' };
const GONE: Refusal = {
  refused: 'The repair is not the one that was offered any more: the file or its solution has changed.',
};

/**
 * The files that a repair changes, each with the text it is for: all of them, or why there is none to apply. What is offered
 * has its title and its disposition alone; whatever else it takes, reading other files included, is done here.
 */
async function resolveRepair(services: RepairServices, data: RepairData): Promise<Repair | Refusal> {
  const key = uriKey(data.uri);
  if ('many' in data) return resolveMany(services, key, data);
  if ('all' in data && isSolutionText(key)) {
    const [repair] = await services.besideChecks.safeRepairs(
      (one) => one === key,
      (finding) => logNotRepaired(services, finding),
    );
    if (services.documents.get(key)?.version !== data.version) return CHANGED;
    if (repair === undefined) return GONE;
    const fix: AnyFix = { title: data.title, disposition: 'safe', changes: repair.files };
    return repairOf(fix, await solutionRepairFiles(services, repair));
  }
  const file = await openFile(services, data.uri);
  if (file?.version !== data.version) return CHANGED;
  const asked = askedFor(services, file, data);
  const whole = asked && (await wholeFix(services, data.title, asked.fix));
  if (whole === undefined) return GONE;
  const { flow } = file;
  return repairOf(
    whole.fix,
    await fixFiles(services, asked!.analysis, whole.fix, { flow, texts: whole.texts }),
  );
}

async function resolveMany(
  services: RepairServices,
  key: string,
  data: RepairTarget & ManyTarget,
): Promise<Repair | Refusal> {
  const { documents, project } = services;
  const isSame = (): boolean => documents.get(key)?.version === data.version;
  if (!isSame()) return CHANGED;
  const made = await repairMany(services, key, project.modelOf(key), data);
  if (!isSame()) return CHANGED;
  const files = made.files.length === 0 ? GONE : await manyFiles(services, made.files);
  if ('refused' in files) return files;
  const { title } = data;
  const repairs = groupRepairs(made.rows);
  return { title, disposition: 'review', note: noteOfMany(made), creates: undefined, files, repairs };
}

/** The fix that was offered, as it is worked out with the texts of other flows, and the check that knows its texts. */
interface Asked {
  readonly analysis: Pick<CheckResult, 'textOf'>;
  readonly fix: (texts: FlowTexts) => AnyFix | undefined;
}

/** Undefined when there is no such finding any more. */
function askedFor(
  services: RepairServices,
  { flow, found }: OpenFile,
  data: Exclude<RepairData, ManyTarget>,
): Asked | undefined {
  if ('fix' in data) {
    const one = found.find((other) => isFinding(other, data));
    return one && { ...one, fix: (texts) => one.analysis.fixesFor(one.finding, texts)[data.fix] };
  }
  if (flow === undefined) return undefined;
  const { analysis } = flow;
  if ('refactoring' in data)
    return {
      analysis,
      fix: (texts) => refactoringsAt(analysis, Number(data.offset), texts)[data.refactoring],
    };
  const { title } = data;
  const edits = fixAllIn(services, analysis, data.ruleId);
  const changes = edits.length === 0 ? [] : [{ uri: analysis.document.uri, edits }];
  return { analysis, fix: () => ({ title, disposition: 'safe', changes }) };
}

/** The edits of fix-all; what it took back is told in the log, and what it repairs to `onRepaired`. */
export function fixAllIn(
  services: Pick<RepairServices, 'log'>,
  analysis: Analysis,
  wanted?: Parameters<Analysis['fixAll']>[0],
  onRepaired?: (finding: FlowFinding) => void,
): ReturnType<Analysis['fixAll']> {
  const onNotRepaired = (finding: Finding): void => logNotRepaired(services, finding, analysis);
  return analysis.fixAll(wanted, { onNotRepaired, onRepaired });
}

/** `checked`: the check that knows in which line the finding is. */
export function logNotRepaired(
  { log }: Pick<RepairServices, 'log'>,
  finding: Finding,
  checked?: Analysis,
): void {
  log.warn(`${relativePath(undefined, finding.place.uri)}: ${notRepaired(finding, checked)}`);
}

function repairOf(fix: AnyFix, files: readonly RepairFile[] | Refusal): Repair | Refusal {
  if ('refused' in files) return files;
  const { title, disposition } = fix;
  return { title, disposition, note: noteOf(fix), creates: fix.creates, files };
}

/**
 * Adds to an action of the list what carries its repair out: a command for a client that shows repairs itself, `data` for a
 * client that asks for the edit later, or the edit. Undefined when there is none.
 */
export async function completed(
  services: RepairServices,
  action: CodeAction,
  data: RepairData,
  disposition: Fix['disposition'],
): Promise<CodeAction | undefined> {
  const { client } = services;
  if (disposition === 'review' && client.options.repairPreview === true) {
    const command: Command = { title: action.title, command: REVIEW_COMMAND, arguments: [data] };
    return { ...action, command };
  }
  if (client.resolveEdit) return { ...action, data };
  const whole = await withEdit(services, action, data);
  return whole.edit === undefined ? undefined : whole;
}

/** `codeAction/resolve`: adds the edit, if there still is one, or tells `onRefused` why there is none. */
export async function resolveCodeAction(
  services: RepairServices,
  action: CodeAction,
  onRefused: (reason: string) => void,
): Promise<CodeAction> {
  return isRepairData(action.data) ? withEdit(services, action, action.data, onRefused) : action;
}

async function withEdit(
  services: RepairServices,
  action: CodeAction,
  data: RepairData,
  onRefused?: (reason: string) => void,
): Promise<CodeAction> {
  const repair = await resolveRepair(services, data);
  if ('refused' in repair) {
    onRefused?.(`Nothing was changed. ${repair.refused}`);
    return action;
  }
  const { title, disposition, note, files } = repair;
  const annotation: ChangeAnnotation = { label: title, description: note, needsConfirmation: true };
  const edit = toWorkspaceEdit(
    services.client,
    files,
    disposition === 'review' ? oneAnnotation(annotation) : undefined,
  );
  return { ...action, edit };
}

/** `lockkeeper/repair`: the repair for a client that shows it itself. */
export async function repairToReview(services: RepairServices, target: unknown): Promise<RepairResult> {
  const repair: Repair | Refusal = isRepairData(target) ? await resolveRepair(services, target) : GONE;
  if ('refused' in repair) return { kind: 'refused', reason: repair.refused };
  const start = { line: 0, character: 0 };
  const files = repair.files.map((file) =>
    'create' in file
      ? { uri: file.uri, before: null, edits: [{ range: { start, end: start }, newText: file.create }] }
      : 'delete' in file
        ? { uri: file.uri, before: file.before, edits: [], delete: true as const }
        : { uri: file.uri, before: file.before, edits: file.edits },
  );
  const rename = repair.creates === undefined ? undefined : renameOf(services, target, repair.creates, files);
  const { title, note } = repair;
  return {
    ...{ kind: 'repair', title, note, files },
    ...(repair.repairs === undefined ? {} : { repairs: repair.repairs }),
    ...(rename === undefined ? {} : { rename }),
  };
}

/** Where the flow of the repair names the new variable, as the text will be. */
function renameOf(
  { client, project }: RepairServices,
  target: unknown,
  schemaName: string,
  files: readonly RepairedFile[],
): { readonly uri: string; readonly position: Position } | undefined {
  const { uri } = target as RepairTarget;
  const key = uriKey(uri);
  const flow = files.find((file) => uriKey(file.uri) === key);
  // Where it could not be renamed, nobody is asked.
  if (flow === undefined || flow.before === null || !client.renameFiles || project.modelOf(key) === undefined)
    return undefined;
  const before = TextDocument.create(uri, 'json', 0, flow.before);
  const text = TextDocument.applyEdits(before, [...flow.edits]);
  const place = placeOfVariable({ uri, text }, schemaName);
  return place && { uri: flow.uri, position: new LineIndex(text).positionAt(place.start) };
}

function isRepairData(data: unknown): data is RepairData {
  return typeof (data as Partial<RepairTarget> | null | undefined)?.uri === 'string';
}
