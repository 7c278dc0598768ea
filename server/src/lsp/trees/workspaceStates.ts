import { type Project, projectSource, WorkspaceState } from '../../core/index.ts';
import type { ConfigStore } from '../config.ts';
import type { OpenDocuments } from '../documents.ts';
import type { Folders } from '../folders.ts';

export interface WorkspaceStateServices {
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly folders: Folders;
  readonly project: Project;
}

const MAX_ROUNDS = 3;

/** The state of the workspace for the trees, as it is now. Kept until something changes, so that a row costs what it shows. */
export class WorkspaceStates {
  readonly #services: WorkspaceStateServices;
  #workspace: WorkspaceState | undefined;
  /** What the state was made of. */
  #made: readonly unknown[] = [];

  constructor(services: WorkspaceStateServices) {
    this.#services = services;
  }

  async current(): Promise<WorkspaceState> {
    const { config, project, folders } = this.#services;
    for (let round = 1; ; round++) {
      const state = this.#state();
      if (this.#workspace !== undefined && isSame(state, this.#made)) return this.#workspace;
      const folder = folders.all()[0] ?? '';
      const roots = project.files.solutions().map(({ root }) => root);
      await Promise.all([...roots, folder].map((one) => config.of(`${one}/`)));
      // Reading a config takes time, in which more may have happened; during a scan it always does.
      if (round < MAX_ROUNDS && !isSame(state, this.#state())) continue;
      this.#workspace = new WorkspaceState(this.#source(folder), this.#workspace);
      this.#made = state;
      return this.#workspace;
    }
  }

  #state(): readonly unknown[] {
    const { config, project } = this.#services;
    return [
      project.models().length,
      project.files.solutions(),
      project.generation,
      project.beside.found(),
      config.generation,
    ];
  }

  #source(folder: string): ReturnType<typeof projectSource> {
    const { documents, folders, project } = this.#services;
    return projectSource(project, {
      folder,
      openText: (uri) => documents.get(uri)?.getText(),
      pathOf: (uri) => folders.nameOf(uri),
    });
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
