import { SolutionFiles, type SolutionModel } from '../../solution/index.ts';
import { EditedText } from '../../text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';

/** One file as repairs leave it. */
export interface ChangedFile {
  readonly uri: string;
  /** Null for a file that they make. */
  readonly before: string | null;
  readonly after: string;
  /** Minimal edits that make `after` of `before`; none for a new file. */
  readonly edits: readonly TextEdit[];
}

/** Changes of files, as a fix has them. */
export type Change =
  | { readonly uri: string; readonly edits: readonly TextEdit[] }
  | { readonly uri: string; readonly create: string };

interface Edited {
  readonly before: string | null;
  readonly text: EditedText;
  after: string;
}

/** The texts of a workspace under several repairs, and the solutions they make. What is tried is kept, or put back. */
export class RepairedTexts {
  readonly files: SolutionFiles;
  readonly #read: (uri: string) => Promise<string | undefined>;
  /** Flows as they were read. */
  readonly #flows = new Map<string, string | null>();
  readonly #edited = new Map<string, Edited>();
  #tried = new Map<string, { readonly before: string | undefined; readonly after: string }>();
  /** Grows with every change that is kept. */
  changes = 0;

  /** `files` stay as they are. `read`: the text of a flow; undefined where there is none to be had. */
  constructor(files: SolutionFiles, read: (uri: string) => Promise<string | undefined>) {
    this.files = files.copy();
    this.#read = read;
  }

  /** The text of a flow as it is now. */
  async load(uri: string): Promise<string | undefined> {
    const known = this.#tried.get(uri)?.after ?? this.#edited.get(uri)?.after;
    if (known !== undefined) return known;
    if (!this.#flows.has(uri)) this.#flows.set(uri, (await this.#read(uri)) ?? null);
    return this.#flows.get(uri) ?? undefined;
  }

  /** Lets a flow go that nothing has changed: many need much memory. */
  forget(uri: string): void {
    this.#flows.delete(uri);
  }

  /** As it is now, of a flow that was loaded or a file of the solution. */
  textOf(uri: string, solution: SolutionModel | undefined): string | undefined {
    return (
      this.#tried.get(uri)?.after ??
      this.#edited.get(uri)?.after ??
      this.#flows.get(uri) ??
      solution?.textOf(uri)
    );
  }

  /** Puts changes into the texts. False, and nothing is changed, where one does not fit. */
  try(changes: readonly Change[], solution: SolutionModel | undefined): boolean {
    const tried = new Map<string, { readonly before: string | undefined; readonly after: string }>();
    for (const change of changes) {
      const { uri } = change;
      const before = this.textOf(uri, solution);
      if (tried.has(uri) || 'create' in change !== (before === undefined)) return false;
      try {
        const after = 'create' in change ? change.create : applyEdits(before ?? '', change.edits);
        if (after !== before) tried.set(uri, { before, after });
      } catch {
        return false;
      }
    }
    if (tried.size === 0) return false;
    this.#tried = tried;
    for (const [uri, { after }] of tried) this.#update(uri, after);
    return true;
  }

  /** What was tried is as it was. */
  putBack(): void {
    const tried = this.#tried;
    this.#tried = new Map();
    for (const [uri, { before }] of tried) this.#update(uri, before);
  }

  /** What was tried stays. */
  keep(changes: readonly Change[]): void {
    for (const change of changes) {
      const one = this.#tried.get(change.uri);
      if (one === undefined) continue;
      const known = this.#edited.get(change.uri) ?? {
        before: one.before ?? null,
        text: new EditedText(one.before ?? ''),
        after: one.after,
      };
      if ('edits' in change) known.text.apply(change.edits);
      known.after = one.after;
      this.#edited.set(change.uri, known);
    }
    this.#tried = new Map();
    this.changes++;
  }

  changed(): ChangedFile[] {
    return [...this.#edited].flatMap(([uri, { before, after, text }]) => {
      if (before === after) return [];
      return [{ uri, before, after, edits: before === null ? [] : text.edits() }];
    });
  }

  #update(uri: string, text: string | undefined): void {
    if (!SolutionFiles.wants(uri)) return;
    if (text === undefined) this.files.remove(uri);
    else this.files.set(uri, SolutionFiles.needsText(uri) ? text : '');
  }
}
