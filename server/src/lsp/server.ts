// Wires a connection to the features. Which runtime and which transport is the entry file's business.
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  type Connection,
  type DefinitionParams,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentHighlight,
  type DocumentHighlightParams,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type InitializeResult,
  type InlayHint,
  type InlayHintParams,
  type Location,
  type PrepareRenameParams,
  type ReferenceParams,
  type RenameParams,
  type SignatureHelp,
  type SignatureHelpParams,
  TextDocumentSyncKind,
  WatchKind,
} from 'vscode-languageserver';
import { version } from '../../../package.json';
import { type Analyzer, createAnalyzer } from '../core/index.ts';
import type { ClientNotifications } from '../protocol.ts';
import { type ClientFeatures, clientFeatures } from './capabilities.ts';
import { listenToDocuments, type OpenDocuments } from './documents.ts';
import { codeActions, EXTRACT_KIND } from './features/codeActions.ts';
import { codeLenses } from './features/codeLenses.ts';
import { applyFixWorkspace, SERVER_COMMANDS } from './features/commands.ts';
import { COMPLETION_TRIGGERS, completion, resolveCompletion } from './features/completion.ts';
import {
  applyFormat,
  FORMAT_COMMANDS,
  isFormatTarget,
  REWRITE_KIND,
  resolveFormat,
} from './features/format.ts';
import { hover } from './features/hover.ts';
import { isIgnoreTarget, resolveIgnore } from './features/ignore.ts';
import { inlayHints } from './features/inlayHints.ts';
import { FIX_ALL_KIND, WHY_COMMAND } from './features/offers.ts';
import { prepareRename, rename } from './features/rename.ts';
import { resolveCodeAction } from './features/repairs.ts';
import { ruleList, rulePage } from './features/rulePages.ts';
import { isSetRuleTarget, resolveSetRule } from './features/setRule.ts';
import { SIGNATURE_TRIGGERS, signatureHelp } from './features/signatureHelp.ts';
import { definition, documentHighlights, references } from './features/symbols.ts';
import { NAVIGATION, registerNavigation } from './navigation.ts';
import { createLog, inform } from './notify.ts';
import { answerAll, ownRequests } from './ownRequests.ts';
import { createSafeRunner, type Log, type SafeRunner } from './runSafe.ts';
import type { RuntimeEnvironment } from './runtime.ts';
import { createSession, type Session } from './session.ts';
import { unlessChanged } from './unlessChanged.ts';

const LOG_DETAIL = 'lockkeeper/logDetail' satisfies keyof ClientNotifications;

/** Serves one client until the connection closes. `analyzer`: for tests that watch what is checked. */
export function startServer(
  connection: Connection,
  runtime: RuntimeEnvironment,
  analyzer: Analyzer = createAnalyzer(),
): void {
  const log = createLog(connection);
  connection.onNotification(LOG_DETAIL, ({ on }: ClientNotifications[typeof LOG_DETAIL]) => {
    log.detail = on === true;
  });
  const safe = createSafeRunner(log, runtime.yield);
  const documents = listenToDocuments(connection);
  let session: Session | undefined;

  connection.onInitialize((params) => {
    const client = clientFeatures(params);
    log.detail = client.options.logDetail === true;
    session = createSession({ connection, runtime, client, params, analyzer, documents, log, safe });
    registerFeatures(connection, session, documents, safe, log);
    return initializeResult(client);
  });
  connection.onInitialized(
    safe.notification('initialized', () => {
      if (session !== undefined) initialized(connection, session, safe);
    }),
  );
  connection.onShutdown(() => session?.dispose());
  answerAll<'lockkeeper/rules' | 'lockkeeper/rulePage'>(connection, safe, {
    'lockkeeper/rules': [[], () => ruleList(analyzer)],
    'lockkeeper/rulePage': [null, (params) => rulePage(analyzer, params)],
  });
  connection.listen();
}

function initializeResult(client: ClientFeatures): InitializeResult {
  const folder = { filters: [{ pattern: { glob: '**/*', matches: 'folder' as const } }] };
  return {
    serverInfo: { name: 'Lockkeeper', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: true },
      signatureHelpProvider: { triggerCharacters: [...SIGNATURE_TRIGGERS], retriggerCharacters: [','] },
      renameProvider: client.prepareRename ? { prepareProvider: true } : true,
      inlayHintProvider: true,
      codeLensProvider: {},
      ...NAVIGATION,
      codeActionProvider: client.codeActionLiterals
        ? {
            codeActionKinds: [CodeActionKind.QuickFix, EXTRACT_KIND, REWRITE_KIND, FIX_ALL_KIND],
            resolveProvider: client.resolveEdit,
          }
        : false,
      // Our own client has these commands itself; a second registration of the same names would fail there.
      ...(client.options.commandLinks === true
        ? {}
        : { executeCommandProvider: { commands: SERVER_COMMANDS } }),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didCreate: folder, didRename: folder, didDelete: folder },
      },
    },
  };
}

