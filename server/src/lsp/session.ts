import type { Connection, FileEvent, InitializeParams, WorkspaceFolder } from 'vscode-languageserver';
import { type Analyzer, Project } from '../core/index.ts';
import { AnnotationRefresh } from './annotations.ts';
import { BesideChecks } from './besideChecks.ts';
import type { ClientFeatures } from './capabilities.ts';
import { Checks } from './checks.ts';
import { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import { Diagnostics } from './features/diagnostics.ts';
import { createFiles, type WorkspaceFiles } from './files.ts';
import { Folders } from './folders.ts';
import { IgnoreNotices } from './ignores.ts';
import { Loop } from './loop.ts';
import { lookIntoMadeFolders } from './madeFolders.ts';
import { OpenBases } from './openBases.ts';
import { OpenChecks } from './openChecks.ts';
import type { Log, SafeRunner } from './runSafe.ts';
import type { RuntimeEnvironment } from './runtime.ts';
import { Scan } from './scan.ts';
import { StatusReporter } from './status.ts';
import { today } from './today.ts';
import { Trees } from './trees/trees.ts';
import { uriKey, withoutSlash } from './uris.ts';

/** Everything that lives from `initialize` to `shutdown`. All of it can be rebuilt from the client and the files. */
export interface Session {
  readonly client: ClientFeatures;
  readonly project: Project;
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
  readonly config: ConfigStore;
  readonly folders: Folders;
  readonly files: WorkspaceFiles;
  readonly diagnostics: Diagnostics;
  readonly status: StatusReporter;
  readonly trees: Trees;
  readonly loop: Loop;
  readonly pause: () => Promise<void>;
  /** Reads the folders again; resolves when done. */
  scan(): Promise<void>;
  /** Resolves when the folders have been read and nothing of that is under way. */
  scanned(): Promise<void>;
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
  const showsTrees = client.options.trees === true;
  const project = new Project({ analyzer, today, keepsLists: showsTrees });
  const folders = new Folders(options.params);
  const files = createFiles(connection, runtime, client.options.fileAccess === true, folders);
  const status = new StatusReporter({
    ...{ connection, project, folders, log },
    diagnostics: () => diagnostics,
    isWanted: client.options.status === true,
  });
  const diagnostics = new Diagnostics(
    connection,
    client,
    (key) => folders.of(key) !== undefined,
    () => status.changed(),
  );
  const config = new ConfigStore({
    ...{ connection, client, folders, documents, files, project, log },
    onFileProblems: (problems) => diagnostics.publishConfig(problems),
    onLimits: (limits) => diagnostics.setLimits('configs', limits),
  });
  const trees = new Trees({ connection, config, documents, folders, project, status, showsTrees });
  const checks = new Checks({
    ...{ project, config, documents, folders, files, log },
    onChecked: () => loop.settle(),
  });
  const bases = new OpenBases({
    ...{ connection, project, config, documents, safe },
    isKnown: client.options.base === true,
    recheck: (key) => openChecks.schedule(key),
  });
  const openChecks = new OpenChecks(checks, documents, diagnostics, safe, pause, (checked) =>
    bases.checked(checked),
  );
  const besideChecks = new BesideChecks({ project, config, documents, diagnostics, trees, safe, pause });
  const annotations = new AnnotationRefresh(connection, client);
  const notices = new IgnoreNotices({ project, config, documents, folders, checks, diagnostics, safe });
  const services = {
    ...{ project, config, documents, folders, checks, openChecks, besideChecks, diagnostics },
    ...{ trees, annotations, notices, safe, pause },
  };
  const scan = new Scan({ ...services, connection, files, status, log }, () => loop);
  const loop = new Loop({ ...services, rescan: () => scan.run() });

  return {
    ...{
      client,
      project,
      checks,
      besideChecks,
      config,
      folders,
      files,
      diagnostics,
      status,
      trees,
      loop,
      pause,
    },
    scan: () => scan.run(),
    scanned: () => scan.through(),
    rescan() {
      config.invalidate();
      return loop.startAfresh();
    },
    configurationChanged: (pushed) => loop.reloadConfig(pushed),
    watched(changes) {
      loop.watched(changes);
      safe.background('new folders', () =>
        lookIntoMadeFolders(
          { files, folders, watched: (found) => loop.watched(found), scan: () => scan.run() },
          changes,
        ),
      );
    },
    foldersChanged(added, removed) {
      folders.remove(removed);
      for (const folder of removed) config.folderRemoved(withoutSlash(uriKey(folder.uri)));
      folders.add(added);
      loop.foldersRemoved();
      diagnostics.foldersRemoved((key) => documents.has(key));
      notices.foldersRemoved();
      loop.reloadConfig();
    },
    dispose() {
      scan.stop();
      for (const one of [loop, openChecks, annotations, trees, notices, besideChecks, status]) one.dispose();
    },
  };
}
