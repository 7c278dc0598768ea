// Flows over several lines or on one: as a refactoring, a command, and a request of our own client.
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
} from 'vscode-languageserver';
import { type FlowForm, FORM_TITLES, formatFlow, formOffered } from '../../core/index.ts';
import type { FormatFlowResult } from '../../protocol.ts';
import type { ClientFeatures } from '../capabilities.ts';
import { toEdits, toWorkspaceEdit } from '../convert.ts';
import { inform } from '../notify.ts';
import { wants } from './offers.ts';
import { type OpenFile, type OpenFileServices, openFile } from './openFile.ts';

export const REWRITE_KIND = `${CodeActionKind.RefactorRewrite}.lockkeeper`;

/** Commands for clients that have none of their own; the argument is the URI of an open flow. */
export const FORMAT_COMMANDS: Readonly<Record<FlowForm, string>> = {
  lines: 'lockkeeper.layOutFlow',
  oneLine: 'lockkeeper.writeFlowOnOneLine',
};

export interface FormatServices extends OpenFileServices {
  readonly client: ClientFeatures;
}

/** What an action of the list carries. Valid for one version of the file. */
interface FormatTarget {
  readonly uri: string;
  readonly version: number;
  readonly form: FlowForm;
}

/** The form that the flow does not have, where the file begins or refactorings are asked for. */
export async function formatActions(
  services: FormatServices,
  { flow, version, offsetAt }: OpenFile,
  { textDocument: { uri }, range, context: { only } }: CodeActionParams,
): Promise<CodeAction[]> {
  if (flow === undefined || !wants(only, REWRITE_KIND)) return [];
  const span = { start: offsetAt(range.start), end: offsetAt(range.end) };
  const form = formOffered(flow.analysis, span, only !== undefined);
  if (form === undefined) return [];
  const action: CodeAction = { title: FORM_TITLES[form], kind: REWRITE_KIND };
  const data: FormatTarget = { uri, version, form };
  // The edit may be as long as the file.
  if (services.client.resolveEdit) return [{ ...action, data }];
  const whole = await resolveFormat(services, action, data);
  return whole.edit === undefined ? [] : [whole];
}

/** `codeAction/resolve`: adds the edit, if the file has not changed. */
export async function resolveFormat(
  services: FormatServices,
  action: CodeAction,
  { uri, version, form }: FormatTarget,
): Promise<CodeAction> {
  const result = await formatOpenFlow(services, { uri, form }, version);
  return result.kind === 'edit' ? { ...action, edit: result.edit } : action;
}

export function isFormatTarget(data: unknown): data is FormatTarget {
  const target = data as Partial<FormatTarget> | null | undefined;
  return typeof target?.uri === 'string' && isForm(target.form);
}

/** `lockkeeper/format`: the edit of an open flow, or why there is none. `wanted`: the version that was offered. */
export async function formatOpenFlow(
  services: FormatServices,
  { uri, form }: { readonly uri: unknown; readonly form: unknown },
  wanted?: number,
): Promise<FormatFlowResult> {
  const refused = (reason: string): FormatFlowResult => ({ kind: 'refused', reason });
  if (typeof uri !== 'string' || !isForm(form)) return refused('No flow was named.');
  const file = await openFile(services, uri);
  if (file === undefined) return refused('The file is not open: open it and try again.');
  const { flow, version } = file;
  if (flow === undefined) return refused('This file holds no flow: nothing was changed.');
  if (wanted !== undefined && wanted !== version)
    return refused('The file has changed since this was offered: try again.');
  const result = formatFlow(flow.analysis, form);
  if (result.kind === 'refused') return result;
  const edits = toEdits(flow.analysis, result.edits);
  return { kind: 'edit', edit: toWorkspaceEdit(services.client, [{ uri: flow.uri, version, edits }]) };
}

/** `workspace/executeCommand`: has the client make the change; tells why there is none. */
export async function applyFormat(
  connection: Connection,
  services: FormatServices,
  command: string,
  uri: unknown,
): Promise<void> {
  const form: FlowForm = command === FORMAT_COMMANDS.lines ? 'lines' : 'oneLine';
  const result = await formatOpenFlow(services, { uri, form });
  if (result.kind === 'refused') inform(connection, `Lockkeeper: ${result.reason}`);
  else if (services.client.applyEdit)
    await connection.workspace.applyEdit({ label: FORM_TITLES[form], edit: result.edit });
}

function isForm(form: unknown): form is FlowForm {
  return form === 'lines' || form === 'oneLine';
}
