import {
  type Analysis,
  type CheckedFile,
  count,
  type FileContent,
  type Look,
  MAX_METADATA_SIZE,
  metadataOf,
  type Project,
  SolutionFiles,
} from '../core/index.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { WorkspaceFiles } from './files.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';

/** A check of a file as the client knows it. */
export interface Checked extends CheckedFile {
  readonly key: string;
  /** As the client spells it. */
  readonly uri: string;
  /** What it took; 0 where nothing had to be done. */
  readonly milliseconds: number;
}

interface Options {
  readonly project: Project;
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly folders: Folders;
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly log: Log;
  /** Called after each check: others may be stale now. */
  readonly onChecked: () => void;
}

/** True for manifests, definitions and the like, in XML or YAML: they say something about a solution and hold no flow. */
export function isSolutionText(key: string): boolean {
  return !/\.json$/i.test(key) && SolutionFiles.wants(key);
}

/** Has the project check files: reads what it needs to know of them before. */
export class Checks {
  readonly #options: Options;
  /** The newest reading of each file on disk: an older one that comes in late is dropped. */
  readonly #tickets = new Map<string, number>();
  #ticket = 0;
  #listed = false;
  /** What the log has told of. */
  readonly #logged = new WeakSet<Analysis>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** A listing of the folders has shown which metadata files there are. */
  listed(): void {
    this.#listed = true;
  }

  /** The result for the text that is open now; undefined when the file is not open, or is a config file of ours. */
  open(key: string): Promise<Checked | undefined> {
    return this.#open(key, (project) => project.check(key));
  }

  /** `open`, against the solution's files as they are now to the character, not only as far as facts go. */
  openExactly(key: string): Promise<Checked | undefined> {
    return this.#open(key, (project) => project.checkExactly(key));
  }

  /** The flows of an open file as it is now, without a check: while somebody types, there is no time for one. */
  async look(key: string): Promise<Look | undefined> {
    const { project, config, documents } = this.#options;
    if (isSolutionText(key) || !documents.has(key)) return undefined;
    await config.of(key);
    if (config.isConfigFile(key)) return undefined;
    if (project.includes(key)) await this.prepare(key);
    return documents.has(key) ? project.look(key) : undefined;
  }

  /** The result for the file on disk; undefined when it is open, was read again meanwhile, or is a config file of ours. */
  async closed(key: string): Promise<Checked | undefined> {
    const { project, config, documents, files } = this.#options;
    if (isSolutionText(key)) return undefined;
    for (;;) {
      const isNewest = this.#reading(`check ${key}`);
      const { generation } = config;
      const { maxFileSize } = await config.of(key);
      if (config.isConfigFile(key)) return undefined;
      const content = project.includes(key) ? await files.read(key, maxFileSize) : undefined;
      if (content !== undefined && content.kind !== 'missing') await this.prepare(key);
      if (!isNewest() || documents.has(key)) return undefined;
      if (generation === config.generation) return this.#finish(key, () => project.check(key, content));
    }
  }

  /** Reads a file beside the flows and gives it to the project; an open one counts as it is in the editor. */
  async take(key: string): Promise<void> {
    const { project, config, documents, files, folders } = this.#options;
    const isNewest = this.#reading(`take ${key}`);
    const { enabled, maxFileSize } = await config.of(key);
    const missing: FileContent = { kind: 'missing' };
    const content = enabled && !documents.has(key) ? await files.read(key, maxFileSize) : missing;
    if (!isNewest()) return;
    // Its folder may have gone meanwhile.
    project.take(key, folders.of(key) === undefined ? missing : content);
  }

  /** Reads the metadata beside a file, where no listing has taken it in or shown that there is none. */
  async prepare(key: string): Promise<void> {
    const { project, files, folders } = this.#options;
    if (project.isDeclared(key) !== undefined) return;
    if (this.#listed && folders.of(key) !== undefined) return;
    const metadata = metadataOf(key);
    const content = await files.read(metadata, MAX_METADATA_SIZE);
    if (project.isDeclared(key) === undefined) project.take(metadata, content);
  }

  async #open(key: string, check: (project: Project) => CheckedFile): Promise<Checked | undefined> {
    const { project, config, documents } = this.#options;
    if (isSolutionText(key)) return undefined;
    for (;;) {
      if (!documents.has(key)) return undefined;
      const { generation } = config;
      await config.of(key);
      if (config.isConfigFile(key)) return undefined;
      if (project.includes(key)) await this.prepare(key);
      if (generation !== config.generation) continue;
      if (!documents.has(key)) return undefined;
      return this.#finish(key, () => check(project));
    }
  }

  #finish(key: string, check: () => CheckedFile): Checked {
    const { documents, folders, log, onChecked } = this.#options;
    const start = performance.now();
    const checked = check();
    const milliseconds = performance.now() - start;
    const { broken, analysis } = checked;
    if (analysis !== undefined && analysis.document.kind === 'flow' && !this.#logged.has(analysis)) {
      this.#logged.add(analysis);
      log.debug(() => {
        const found = count(analysis.findings.length, 'finding');
        const left = analysis.ignored.length === 0 ? '' : `, ${analysis.ignored.length} ignored`;
        return `${folders.nameOf(key)}: ${found}${left} in ${milliseconds.toFixed(1)} ms.`;
      });
    }
    if (broken !== undefined) {
      const { error } = broken;
      log.error(`check of ${key} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
    onChecked();
    return { ...checked, key, uri: documents.uriOf(key), milliseconds };
  }

  /** Says later, once, whether no newer reading was begun. */
  #reading(what: string): () => boolean {
    const ticket = ++this.#ticket;
    this.#tickets.set(what, ticket);
    return () => {
      if (this.#tickets.get(what) !== ticket) return false;
      this.#tickets.delete(what);
      return true;
    };
  }
}
