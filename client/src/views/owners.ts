import { commands, Disposable, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inform, input, pick, warn } from '../notify/index.ts';
import { type RecordOwnerParams, request, type TreeNode } from '../protocol.ts';

/** The commands that write down who owns a flow. */
export function registerOwnerCommands(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    commands.registerCommand('lockkeeper.recordOwner', (target?: TreeNode | Uri, answer?: unknown) =>
      // From a menu the second argument is the selection.
      recordOwner(client, target, isAnswer(answer) ? answer : undefined),
    ),
    commands.registerCommand('lockkeeper.startOwners', () => startOwners(client)),
  );
}

/** Who owns a flow, for callers that need not ask. */
type Answer = Pick<RecordOwnerParams, 'owner' | 'kind'>;

function isAnswer(value: unknown): value is Answer {
  return typeof (value as Partial<Answer> | null | undefined)?.owner === 'string';
}

const KINDS: readonly {
  readonly owner: RecordOwnerParams['kind'];
  readonly label: string;
  readonly description: string;
}[] = [
  { owner: 'person', label: l10n.t('Person'), description: l10n.t('A member of the team') },
  {
    owner: 'service',
    label: l10n.t('Service account or service principal'),
    description: l10n.t('Stays when people leave'),
  },
  { owner: 'team', label: l10n.t('Team'), description: l10n.t('A Dataverse team or a group') },
];

async function recordOwner(
  client: BaseLanguageClient,
  target: TreeNode | Uri | undefined,
  given: Answer | undefined,
): Promise<void> {
  const { flows } = await request(client, 'lockkeeper/owners/flows', {});
  const wanted = target === undefined ? window.activeTextEditor?.document.uri.toString() : uriOf(target);
  const known = flows.find((one) => one.uri === wanted);
  if (known === undefined && target !== undefined) {
    warn(l10n.t('this flow belongs to no solution in this workspace, so no file could name its owner.'));
    return;
  }
  const flow = known ?? (await pickFlow(flows));
  if (flow === undefined) return;
  const answer = given ?? (await askOwner(flow));
  if (answer === undefined) return;
  const result = await request(client, 'lockkeeper/owners/record', { flow: flow.uri, ...answer });
  if ('refusal' in result) {
    warn(result.refusal);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  const uris = edit.entries().map(([uri]) => uri);
  // Whoever has unsaved text there saves it when they are ready.
  const dirty = new Set(workspace.textDocuments.filter((one) => one.isDirty).map(({ uri }) => `${uri}`));
  if (!(await workspace.applyEdit(edit))) {
    warn(l10n.t('the file has changed meanwhile. Try again.'));
    return;
  }
  for (const uri of uris) if (!dirty.has(`${uri}`)) await (await workspace.openTextDocument(uri)).save();
  inform(result.note);
}

/** Undefined for "never mind". */
async function askOwner(flow: {
  readonly name: string;
  readonly owner: string | null;
}): Promise<Answer | undefined> {
  const kind = await pick(
    l10n.t('Who owns "{0}"?', flow.name),
    KINDS.map((one) => ({ shown: { label: one.label, description: one.description }, value: one })),
  );
  if (kind === undefined) return undefined;
  const owner = await input({
    title: l10n.t('{0} that owns "{1}"', kind.label, flow.name),
    prompt: l10n.t('Name or e-mail address, as your team writes it. It goes into a file of this repository.'),
    value: flow.owner ?? '',
    validateInput: (text) => (text.trim() === '' ? l10n.t('Type a name or an address.') : undefined),
  });
  return owner === undefined ? undefined : { owner: owner.trim(), kind: kind.owner };
}

async function startOwners(client: BaseLanguageClient): Promise<void> {
  const { solutions } = await request(client, 'lockkeeper/owners/flows', {});
  if (solutions.length === 0) {
    inform(l10n.t('there is no solution in this workspace.'));
    return;
  }
  const chosen =
    solutions.length === 1
      ? solutions[0]
      : await pick(
          l10n.t('Start an ownership file for which solution?'),
          solutions.map((one) => ({ shown: { label: one.name }, value: one })),
        );
  if (chosen === undefined) return;
  const answer = await request(client, 'lockkeeper/owners/start', { solution: chosen.id });
  if ('refusal' in answer) {
    warn(answer.refusal);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
  if (await workspace.applyEdit(edit)) await window.showTextDocument(Uri.parse(answer.uri));
}

function uriOf(target: TreeNode | Uri): string | undefined {
  return target instanceof Uri ? target.toString() : (target.flow ?? target.place?.uri);
}

async function pickFlow<
  T extends { readonly name: string; readonly solution: string; readonly owner: string | null },
>(flows: readonly T[]): Promise<T | undefined> {
  if (flows.length === 0) {
    inform(l10n.t('there is no flow in this workspace.'));
    return undefined;
  }
  const rows = flows.map((flow) => ({
    shown: {
      label: flow.name,
      description: flow.solution,
      detail: flow.owner === null ? l10n.t('No owner recorded') : l10n.t('Owner: {0}', flow.owner),
    },
    value: flow,
  }));
  return pick(l10n.t('Record an owner for which flow?'), rows);
}
