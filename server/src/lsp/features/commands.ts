import type { CancellationToken, Connection } from 'vscode-languageserver';
import { partsOf } from '../../core/index.ts';
import type { FixWorkspaceResult } from '../../protocol.ts';
import { type Annotations, toWorkspaceEdit } from '../convert.ts';
import { inform } from '../notify.ts';
import { uriKey } from '../uris.ts';
import type { Diagnostics } from './diagnostics.ts';
import { FORMAT_COMMANDS } from './format.ts';
import { WHY_COMMAND } from './offers.ts';
import { repairSafely, type SafelyRepaired, type SafeRepairServices } from './safeRepairs.ts';

/** Commands for clients that have none of their own. */
export const SERVER_COMMANDS = [
  'lockkeeper.rescan',
  'lockkeeper.fixWorkspace',
  WHY_COMMAND,
  ...Object.values(FORMAT_COMMANDS),
];

export interface FixWorkspaceServices extends SafeRepairServices {
  readonly diagnostics: Diagnostics;
}

/**
 * Safe fixes of every flow that has findings, and of the files of solutions beside them; none of a file that is reached through
 * a link. Nothing is applied here.
 */
export async function fixWorkspace(
  services: FixWorkspaceServices,
  token: CancellationToken,
): Promise<FixWorkspaceResult> {
  const { diagnostics, client } = services;
  const made = await repairSafely(services, [...diagnostics.results.keys()].sort(), () => () => true, token);
  const { files = [], findings = [] } = made ?? {};
  if (files.length === 0) return { edit: null, files: 0, findings: 0 };
  return {
    edit: toWorkspaceEdit(client, files, byRule(files, findings)),
    files: files.length,
    findings: findings.length,
  };
}

/** The editor lists the edits by rule, says where, and asks for each rule. */
function byRule(files: SafelyRepaired['files'], findings: SafelyRepaired['findings']): Annotations {
  const { parts, ofEdits } = partsOf(
    files.map(({ uri, marked }) => ({ uri: uriKey(uri), edits: marked })),
    findings,
  );
  return {
    all: new Map(
      [...parts].map(([id, { label, description }]) => [id, { label, description, needsConfirmation: true }]),
    ),
    idOf: (uri, edit) => ofEdits.get(uriKey(uri))![edit]!,
  };
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
