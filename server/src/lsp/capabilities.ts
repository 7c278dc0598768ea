import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';

/** What the client can do, in the terms of the features that ask. */
export interface ClientFeatures {
  readonly configuration: boolean;
  readonly configurationRegistration: boolean;
  readonly watchedFilesRegistration: boolean;
  /** Watches files outside of the workspace. */
  readonly relativePatterns: boolean;
  readonly workspaceFolders: boolean;
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  /** Edits that make new files. */
  readonly createFiles: boolean;
  readonly deleteFiles: boolean;
  /** Edits that rename files and folders. */
  readonly renameFiles: boolean;
  readonly prepareRename: boolean;
  /** Takes a definition with the name that leads to it. */
  readonly definitionLinks: boolean;
  /** Asks before an annotated rename is made. */
  readonly annotatedRename: boolean;
  readonly codeActionLiterals: boolean;
  readonly resolveEdit: boolean;
  readonly preferredActions: boolean;
  readonly markdownHover: boolean;
  readonly completionSnippets: boolean;
  /** Takes what is replaced up to the caret apart from what is replaced when the whole word goes. */
  readonly insertReplace: boolean;
  readonly markdownCompletion: boolean;
  /** Shows items that are out of use as such, by a tag. */
  readonly completionTags: boolean;
  readonly markdownSignature: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly applyEdit: boolean;
  readonly inlayHints: boolean;
  readonly inlayHintRefresh: boolean;
  readonly codeLensRefresh: boolean;
  /** Shows symbols of a file as a tree. */
  readonly hierarchicalSymbols: boolean;
  /** Asks for the range of a symbol of the workspace when it goes there. */
  readonly resolveSymbolRange: boolean;
  readonly options: InitializationOptions;
}

/** Reads the parameters of `initialize`; missing and malformed parts count as "cannot". */
export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { workspace, textDocument } = params.capabilities ?? {};
  const actions = textDocument?.codeAction;
  const edits = workspace?.workspaceEdit;
  const published = textDocument?.publishDiagnostics;
  const options: unknown = params.initializationOptions;
  return {
    configuration: workspace?.configuration === true,
    configurationRegistration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchedFilesRegistration: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true &&
      workspace.didChangeWatchedFiles.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    documentChanges: edits?.documentChanges === true,
    changeAnnotations: edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined,
    createFiles: edits?.documentChanges === true && (edits.resourceOperations ?? []).includes('create'),
    deleteFiles: edits?.documentChanges === true && (edits.resourceOperations ?? []).includes('delete'),
    renameFiles: edits?.documentChanges === true && (edits.resourceOperations ?? []).includes('rename'),
    definitionLinks: textDocument?.definition?.linkSupport === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    annotatedRename: textDocument?.rename?.honorsChangeAnnotations === true,
    codeActionLiterals: actions?.codeActionLiteralSupport !== undefined,
    resolveEdit: actions?.dataSupport === true && (actions.resolveSupport?.properties ?? []).includes('edit'),
    preferredActions: actions?.isPreferredSupport === true,
    completionSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    insertReplace: textDocument?.completion?.completionItem?.insertReplaceSupport === true,
    markdownCompletion: (textDocument?.completion?.completionItem?.documentationFormat ?? []).includes(
      'markdown',
    ),
    completionTags: (textDocument?.completion?.completionItem?.tagSupport?.valueSet ?? []).includes(1),
    markdownSignature: (
      textDocument?.signatureHelp?.signatureInformation?.documentationFormat ?? []
    ).includes('markdown'),
    markdownHover: (textDocument?.hover?.contentFormat ?? []).includes('markdown'),
    relatedInformation: published?.relatedInformation === true,
    codeDescription: published?.codeDescriptionSupport === true,
    applyEdit: workspace?.applyEdit === true,
    inlayHints: textDocument?.inlayHint !== undefined,
    inlayHintRefresh: workspace?.inlayHint?.refreshSupport === true,
    codeLensRefresh: workspace?.codeLens?.refreshSupport === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    resolveSymbolRange: (workspace?.symbol?.resolveSupport?.properties ?? []).includes('location.range'),
    options: typeof options === 'object' && options !== null ? (options as InitializationOptions) : {},
  };
}
