// Safe repairs of many findings together: of the whole workspace, or of those below a row of the checklist.
import type { CancellationToken } from 'vscode-languageserver';
import { chosenAmong, count, type Finding, safeBelow } from '../../core/index.ts';
import type { RepairResult, SafeRepairsTarget } from '../../protocol.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checked, Checks } from '../checks.ts';
import { type FileEdits, toEdits } from '../convert.ts';
import type { Log } from '../runSafe.ts';
import type { Trees } from '../trees/trees.ts';
import { type FixEditServices, solutionRepairFiles } from './fixEdit.ts';
import { fixAllIn, tellNotRepaired } from './repairs.ts';

export interface SafeRepairServices extends FixEditServices {
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
  readonly log: Pick<Log, 'warn'>;
  readonly pause: () => Promise<void>;
}

interface SafelyRepaired {
  /** `before`: the text that the edits are for. */
  readonly files: readonly (FileEdits & { readonly before: string })[];
  /** How many findings that repairs. */
  readonly findings: number;
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
  const files: (FileEdits & { readonly before: string })[] = [];
  let findings = 0;
  for (const key of keys) {
    if (token.isCancellationRequested) return undefined;
    const found = await repairFlow(services, key, choose);
    if (found !== undefined) {
      files.push(found.file);
      findings += found.findings;
    }
    await services.pause();
  }
  await services.besideChecks.run();
  const beside = [...services.project.beside.found().values()].flat().map((one) => one.finding);
  const isWanted = choose(beside);
  if (!beside.some((one) => one.fix === 'safe' && isWanted(one))) return { files, findings };
  const repairs = await services.besideChecks.safeRepairs(
    undefined,
    (finding) => tellNotRepaired(services, finding),
    isWanted,
  );
  for (const repair of repairs) {
    if (token.isCancellationRequested) return undefined;
    const found = await solutionRepairFiles(services, repair);
    // Of files that changed unseen; the next call knows them.
    if ('refused' in found) continue;
    files.push(...found);
    findings += repair.findings;
  }
  return { files, findings };
}

async function repairFlow(
  services: SafeRepairServices,
  key: string,
  choose: Choose,
): Promise<{ readonly file: SafelyRepaired['files'][number]; readonly findings: number } | undefined> {
  const { checks, documents } = services;
  const checked: Checked | undefined = documents.has(key) ? await checks.open(key) : await checks.closed(key);
  const analysis = checked?.analysis;
  if (checked === undefined || analysis === undefined) return undefined;
  const isWanted = choose(analysis.findings);
  const wanted = analysis.findings.filter((one) => one.fix === 'safe' && isWanted(one));
  if (wanted.length === 0) return undefined;
  let left = 0;
  const edits = fixAllIn(services, analysis, isWanted, () => left++);
  // What a link leads to may be anybody's.
  if (edits.length === 0 || (await services.files.isThroughLink(key))) return undefined;
  const { uri, version } = checked;
  const file = { uri, version, before: analysis.document.text, edits: toEdits(analysis, edits) };
  return { file, findings: Math.max(0, wanted.length - left) };
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
  const left = below.findings.length - findings;
  return {
    kind: 'repair',
    title: below.label === undefined ? 'Safe repairs' : `Safe repairs for "${below.label}"`,
    note: [
      `Repairs ${count(findings, 'finding')} in ${count(files.length, 'file')}.`,
      ...(left > 0 ? [`${count(left, 'finding')} left: the repair does not hold there.`] : []),
    ].join(' '),
    files: files.map(({ uri, before, edits }) => ({ uri, before, edits })),
  };
}
