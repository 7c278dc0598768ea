// Safe repairs of many findings together: of the whole workspace, or of those below a row of the checklist.
import type { CancellationToken } from 'vscode-languageserver';
import {
  chosenAmong,
  count,
  type Finding,
  type FlowFinding,
  groupRepairs,
  type MarkedEdit,
  type RepairedFinding,
  repairedBeside,
  repairedIn,
  safeBelow,
} from '../../core/index.ts';
import type { RepairResult, SafeRepairsTarget } from '../../protocol.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checked, Checks } from '../checks.ts';
import { type FileEdits, toEdits } from '../convert.ts';
import type { Log } from '../runSafe.ts';
import type { Trees } from '../trees/trees.ts';
import { type FixEditServices, solutionRepairFiles } from './fixEdit.ts';
import { fixAllIn, logNotRepaired } from './repairs.ts';

export interface SafeRepairServices extends FixEditServices {
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
  readonly log: Pick<Log, 'warn'>;
  readonly pause: () => Promise<void>;
}

/** `before`: the text that the edits are for. `marked`: the same edits in the same order, with the rules that they are made for. */
interface SafelyRepairedFile extends FileEdits {
  readonly before: string;
  readonly marked: readonly MarkedEdit[];
}

export interface SafelyRepaired {
  readonly files: readonly SafelyRepairedFile[];
  /** What that repairs. */
  readonly findings: readonly RepairedFinding[];
}

/** Which of the findings of one check are wanted. Asked once for each, so that what is left of one after a round can be told. */
type Choose = (findings: readonly Finding[]) => (finding: Finding) => boolean;

/**
 * Safe repairs in flows and in the files of solutions beside them; none of a file that is reached through a link. Nothing is
 * applied here. `keys`: of flows. Undefined when it was cancelled.
 */
export async function repairSafely(
  services: SafeRepairServices,
  keys: Iterable<string>,
  choose: Choose,
  token: CancellationToken,
): Promise<SafelyRepaired | undefined> {
  const files: SafelyRepairedFile[] = [];
  const findings: RepairedFinding[] = [];
  for (const key of keys) {
    if (token.isCancellationRequested) return undefined;
    const found = await repairFlow(services, key, choose);
    if (found !== undefined) {
      files.push(found.file);
      findings.push(...found.findings);
    }
    await services.pause();
  }
  await services.besideChecks.run();
  const beside = [...services.project.beside.found().values()].flat().map((one) => one.finding);
  const isWanted = choose(beside);
  if (!beside.some((one) => one.fix === 'safe' && isWanted(one))) return { files, findings };
  const repairs = await services.besideChecks.safeRepairs(
    undefined,
    (finding) => logNotRepaired(services, finding),
    isWanted,
  );
  for (const repair of repairs) {
    if (token.isCancellationRequested) return undefined;
    const found = await solutionRepairFiles(services, repair);
    // Of files that changed unseen; the next call knows them.
    if ('refused' in found) continue;
    for (const [index, { edits: marked }] of repair.files.entries())
      if (found[index] !== undefined) files.push({ ...found[index], marked });
    findings.push(...repair.findings.map(repairedBeside));
  }
  return { files, findings };
}

async function repairFlow(
  services: SafeRepairServices,
  key: string,
  choose: Choose,
): Promise<{ readonly file: SafelyRepairedFile; readonly findings: readonly RepairedFinding[] } | undefined> {
  const { checks, documents } = services;
  const checked: Checked | undefined = documents.has(key) ? await checks.open(key) : await checks.closed(key);
  const analysis = checked?.analysis;
  if (checked === undefined || analysis === undefined) return undefined;
  const isWanted = choose(analysis.findings);
  if (!analysis.findings.some((one) => one.fix === 'safe' && isWanted(one))) return undefined;
  const repaired: FlowFinding[] = [];
  const edits = fixAllIn(services, analysis, isWanted, (one) => repaired.push(one));
  // What a link leads to may be anybody's.
  if (edits.length === 0 || (await services.files.isThroughLink(key))) return undefined;
  const { uri, version } = checked;
  const before = analysis.document.text;
  const file = { uri, version, before, edits: toEdits(analysis, edits), marked: edits };
  return { file, findings: repairedIn(analysis, repaired) };
}

/** `lockkeeper/safeRepairs`: for a client that shows them itself. */
export async function safeRepairsToReview(
  services: SafeRepairServices & { readonly trees: Trees },
  { row, options }: SafeRepairsTarget,
  token: CancellationToken,
): Promise<RepairResult> {
  const below = safeBelow(await services.trees.workspace(), row ?? undefined, options ?? {});
  if (below === undefined) return { kind: 'refused', reason: 'What these repairs were asked for is gone.' };
  const nameOf = ({ ruleId, fingerprint }: Pick<Finding, 'ruleId' | 'fingerprint'>, uri: string): string =>
    `${uri} ${ruleId} ${fingerprint}`;
  const wanted = new Set(below.findings.map((one) => nameOf(one, one.place.uri)));
  const choose: Choose = (all) => chosenAmong(all, (one) => wanted.has(nameOf(one, one.place.uri)));
  const keys = [...new Set(below.findings.map((one) => one.place.uri))].sort();
  const made = await repairSafely(services, keys, choose, token);
  if (made === undefined) return { kind: 'refused', reason: 'This was cancelled.' };
  const { files, findings } = made;
  if (files.length === 0) return { kind: 'refused', reason: 'Nothing here can be repaired safely now.' };
  const left = below.findings.length - findings.length;
  return {
    kind: 'repair',
    title: below.label === undefined ? 'Safe repairs' : `Safe repairs for "${below.label}"`,
    note: [
      `Repairs ${count(findings.length, 'finding')} in ${count(files.length, 'file')}.`,
      ...(left > 0 ? [`${count(left, 'finding')} left: the repair does not hold there.`] : []),
    ].join(' '),
    files: files.map(({ uri, before, edits }) => ({ uri, before, edits })),
    repairs: groupRepairs(findings),
  };
}
