// What the desktop and the web extension share: options of the client, commands, status, rule pages.
import { commands, type Disposable, type ExtensionContext, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { registerAssistants } from './assistants/index.ts';
import { registerBase } from './base/index.ts';
import { registerCommands } from './commands/index.ts';
import { registerCompare } from './compare/index.ts';
import { type Connections, registerConnections } from './connections/index.ts';
import { registerDescribe } from './describe/index.ts';
import { registerFileRequests } from './fs/fileRequests.ts';
import { type Graph, registerGraph } from './graph/index.ts';
import { registerIgnore } from './ignore/index.ts';
import { createLog, followLevel, isDetailed } from './logging.ts';
import { type Overview, registerOverview } from './overview/index.ts';
import { registerPeek } from './peek/index.ts';
import { registerPipeline } from './pipeline/index.ts';
import { aroundWorkspace } from './presence/around.ts';
import { whenFlows } from './presence/whenFlows.ts';
import { type Preview, registerPreview } from './preview/index.ts';
import type { InitializationOptions, Status } from './protocol.ts';
import { repairAppliedMiddleware } from './repairs/appliedCommand.ts';
import { registerRepairs } from './repairs/index.ts';
import { keepsRenames } from './repairs/toReview.ts';
import { registerReports } from './reports/index.ts';
import { registerRulePages } from './rulePages.ts';
import type { MakeTemporaryFolder } from './sample/index.ts';
import { createStatus } from './status/languageStatus.ts';
import { showStatus } from './status/showStatus.ts';
import { createStatusBar, type StatusBar } from './status/statusBar.ts';
import { createViews, type Views } from './views/index.ts';
import { registerWalkthrough } from './walkthrough/index.ts';

/** Files of a solution besides JSON. The server wants to know what is typed there and not yet saved. */
const SOLUTION_FILES = [
  '**/{[Ss]olution,[Cc]ustomizations,environmentvariabledefinition}.xml',
  '**/*.json.data.xml',
  '**/[Cc]onnectors/*.xml',
  '**/{solutions,publishers}/*/*.yml',
  '**/workflows/*/metadata.yml',
  '**/connectionreferences.mcs.yml',
];

/** Where files can be worked on: the old side of a comparison (`git:` and the like) would show every problem twice. */
function schemes(): string[] {
  const folders = workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', ...folders.map((folder) => folder.uri.scheme)])];
}

/** Files that may hold flows; the server looks at the content before it does anything with them. */
function flowFiles(): { scheme: string; language: string }[] {
  return schemes().flatMap((scheme) => ['json', 'jsonc'].map((language) => ({ scheme, language })));
}

function solutionFiles(): { scheme: string; pattern: string }[] {
  return schemes().flatMap((scheme) => SOLUTION_FILES.map((pattern) => ({ scheme, pattern })));
}

/** What runs, and what `activate` gives to others: for tests, the rows of the trees and the panels of pages. */
export interface Running extends Disposable {
  readonly api: Pick<Views, 'trees' | 'checklist'> & {
    readonly graph: Graph['panels'];
    readonly preview: Preview['panels'];
    readonly connections: Connections['panels'];
    readonly overview: Overview['panels'];
    readonly statusBar: Pick<StatusBar, 'shown'>;
  };
}

/**
 * Registers everything, and starts the server when there are flows; what is returned stops it.
 * @param temporary how this host makes a temporary folder; left out where it has none
 */
export function startClient(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
  temporary?: MakeTemporaryFolder,
): Running {
  const log = createLog();
  const initializationOptions = (): InitializationOptions => ({
    commandLinks: true,
    status: true,
    fileAccess: true,
    repairPreview: true,
    ignoreCommand: true,
    trees: true,
    base: true,
    expressionPeek: true,
    flowPages: true,
    logDetail: isDetailed(log),
  });
  const client = createClient({
    documentSelector: [...flowFiles(), ...solutionFiles()],
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    middleware: { ...repairAppliedMiddleware, ...keepsRenames((rename) => repairs.reviewRename(rename)) },
  });
  const repairs = registerRepairs(client);
  const status = createStatus(flowFiles());
  const bar = createStatusBar();
  let last: Status | undefined;
  const views = createViews(context, client);
  const compare = registerCompare(client);
  const graph = registerGraph(context, client);
  const preview = registerPreview(context, client);
  const changes = Object.values(views.trees).map(({ onDidChangeTreeData }) => onDidChangeTreeData);
  const connections = registerConnections(context, client, changes);
  const overview = registerOverview(context, client, views.trees.checklist.onDidChangeTreeData);
  // Before the start: the server may ask and tell at once.
  context.subscriptions.push(
    log,
    status,
    bar,
    views,
    compare,
    graph,
    preview,
    connections,
    overview,
    client.onNotification('lockkeeper/status', (now: Status) => {
      last = now;
      status.show(now);
      bar.show(now);
      views.show(now);
      compare.show(now);
    }),
    commands.registerCommand('lockkeeper.showStatus', () => showStatus(last)),
    followLevel(log, client),
    registerFileRequests(client),
    registerBase(client),
    registerRulePages(client),
    registerDescribe(client),
    registerPeek(client, flowFiles()),
    registerCommands(client, log),
    repairs,
    registerReports(client),
    registerIgnore(client),
    registerAssistants(context, client),
    registerPipeline(context),
    registerWalkthrough(context, temporary),
  );
  const start = (): void => {
    status.begins();
    client.start().catch((error) => {
      status.failed();
      log.error(`The language server did not start: ${String(error)}`);
    });
  };
  // A command or a view that asks the server something starts it as well.
  context.subscriptions.push(whenFlows(aroundWorkspace(), start, views.nothingThere));
  const api = {
    trees: views.trees,
    checklist: views.checklist,
    graph: graph.panels,
    preview: preview.panels,
    connections: connections.panels,
    overview: overview.panels,
    statusBar: bar,
  };
  return { api, dispose: () => void client.dispose().catch(() => undefined) };
}
