import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { FixWorkspaceResult } from '../../protocol.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checked, Checks } from '../checks.ts';
import { type FileEdits, toEdits, toWorkspaceEdit } from '../convert.ts';
import { inform } from '../notify.ts';
import type { Log } from '../runSafe.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type FixEditServices, solutionRepairFiles } from './fixEdit.ts';
import { FORMAT_COMMANDS } from './format.ts';
import { WHY_COMMAND } from './offers.ts';
import { fixAllIn, tellNotRepaired } from './repairs.ts';

/** Commands for clients that have none of their own. */
export const SERVER_COMMANDS = [
  'lockkeeper.rescan',
  'lockkeeper.fixWorkspace',
  WHY_COMMAND,
  ...Object.values(FORMAT_COMMANDS),
];

export interface FixWorkspaceServices extends FixEditServices {
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
  readonly diagnostics: Diagnostics;
  readonly log: Pick<Log, 'warn'>;
  readonly pause: () => Promise<void>;
}

/**
 * Safe fixes of every flow that has findings, and of the files of solutions beside them; none of a file that is reached through
 * a link. Nothing is applied here.
 */
export async function fixWorkspace(
  services: FixWorkspaceServices,
  token: CancellationToken,
): Promise<FixWorkspaceResult> {
  const { checks, diagnostics, client } = services;
  const files: FileEdits[] = [];
  for (const key of [...diagnostics.results.keys()].sort()) {
    if (token.isCancellationRequested) return { edit: null, files: 0 };
    const checked: Checked | undefined = services.documents.has(key)
      ? await checks.open(key)
      : await checks.closed(key);
    const analysis = checked?.analysis;
    if (checked === undefined || analysis === undefined) continue;
    const edits = analysis.findings.some((finding) => finding.fix === 'safe')
      ? fixAllIn(services, analysis)
      : [];
    // What a link leads to may be anybody's.
    if (edits.length > 0 && !(await services.files.isThroughLink(key)))
      files.push({ uri: checked.uri, version: checked.version, edits: toEdits(analysis, edits) });
    await services.pause();
  }
  const repairs = await services.besideChecks.safeRepairs(undefined, (finding) =>
    tellNotRepaired(services, finding),
  );
  for (const repair of repairs) {
    if (token.isCancellationRequested) return { edit: null, files: 0 };
    const found = await solutionRepairFiles(services, repair);
    // Of files that changed unseen; the next call knows them.
    if ('refused' in found) continue;
    files.push(...found);
  }
  if (files.length === 0) return { edit: null, files: 0 };
  const annotation = { label: 'Safe fixes by Lockkeeper', needsConfirmation: true };
  return { edit: toWorkspaceEdit(client, files, annotation), files: files.length };
}

/** `workspace/executeCommand`: computes the edit and asks the client to apply it. */
export async function applyFixWorkspace(
  connection: Connection,
  services: FixWorkspaceServices,
  token: CancellationToken,
): Promise<void> {
  const { edit } = await fixWorkspace(services, token);
  if (edit === null) inform(connection, 'Lockkeeper: there is nothing to fix safely.');
  else if (services.client.applyEdit)
    await connection.workspace.applyEdit({ label: 'Lockkeeper: safe fixes', edit });
}
