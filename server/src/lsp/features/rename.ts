// Rename of an environment variable, from any place that names it; other names are renamed in their flow (`renameInFlow.ts`).
import type {
  ChangeAnnotation,
  PrepareRenameParams,
  PrepareRenameResult,
  RenameFile,
  RenameParams,
  WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Renamable,
  renamableInFile,
  renamableInFlow,
  renameRefusal,
  renameVariable,
  type SolutionModel,
  type Span,
  withoutSecrets,
} from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import { oneAnnotation, toWorkspaceEdit } from '../convert.ts';
import { uriKey } from '../uris.ts';
import { type FixEditServices, fixFiles } from './fixEdit.ts';
import { type OtherFlowServices, textsOf } from './otherFlows.ts';
import { type Failed, failed, prepareInFlow, renameInFlow } from './renameInFlow.ts';

export interface RenameServices extends FixEditServices, OtherFlowServices {
  readonly checks: Checks;
}

interface Found {
  readonly renamable: Renamable;
  /** Undefined outside of solutions; then `reason` says so. */
  readonly model: SolutionModel | undefined;
  /** Why it cannot be renamed. */
  readonly reason: string | undefined;
}

/** `textDocument/prepareRename`: null where nothing is named, an error where it cannot be renamed. */
export async function prepareRename(
  services: RenameServices,
  { textDocument, position }: PrepareRenameParams,
): Promise<PrepareRenameResult | null | Failed> {
  const found = await variableAt(services, textDocument.uri, position);
  if (found === undefined) return prepareInFlow(services, { textDocument, position });
  if (found.reason !== undefined) return failed(found.reason);
  const { span, placeholder } = found.renamable;
  return { range: rangeIn(services, textDocument.uri, span), placeholder: withoutSecrets(placeholder) };
}

/** `textDocument/rename`: all files that name it, or the reason why none is changed. */
export async function rename(
  services: RenameServices,
  { textDocument, position, newName }: RenameParams,
): Promise<WorkspaceEdit | null | Failed> {
  const found = await variableAt(services, textDocument.uri, position);
  if (found === undefined) return renameInFlow(services, { textDocument, position, newName });
  const { model, reason, renamable } = found;
  if (reason !== undefined || model === undefined) return failed(reason ?? 'There is nothing to rename.');
  const uris = model.flows.flatMap(({ uri }) => uri ?? []);
  const texts = await textsOf(services, uris);
  const flows = uris.map((uri) => ({ uri, text: texts.get(uri) ?? null }));
  const result = renameVariable(model, renamable.schemaName, newName, flows);
  if ('refused' in result) return failed(result.refused);
  const { changes, move, note } = result;
  const title = withoutSecrets(`Rename "${renamable.schemaName}" to "${newName.trim()}"`);
  const files = await fixFiles(
    services,
    model,
    { title, disposition: 'review', changes, others: 'only' },
    { texts },
  );
  if ('refused' in files) return failed(files.refused);
  const annotation: ChangeAnnotation = {
    label: title,
    description: withoutSecrets(note),
    needsConfirmation: true,
  };
  const { client } = services;
  const edit = toWorkspaceEdit(client, files, client.annotatedRename ? oneAnnotation(annotation) : undefined);
  if (move === undefined) return edit;
  if (await services.files.exists(move.to))
    return failed(`"${move.to.slice(move.to.lastIndexOf('/') + 1)}" is there already.`);
  const marked =
    edit.changeAnnotations === undefined ? {} : { annotationId: Object.keys(edit.changeAnnotations)[0]! };
  const operation: RenameFile = {
    kind: 'rename',
    oldUri: move.from,
    newUri: move.to,
    options: { overwrite: false, ignoreIfExists: false },
    ...marked,
  };
  // Last: the edits before it are for the old place.
  return { ...edit, documentChanges: [...(edit.documentChanges ?? []), operation] };
}

async function variableAt(
  services: RenameServices,
  uri: string,
  position: PrepareRenameParams['position'],
): Promise<Found | undefined> {
  const { client, checks, documents, project } = services;
  const key = uriKey(uri);
  const document = documents.get(key);
  if (document === undefined) return undefined;
  const offset = document.offsetAt(position);
  const checked = await checks.openExactly(key);
  if (documents.get(key)?.version !== document.version) return undefined;
  const model = checked?.analysis === undefined ? project.modelOf(key) : checked.analysis.solution;
  const renamable =
    checked?.analysis !== undefined
      ? renamableInFlow(checked.analysis.document, offset)
      : model && model.textOf(key) === document.getText()
        ? renamableInFile(model, key, offset)
        : undefined;
  if (renamable === undefined) return undefined;
  const reason =
    renameRefusal(model, renamable.schemaName, model && project.flows.flowsOf(model)) ??
    (client.documentChanges && client.renameFiles
      ? undefined
      : 'This editor cannot rename folders, and the one of the variable is called as the variable.');
  return { renamable, model, reason };
}

function rangeIn({ documents }: RenameServices, uri: string, { start, end }: Span) {
  const document = documents.get(uriKey(uri))!;
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
