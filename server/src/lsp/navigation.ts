// Wires the features by which people find their way in a flow to a connection.
import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
  Connection,
  DocumentLink,
  DocumentLinkParams,
  DocumentSymbol,
  DocumentSymbolParams,
  SelectionRange,
  SelectionRangeParams,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
  ServerCapabilities,
  SymbolInformation,
  WorkspaceSymbol,
  WorkspaceSymbolParams,
} from 'vscode-languageserver';
import {
  type CallHierarchyServices,
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from './features/callHierarchy.ts';
import { documentLinks } from './features/documentLinks.ts';
import { documentSymbols, type OutlineServices } from './features/outline.ts';
import { selectionRanges } from './features/selectionRanges.ts';
import { SEMANTIC_TOKENS, SemanticTokenAnswers } from './features/semanticTokens.ts';
import {
  resolveWorkspaceSymbol,
  type WorkspaceSymbolServices,
  workspaceSymbols,
} from './features/workspaceSymbols.ts';
import type { SafeRunner } from './runSafe.ts';
import { unlessChanged } from './unlessChanged.ts';

export type NavigationServices = OutlineServices & WorkspaceSymbolServices & CallHierarchyServices;

/** What `initialize` tells of them. */
export const NAVIGATION: ServerCapabilities = {
  documentSymbolProvider: { label: 'Lockkeeper' },
  selectionRangeProvider: true,
  documentLinkProvider: {},
  workspaceSymbolProvider: { resolveProvider: true },
  callHierarchyProvider: true,
  semanticTokensProvider: SEMANTIC_TOKENS,
};

export function registerNavigation(
  connection: Connection,
  services: NavigationServices,
  safe: SafeRunner,
): void {
  const { documents } = services;
  connection.onDocumentSymbol(
    unlessChanged(
      documents,
      [],
      safe.request<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>('outline', [], (params) =>
        documentSymbols(services, params),
      ),
    ),
  );
  connection.onSelectionRanges(
    unlessChanged(
      documents,
      null,
      safe.request<SelectionRangeParams, SelectionRange[] | null>('selection ranges', null, (params) =>
        selectionRanges(services, params),
      ),
    ),
  );
  connection.onDocumentLinks(
    unlessChanged(
      documents,
      [],
      safe.request<DocumentLinkParams, DocumentLink[]>('links', [], (params) =>
        documentLinks(services, params),
      ),
    ),
  );
  connection.onWorkspaceSymbol(
    safe.request<WorkspaceSymbolParams, WorkspaceSymbol[] | SymbolInformation[]>(
      'workspace symbols',
      [],
      (params) => workspaceSymbols(services, params),
    ),
  );
  connection.onWorkspaceSymbolResolve(async (symbol, token) =>
    safe.request<WorkspaceSymbol, WorkspaceSymbol>('workspace symbol', symbol, (asked) =>
      resolveWorkspaceSymbol(services, asked),
    )(symbol, token),
  );
  registerTokens(connection, services, safe);
  registerCalls(connection, services, safe);
}

function registerTokens(connection: Connection, services: NavigationServices, safe: SafeRunner): void {
  const { documents } = services;
  const { semanticTokens } = connection.languages;
  const answers = new SemanticTokenAnswers(services);
  // The protocol has null, which the library's types leave out. No tokens would take the colours of a changed text away.
  const nothing = null as unknown as SemanticTokens;
  const name = 'semantic tokens';
  semanticTokens.on(
    unlessChanged(
      documents,
      nothing,
      safe.request<SemanticTokensParams, SemanticTokens>(name, nothing, (params) => answers.whole(params)),
    ),
  );
  semanticTokens.onDelta(
    unlessChanged(
      documents,
      nothing,
      safe.request<SemanticTokensDeltaParams, SemanticTokens | SemanticTokensDelta>(name, nothing, (params) =>
        answers.delta(params),
      ),
    ),
  );
  semanticTokens.onRange(
    unlessChanged(
      documents,
      nothing,
      safe.request<SemanticTokensRangeParams, SemanticTokens>(name, nothing, (params) =>
        answers.within(params),
      ),
    ),
  );
}

function registerCalls(connection: Connection, services: NavigationServices, safe: SafeRunner): void {
  const { callHierarchy } = connection.languages;
  const name = 'call hierarchy';
  callHierarchy.onPrepare(
    unlessChanged(
      services.documents,
      null,
      safe.request<CallHierarchyPrepareParams, CallHierarchyItem[] | null>(name, null, (params) =>
        prepareCallHierarchy(services, params),
      ),
    ),
  );
  callHierarchy.onIncomingCalls(
    safe.request<CallHierarchyIncomingCallsParams, CallHierarchyIncomingCall[]>(name, [], ({ item }) =>
      incomingCalls(services, item),
    ),
  );
  callHierarchy.onOutgoingCalls(
    safe.request<CallHierarchyOutgoingCallsParams, CallHierarchyOutgoingCall[]>(name, [], ({ item }) =>
      outgoingCalls(services, item),
    ),
  );
}
