// Rename of the key of a trigger's input, over the flows that give it. The editor asks first: others send the key as well.
import type { PrepareRenameResult, WorkspaceEdit } from 'vscode-languageserver';
import {
  type Analysis,
  type CalledFlow,
  elsewhere,
  meansInputKey,
  renameInputKey,
  type SymbolAt,
  withoutSecrets,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import { oneAnnotation, toWorkspaceEdit } from '../convert.ts';
import { uriKey } from '../uris.ts';
import { type FixEditServices, fixFiles } from './fixEdit.ts';
import { type OtherFlowServices, textsOf } from './otherFlows.ts';

export type KeyRenameServices = FixEditServices & OtherFlowServices;

/** A name in an open flow that is as it was checked. */
export interface CheckedName {
  readonly uri: string;
  readonly analysis: Analysis;
  readonly symbol: SymbolAt;
}

/** True where a rename is one of a key that the editor can ask about: then it is made here. Others rename the title. */
export function isKeyRename(client: ClientFeatures, symbol: SymbolAt): boolean {
  return (
    client.annotatedRename && client.changeAnnotations && client.documentChanges && meansInputKey(symbol)
  );
}

/** What is to be typed over, or why it cannot be renamed, as a sentence. */
export function prepareKeyRename(
  services: KeyRenameServices,
  { uri, analysis, symbol }: CheckedName,
): PrepareRenameResult | string {
  const called = calledFlow(services, uriKey(uri), symbol);
  if (typeof called === 'string') return called;
  return { range: analysis.rangeOfSpan(symbol.span), placeholder: withoutSecrets(symbol.name) };
}

/** All files at once, null where nothing changes, or why not, as a sentence. */
export async function renameKey(
  services: KeyRenameServices,
  { uri, symbol }: CheckedName,
  newKey: string,
): Promise<WorkspaceEdit | null | string> {
  const called = calledFlow(services, uriKey(uri), symbol);
  if (typeof called === 'string') return called;
  const callers = callersOf(services, called, symbol.name);
  const texts = await textsOf(services, [called.uri, ...callers]);
  const textOf = (one: string) => ({ uri: one, text: texts.get(one) ?? null });
  const { flowId } = called;
  const result = renameInputKey({ ...textOf(called.uri), flowId }, callers.map(textOf), symbol.name, newKey);
  if ('refused' in result) return result.refused;
  if (result.changes.length === 0) return null;
  const title = withoutSecrets(`Rename the key "${symbol.name}" to "${newKey}"`);
  const fix = { title, disposition: 'review', changes: result.changes, others: 'only' } as const;
  const files = await fixFiles(services, { textOf: () => undefined }, fix, { texts });
  if ('refused' in files) return files.refused;
  const description = withoutSecrets(result.note);
  const annotation = { label: title, description, needsConfirmation: true };
  return toWorkspaceEdit(services.client, files, oneAnnotation(annotation));
}

/** The flow that takes the input; a sentence where nobody knows it, or who calls it. */
function calledFlow(
  { project }: KeyRenameServices,
  key: string,
  { kind, flowId = '' }: SymbolAt,
): Pick<CalledFlow, 'uri' | 'flowId'> | string {
  const model = project.modelOf(key);
  if (model !== undefined && project.flows.flowsOf(model) === undefined)
    return 'Not all flows of the solution are known, so nobody can tell which of them give the input.';
  if (kind === 'input') return { uri: key, flowId: project.flows.flowsAt(key)[0]?.flowId };
  const uri = project.flows.overviewOf(flowId, model)?.uri;
  return uri === undefined
    ? 'The flow that is called is not in this workspace: rename the key where that flow is.'
    : { uri, flowId };
}

/** Files of the flows that call this one, and not another form of it in another folder. */
function callersOf(
  { project }: KeyRenameServices,
  { uri, flowId }: Pick<CalledFlow, 'uri' | 'flowId'>,
  name: string,
): readonly string[] {
  if (flowId === undefined) return [];
  const { flows } = project;
  return elsewhere({ kind: 'input', name }, uri, { solution: project.modelOf(uri), flows })
    .map((one) => one.uri)
    .filter((one) => flows.overviewOf(flowId, project.modelOf(one))?.uri === uri);
}
