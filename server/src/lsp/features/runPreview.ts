// A flow as the page of a run would show it, as it is and once a repair is made.
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  ALWAYS_SHOWN,
  displayNameOf,
  EVERY_PAGE,
  HEAD,
  NOT_SHOWN,
  PROPERTIES,
  previewChanges,
  previewFile,
  type RunPreview,
  visible,
  WHO_SEES,
} from '../../core/index.ts';
import type { OfferedRepair, RepairTarget, RunPreviewResult } from '../../protocol.ts';
import { uriKey } from '../uris.ts';
import { FIX_ALL_TITLE } from './offers.ts';
import { type OpenFile, openFile } from './openFile.ts';
import { type RepairServices, repairToReview } from './repairs.ts';

/** More in one list help nobody, and each takes time. */
const MOST_FINDINGS = 100;
const MOST_REPAIRS = 40;

type Shown = Extract<RunPreviewResult, { kind: 'preview' }>;

/** `lockkeeper/runPreview`. */
export async function runPreview(
  services: RepairServices,
  { uri, repair }: { readonly uri: unknown; readonly repair?: unknown },
): Promise<RunPreviewResult> {
  const refused = (reason: string): RunPreviewResult => ({ kind: 'refused', reason });
  if (typeof uri !== 'string') return refused('No flow was named.');
  const file = await openFile(services, uri);
  const analysis = file?.flow?.analysis;
  const [overview] = analysis?.summary.flows ?? [];
  if (file === undefined || analysis === undefined || overview === undefined)
    return refused('This file holds no flow that can be read.');
  const title = displayNameOf(services.project, overview);
  const flows = previewFile(analysis.flows, title);
  const shown: Shown = {
    ...{ kind: 'preview', version: file.version, flows, repairs: offered(file, uri) },
    words: {
      ...{ head: HEAD, whoSees: WHO_SEES, notShown: NOT_SHOWN, everyPage: EVERY_PAGE },
      ...{ alwaysShown: ALWAYS_SHOWN, properties: PROPERTIES },
    },
  };
  return repair === undefined ? shown : { ...shown, ...(await afterRepair(services, uri, repair, flows)) };
}

async function afterRepair(
  services: RepairServices,
  uri: string,
  target: unknown,
  before: readonly RunPreview[],
): Promise<Pick<Shown, 'after' | 'refused'>> {
  const key = uriKey(uri);
  const repair = await repairToReview(services, target);
  if (repair.kind === 'refused') return { refused: repair.reason };
  const file = repair.files.find((one) => uriKey(one.uri) === key);
  const look = await services.checks.look(key);
  if (file?.before == null || look === undefined)
    return { refused: 'The repair changes other files only, nothing that a run of this flow shows.' };
  const text = TextDocument.applyEdits(TextDocument.create(uri, 'json', 0, file.before), [...file.edits]);
  const repaired = look.again(text);
  const title = before.length === 1 ? before[0]!.title : (before[0]?.title.replace(/, flow 1$/, '') ?? '');
  const flows = previewFile(repaired.flows, title);
  const changes = before.flatMap((one, index) => {
    const other = flows[index];
    return other === undefined ? [] : [previewChanges(one, other)];
  });
  return { after: { title: visible(repair.title), note: visible(repair.note), flows, changes } };
}

/** All safe ones together, then the single ones, each title once. */
function offered({ version, found }: OpenFile, uri: string): OfferedRepair<RepairTarget>[] {
  const base = { uri, version };
  const repairs = new Map<string, OfferedRepair<RepairTarget>>();
  let hasSafe = false;
  for (const { analysis, finding } of found.slice(0, MOST_FINDINGS)) {
    const fixes = analysis.fixesFor(finding);
    fixes.forEach(({ title, disposition }, fix) => {
      hasSafe ||= disposition === 'safe';
      if (repairs.has(title) || repairs.size >= MOST_REPAIRS) return;
      const { ruleId, fingerprint } = finding;
      repairs.set(title, {
        title: visible(title),
        target: { ...base, title, fix, ruleId, fingerprint } as RepairTarget,
      });
    });
  }
  const all = { ...base, title: FIX_ALL_TITLE, all: true } as RepairTarget;
  return [...(hasSafe ? [{ title: FIX_ALL_TITLE, target: all }] : []), ...repairs.values()];
}
