import type { Connection, FileEvent, InitializeParams, WorkspaceFolder } from 'vscode-languageserver';
import { type Analyzer, SolutionIndex } from '../core/index.ts';
import { AnnotationRefresh } from './annotations.ts';
import type { ClientFeatures } from './capabilities.ts';
import { Checker } from './checker.ts';
import { ConfigStore } from './config.ts';
import { Declared } from './declared.ts';
import type { OpenDocuments } from './documents.ts';
import { Diagnostics } from './features/diagnostics.ts';
import { createFiles, type WorkspaceFiles } from './files.ts';
import { Folders } from './folders.ts';
import { IgnoreNotices } from './ignores.ts';
import { OpenChecks } from './openChecks.ts';
import type { Log, SafeRunner } from './runSafe.ts';
import type { RuntimeEnvironment } from './runtime.ts';
import { SolutionChecks } from './solutionChecks.ts';
import { isSolutionText, Solutions } from './solutions.ts';
import { StatusReporter } from './status.ts';
import { Trees } from './trees/trees.ts';
import { uriKey, withoutSlash } from './uris.ts';
import { Workspace } from './workspace.ts';

/** Milliseconds without a change in a config file before all flows are checked against it. */
const TYPING_PAUSE = 250;

/** Everything that lives from `initialize` to `shutdown`. All of it can be rebuilt from the client and the files. */
export interface Session {
  readonly client: ClientFeatures;
  readonly analyzer: Analyzer;
  readonly checker: Checker;
  readonly config: ConfigStore;
  readonly declared: Declared;
  readonly files: WorkspaceFiles;
  readonly solutions: Solutions;
  readonly flows: SolutionIndex;
  readonly solutionChecks: SolutionChecks;
  readonly diagnostics: Diagnostics;
  readonly status: StatusReporter;
  readonly trees: Trees;
  readonly workspace: Workspace;
  readonly pause: () => Promise<void>;
  /** Forgets everything and reads all again; resolves when done. */
  rescan(): Promise<void>;
  configurationChanged(pushed: unknown): void;
  watched(changes: readonly FileEvent[]): void;
  foldersChanged(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void;
  dispose(): void;
}

export function createSession(options: {
  connection: Connection;
  runtime: RuntimeEnvironment;
  client: ClientFeatures;
  params: InitializeParams;
  analyzer: Analyzer;
  documents: OpenDocuments;
  log: Log;
  safe: SafeRunner;
}): Session {
  const { connection, runtime, client, analyzer, documents, log, safe } = options;
  const pause = runtime.yield;
  const folders = new Folders(options.params);
  const files = createFiles(connection, runtime, client.options.fileAccess === true, folders);
  const status = new StatusReporter(connection, () => diagnostics, client.options.status === true, log);
  const showsTrees = client.options.trees === true;
  const trees = new Trees(connection, showsTrees, () => status.scanning);
  const diagnostics = new Diagnostics(
    connection,
    client,
    (key) => folders.of(key) !== undefined,
    () => status.changed(),
    showsTrees ? trees.found : undefined,
  );
  const config = new ConfigStore({
    connection,
    client,
    folders,
    documents,
    files,
    rules: analyzer.rules,
    log,
    onFileProblems: (problems) => diagnostics.publishConfig(problems),
    onLimits: (limits) => diagnostics.tellLimits('configs', limits),
  });
  const ignores = new IgnoreNotices({
    rules: analyzer.rules,
    config,
    folders,
    safe,
    openChecked: () => Promise.all(documents.keys().map((key) => checker.open(key))),
    unread: () => diagnostics.unread(),
    unreadFolders: () => diagnostics.unreadFolders(),
    tell: (key, text, notices) => diagnostics.publishIgnores(key, text, notices),
  });
  const declared = new Declared(files);
  const solution = new SolutionIndex();
  const solutions = new Solutions({
    folders,
    files,
    documents,
    config,
    declared,
    safe,
    pause,
    onFacts: () => workspace.recheck(checker.outdated()),
    onTexts() {
      solutionChecks.schedule();
      trees.changed();
    },
    onLimits: (limits) => diagnostics.tellLimits('solutions', limits),
  });
  const solutionChecks = new SolutionChecks({
    analyzer,
    config,
    documents,
    solutions,
    flows: solution,
    diagnostics,
    onFound: showsTrees ? () => trees.findingsChanged() : undefined,
    onIgnored: (id, ignored) => ignores.saw(`solution ${id}`, ignored),
    safe,
    pause,
  });
  const checker = new Checker({
    analyzer,
    config,
    documents,
    declared,
    files,
    solution,
    solutions,
    log,
    onDependents: (keys) => workspace.checkDependents(keys),
    onSharers: (keys) => workspace.recheck(keys),
    onOverview() {
      solutionChecks.flowsChanged();
      trees.changed();
    },
    onIgnored: (key, ignored) => ignores.saw(key, ignored),
  });
  trees.connect({ config, documents, folders, solutions, solutionChecks, flows: solution });
  const openChecks = new OpenChecks(checker, documents, diagnostics, safe);
  const annotations = new AnnotationRefresh(connection, client);
  const workspace = new Workspace({
    connection,
    folders,
    files,
    documents,
    checker,
    declared,
    solutions,
    diagnostics,
    status,
    safe,
    log,
    pause,
    recheckOpen(key) {
      openChecks.schedule(key);
      annotations.schedule();
    },
    checkSolutions: () => solutionChecks.run(),
    onScanned() {
      config.scanned();
      ignores.scanned();
    },
  });

  /** Settings, the config file or the set of folders changed. */
  const startAfresh = (): Promise<void> => {
    checker.invalidateAll();
    openChecks.scheduleAll();
    annotations.schedule();
    trees.changed();
    return workspace.rescan();
  };
  const reloadConfig = (pushed?: unknown): void => {
    config.invalidate(pushed);
    ignores.schedule();
    safe.background('configuration', startAfresh);
  };

  let typing: ReturnType<typeof setTimeout> | undefined;
  const reloadWhenTyped = (): void => {
    clearTimeout(typing);
    typing = setTimeout(reloadConfig, TYPING_PAUSE);
  };

  documents.onChange((key) => {
    solutions.typed(key);
    if (isSolutionText(key)) return;
    workspace.changed();
    if (config.concerns(key)) reloadWhenTyped();
    if (!config.isConfigFile(key)) openChecks.schedule(key);
  });
  documents.onClose((key) => {
    solutions.closed(key);
    diagnostics.closed(key);
    if (isSolutionText(key)) return;
    openChecks.cancel(key);
    checker.invalidate(key);
    if (config.concerns(key)) reloadConfig();
    if (!config.isConfigFile(key)) workspace.closed(key);
  });

  return {
    client,
    analyzer,
    checker,
    config,
    declared,
    files,
    solutions,
    flows: solution,
    solutionChecks,
    diagnostics,
    status,
    trees,
    workspace,
    pause,
    rescan() {
      declared.forgetAll();
      config.invalidate();
      return startAfresh();
    },
    configurationChanged: reloadConfig,
    watched(changes) {
      const isOpenConfig = (key: string): boolean => documents.has(key);
      if (
        changes.map((change) => uriKey(change.uri)).some((key) => config.concerns(key) && !isOpenConfig(key))
      ) {
        reloadConfig();
      }
      workspace.watched(changes);
    },
    foldersChanged(added, removed) {
      folders.remove(removed);
      for (const folder of removed) config.folderRemoved(withoutSlash(uriKey(folder.uri)));
      folders.add(added);
      workspace.foldersRemoved();
      diagnostics.foldersRemoved((key) => documents.has(key));
      ignores.foldersRemoved();
      reloadConfig();
    },
    dispose() {
      clearTimeout(typing);
      workspace.stop();
      openChecks.dispose();
      annotations.dispose();
      trees.dispose();
      ignores.dispose();
      solutions.dispose();
      solutionChecks.dispose();
      status.dispose();
    },
  };
}
