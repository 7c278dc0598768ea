// Core to LSP. Positions are alike on both sides (0-based, UTF-16); spans become ranges here.
import {
  type ChangeAnnotation,
  type CreateFile,
  type DeleteFile,
  type Diagnostic,
  DiagnosticSeverity,
  type TextEdit as LspEdit,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Analysis,
  docsUrl,
  type Found,
  type IgnoreNotice,
  noticeText,
  type Severity,
  type TextEdit,
  visible,
} from '../core/index.ts';
import type { ClientFeatures } from './capabilities.ts';

export const SOURCE = 'Lockkeeper';

/** Travels with a diagnostic: enough to find the finding again. */
export interface DiagnosticData {
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly version: number | null;
}

const IN_BASELINE = 'It is in the baseline: known, and not counted.';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** `uriOf`: a file as the client spells it. */
export function toDiagnostic(
  client: ClientFeatures,
  version: number | null,
  { analysis, finding, known: isKnown = false }: Found,
  uriOf: (uri: string) => string,
): Diagnostic {
  const here = finding.related.map((place) => ({
    location: { uri: uriOf(place.uri), range: analysis.rangeOf(place) },
    message: visible(place.message),
  }));
  const elsewhere = (finding.elsewhere ?? []).map(({ uri, range, message }) => ({
    location: { uri, range },
    message: visible(message),
  }));
  const related = [...here, ...elsewhere];
  const { ruleId, fingerprint } = finding;
  // Editors show it as it is: no marks are made harmless but those that nobody sees.
  const message = [finding.message, finding.hint]
    .filter((text) => text !== '')
    .map(visible)
    .join('\n');
  const data: DiagnosticData = { ruleId, fingerprint, version };
  return {
    range: analysis.rangeOf(finding.place),
    severity: isKnown ? DiagnosticSeverity.Hint : SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.ruleId,
    message: isKnown ? `${message}\n${IN_BASELINE}` : message,
    ...(client.codeDescription ? { codeDescription: { href: pageLink(client, finding.ruleId) } } : {}),
    ...(client.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    data,
  };
}

/** What is to be told of an entry of `ignore`, in the config. */
export function toNoticeDiagnostic(client: ClientFeatures, notice: IgnoreNotice, range: Range): Diagnostic {
  const { ruleId, message, hint } = notice;
  return {
    range,
    severity: DiagnosticSeverity.Warning,
    source: SOURCE,
    code: ruleId,
    message: `${visible(message)}\n${visible(hint)}`,
    ...(client.codeDescription ? { codeDescription: { href: pageLink(client, ruleId) } } : {}),
  };
}

/** A client of ours opens the page by its command; any other gets the address. */
function pageLink(client: ClientFeatures, ruleId: string): string {
  if (client.options.commandLinks !== true) return docsUrl(ruleId);
  return `command:lockkeeper.explainRule?${encodeURIComponent(JSON.stringify([ruleId]))}`;
}

export function toEdits(analysis: Analysis, edits: readonly TextEdit[]): LspEdit[] {
  return edits.map((edit) => ({ range: analysis.rangeOfSpan(edit.span), newText: edit.newText }));
}

export interface FileEdits {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: readonly LspEdit[];
}

/** A file that is not there yet, with its whole text. Only for clients that can create files. */
export interface NewFile {
  readonly uri: string;
  readonly create: string;
}

/** A file that goes. Only for clients that can delete files. */
export interface RemovedFile {
  readonly uri: string;
  readonly version: number | null;
  readonly delete: true;
}

/** What asks before edits are applied, and lists them apart. Ids are ours. */
export interface Annotations {
  readonly all: ReadonlyMap<string, ChangeAnnotation>;
  /** The id for an edit of a file, by its index; of a file that is made or removed, for that. */
  idOf(uri: string, edit: number): string;
}

/** The same question for all that is changed. */
export function oneAnnotation(annotation: ChangeAnnotation): Annotations {
  return { all: new Map([['lockkeeper', annotation]]), idOf: () => 'lockkeeper' };
}

/** `annotations`: where the client can ask. */
export function toWorkspaceEdit(
  client: ClientFeatures,
  files: readonly (FileEdits | NewFile | RemovedFile)[],
  annotations?: Annotations,
): WorkspaceEdit {
  if (!client.documentChanges) {
    const edited = files.filter((file) => 'edits' in file);
    return { changes: Object.fromEntries(edited.map((file) => [file.uri, [...file.edits]])) };
  }
  const asking = client.changeAnnotations ? annotations : undefined;
  const mark = (uri: string, edit = 0): { annotationId?: string } =>
    asking === undefined ? {} : { annotationId: asking.idOf(uri, edit) };
  return {
    documentChanges: files.flatMap((file): (TextDocumentEdit | CreateFile | DeleteFile)[] => {
      if ('create' in file) {
        const { uri, create } = file;
        const start = { line: 0, character: 0 };
        const whole = { range: { start, end: start }, newText: create, ...mark(uri) };
        return [
          { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false }, ...mark(uri) },
          { textDocument: { uri, version: null }, edits: [whole] },
        ];
      }
      if ('delete' in file) {
        const options = { recursive: false, ignoreIfNotExists: false };
        return [{ kind: 'delete', uri: file.uri, options, ...mark(file.uri) }];
      }
      const { uri, version } = file;
      const edits = file.edits.map((edit, index) => ({ ...edit, ...mark(uri, index) }));
      return [{ textDocument: { uri, version }, edits }];
    }),
    ...(asking === undefined
      ? {}
      : { changeAnnotations: Object.fromEntries([...asking.all].map(([id, one]) => [id, shown(one)])) }),
  };
}

/** Names of files in it are neither links nor icons. */
function shown({ label, description, ...rest }: ChangeAnnotation): ChangeAnnotation {
  return {
    ...rest,
    label: noticeText(label),
    ...(description === undefined ? {} : { description: noticeText(description) }),
  };
}
