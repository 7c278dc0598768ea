// When the last commit of a repository becomes another one (`git.d.ts` of microsoft/vscode, version 1).

interface Change {
  readonly originalUri: { toString(): string };
  readonly renameUri: { toString(): string } | undefined;
}

interface Watching {
  dispose(): unknown;
}

type Listen<T> = (listener: (event: T) => unknown) => Watching;

export interface WatchedRepository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly onDidChange: Listen<void>;
  };
}

export interface WatchedGit {
  readonly repositories: readonly WatchedRepository[];
  readonly onDidOpenRepository: Listen<WatchedRepository>;
  readonly onDidCloseRepository: Listen<WatchedRepository>;
}

/** Tells when files may have another version in HEAD: after a commit or a checkout, a rename, or with another repository. */
export class Heads {
  readonly #onMoved: () => void;
  readonly #watched = new Map<WatchedRepository, Watching>();
  readonly #own: Watching[] = [];

  constructor(git: WatchedGit, onMoved: () => void) {
    this.#onMoved = onMoved;
    for (const repository of git.repositories) this.#watch(repository);
    this.#own.push(
      git.onDidOpenRepository((repository) => {
        this.#watch(repository);
        onMoved();
      }),
      git.onDidCloseRepository((repository) => {
        this.#watched.get(repository)?.dispose();
        if (this.#watched.delete(repository)) onMoved();
      }),
    );
  }

  dispose(): void {
    for (const one of [...this.#own, ...this.#watched.values()]) one.dispose();
  }

  /** Its state changes with every file that is saved: few of these changes matter. */
  #watch(repository: WatchedRepository): void {
    if (this.#watched.has(repository)) return;
    let known = headOf(repository);
    const watching = repository.state.onDidChange(() => {
      const now = headOf(repository);
      if (now === known) return;
      known = now;
      this.#onMoved();
    });
    this.#watched.set(repository, watching);
  }
}

/** The commit, and which files have another name in it. */
function headOf({ state: { HEAD, indexChanges, workingTreeChanges } }: WatchedRepository): string {
  const renamed = [...indexChanges, ...workingTreeChanges].flatMap(({ originalUri, renameUri }) =>
    renameUri === undefined || renameUri.toString() === originalUri.toString()
      ? []
      : [`${originalUri} ${renameUri}`],
  );
  return [HEAD?.commit ?? '', ...renamed.sort()].join('\n');
}