function registerFeatures(
  connection: Connection,
  session: Session,
  documents: OpenDocuments,
  safe: SafeRunner,
  log: Log,
): void {
  const services = { ...session, documents, log };

  connection.onHover(
    unlessChanged(
      documents,
      null,
      safe.request<HoverParams, Hover | null>('hover', null, (params) => hover(services, params)),
    ),
  );
  connection.onDefinition(
    unlessChanged(
      documents,
      null,
      safe.request<DefinitionParams, Awaited<ReturnType<typeof definition>>>('definition', null, (params) =>
        definition(services, params),
      ),
    ),
  );
  connection.onReferences(
    unlessChanged(
      documents,
      [],
      safe.request<ReferenceParams, Location[]>('references', [], (params, token) =>
        references(services, params, token),
      ),
    ),
  );
  connection.onDocumentHighlight(
    unlessChanged(
      documents,
      [],
      safe.request<DocumentHighlightParams, DocumentHighlight[]>('highlights', [], (params) =>
        documentHighlights(services, params),
      ),
    ),
  );
  connection.onCompletion(
    unlessChanged(
      documents,
      null,
      safe.request<CompletionParams, CompletionList | null>('completion', null, (params) =>
        completion(services, params),
      ),
    ),
  );
  connection.onCompletionResolve(async (item, token) =>
    safe.request<CompletionItem, CompletionItem>('completion item', item, (asked) =>
      resolveCompletion(services, asked),
    )(item, token),
  );
  connection.onSignatureHelp(
    unlessChanged(
      documents,
      null,
      safe.request<SignatureHelpParams, SignatureHelp | null>('signature help', null, (params) =>
        signatureHelp(services, params),
      ),
    ),
  );
  connection.onCodeAction(
    unlessChanged(
      documents,
      [],
      safe.request<CodeActionParams, CodeAction[]>('code actions', [], (params) =>
        codeActions(services, params),
      ),
    ),
  );
  connection.languages.inlayHint.on(
    unlessChanged(
      documents,
      [],
      safe.request<InlayHintParams, InlayHint[]>('inlay hints', [], (params) => inlayHints(services, params)),
    ),
  );
  connection.onCodeLens(
    unlessChanged(
      documents,
      [],
      safe.request<CodeLensParams, CodeLens[]>('code lenses', [], (params) => codeLenses(services, params)),
    ),
  );
  registerNavigation(connection, services, safe);
  connection.onPrepareRename((params, token) =>
    safe.request<PrepareRenameParams, Awaited<ReturnType<typeof prepareRename>>>(
      'prepare rename',
      null,
      (asked) => prepareRename(services, asked),
    )(params, token),
  );
  connection.onRenameRequest((params, token) =>
    safe.request<RenameParams, Awaited<ReturnType<typeof rename>>>('rename', null, (asked) =>
      rename(services, asked),
    )(params, token),
  );
  connection.onCodeActionResolve(async (action, token) =>
    safe.request<CodeAction, CodeAction>('code action edit', action, (asked) =>
      isFormatTarget(asked.data)
        ? resolveFormat(services, asked, asked.data)
        : isIgnoreTarget(asked.data)
          ? resolveIgnore(services, asked, asked.data)
          : isSetRuleTarget(asked.data)
            ? resolveSetRule(services, asked, asked.data)
            : resolveCodeAction(services, asked, (reason) => inform(connection, reason)),
    )(action, token),
  );
  connection.onExecuteCommand(
    safe.request<ExecuteCommandParams, null>(
      'command',
      null,
      async ({ command, arguments: [first] = [] }, token) => {
        if (command === 'lockkeeper.rescan') await session.rescan();
        if (command === 'lockkeeper.fixWorkspace') await applyFixWorkspace(connection, services, token);
        if (Object.values(FORMAT_COMMANDS).includes(command))
          await applyFormat(connection, services, command, first);
        if (command === WHY_COMMAND && typeof first === 'string') inform(connection, first);
        return null;
      },
    ),
  );
  answerAll(connection, safe, ownRequests(services));
  connection.onDidChangeConfiguration(
    safe.notification('configuration', ({ settings }) => session.configurationChanged(settings)),
  );
  connection.onDidChangeWatchedFiles(
    safe.notification('watched files', ({ changes }) => session.watched(changes)),
  );
  const rescan = safe.notification('folders', () => session.scan());
  connection.workspace.onDidCreateFiles(rescan);
  connection.workspace.onDidRenameFiles(rescan);
  connection.workspace.onDidDeleteFiles(rescan);
}

function initialized(connection: Connection, session: Session, safe: SafeRunner): void {
  const { client } = session;
  if (client.configurationRegistration) {
    safe.background('registration', () =>
      connection.client.register(DidChangeConfigurationNotification.type, { section: 'lockkeeper' }),
    );
  }
  if (client.watchedFilesRegistration) {
    safe.background('registration', () =>
      connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          // Flows, their metadata, and the other files of solutions; which of them count is told by their names later.
          { globPattern: '**/*.json' },
          { globPattern: '**/*.xml' },
          { globPattern: '**/*.yml' },
          { globPattern: '**/*.csv' },
          { globPattern: '**/CODEOWNERS' },
          // A folder that comes or goes may be told as one event, without its files.
          { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
        ],
      }),
    );
  }
  if (client.workspaceFolders) {
    // Not earlier: before the answer to `initialize` the library would register for the event a second time.
    connection.workspace.onDidChangeWorkspaceFolders(
      safe.notification('workspace folders', (event) => session.foldersChanged(event.added, event.removed)),
    );
  }
  safe.background('scan', () => session.scan());
}
