import { SolutionFiles, type SolutionModel } from '../../solution/index.ts';
import { declaresFlow, describedBy } from '../../solution/metadata.ts';
import type { FileContent } from './types.ts';

/** A text in an editor. */
export interface OpenText {
  readonly version: number;
  readonly text: string;
}

const NONE: readonly SolutionModel[] = [];

/**
 * The texts that are there: those in editors, which win over what is on disk, and those of the files beside the flows. Texts of
 * closed flows are not kept.
 */
export class Texts {
  readonly files = new SolutionFiles();
  readonly #open = new Map<string, OpenText>();
  /** Open files of solutions whose text has not been taken in yet. */
  readonly #typed = new Set<string>();
  readonly #known = new Set<string>();
  /** Files of solutions that could not be taken in. */
  readonly #unread = new Map<string, Exclude<FileContent, { kind: 'text' }>>();
  /** What metadata files say, by the lower-cased address of the file that they describe. */
  readonly #declared = new Map<string, boolean>();
  /** Spellings of files that were looked at, by lower-cased address: metadata may spell a name in another case. */
  readonly #spelled = new Map<string, string>();
  #listed = false;
  #touched = new Set<string>();
  #changed = { facts: false, texts: false };
  readonly #declaredAnew = new Set<string>();

  open(uri: string, version: number, text: string, inFolder: boolean): void {
    // Nobody tells of changes there: the metadata is read again with each opening.
    if (!inFolder && !this.#open.has(uri)) this.#declared.delete(uri.toLowerCase());
    this.#open.set(uri, { version, text });
    this.seen(uri);
    if (inFolder && SolutionFiles.needsText(uri)) this.#typed.add(uri);
  }

  close(uri: string): void {
    this.#open.delete(uri);
    this.#typed.delete(uri);
  }

  openText(uri: string): OpenText | undefined {
    return this.#open.get(uri);
  }

  seen(uri: string): void {
    this.#spelled.set(uri.toLowerCase(), uri);
  }

  /** All files were named once: solutions are known from here on. */
  listed(): void {
    // The first answers may differ from what was told before, whatever the files say.
    this.#changed.facts ||= !this.#listed;
    this.#listed = true;
  }

  /** A file that says something about solutions, as it was read. Of flows only the presence counts. */
  take(uri: string, content: FileContent): void {
    if (!SolutionFiles.wants(uri)) return;
    if (!SolutionFiles.needsText(uri)) {
      if (content.kind === 'missing') this.drop(uri);
      else if (!this.#known.has(uri)) this.#set(uri, '');
      return;
    }
    const text = this.#open.get(uri)?.text ?? (content.kind === 'text' ? content.text : undefined);
    if (text !== undefined) this.#set(uri, text);
    else this.#cannotTake(uri, content);
  }

  #cannotTake(uri: string, content: FileContent): void {
    this.drop(uri);
    if (content.kind === 'missing' || content.kind === 'text') return;
    this.#unread.set(uri, content);
    this.#changed.facts = true;
  }

  drop(uri: string): void {
    this.#typed.delete(uri);
    if (this.#known.delete(uri)) this.#touched.add(uri);
    if (this.#unread.delete(uri)) this.#changed.facts = true;
    if (this.files.remove(uri)) this.#changed.facts = true;
    this.#declare(uri, undefined);
  }

  /** Files of solutions that are known, unread ones as well. */
  known(): readonly string[] {
    return [...this.#known, ...this.#unread.keys()];
  }

  /** Those that could not be taken in and belong to a solution; others of the same name are none of our business. */
  unread(): ReadonlyMap<string, Exclude<FileContent, { kind: 'text' }>> {
    return new Map([...this.#unread].filter(([uri]) => this.solutionOf(uri) !== undefined));
  }

  /** True when the metadata beside a file says that it is a cloud flow; undefined when no metadata was taken in. */
  declared(uri: string): boolean | undefined {
    return this.#declared.get(uri.toLowerCase());
  }

  solutions(): readonly SolutionModel[] {
    if (!this.#listed) return NONE;
    this.takeTyped();
    return this.files.solutions();
  }

  /** The solution around a file; undefined outside of all, and until all files were named once. */
  solutionOf(uri: string): SolutionModel | undefined {
    if (!this.#listed) return undefined;
    this.takeTyped();
    return this.files.solutionOf(uri);
  }

  takeTyped(): void {
    for (const uri of this.#typed) {
      const open = this.#open.get(uri);
      if (open !== undefined) this.#set(uri, open.text);
    }
    this.#typed.clear();
  }

  /** Whether some file of a solution says something else, or has another text, since the last call. */
  takeChanged(): { readonly facts: boolean; readonly texts: boolean } {
    this.takeTyped();
    const changed = this.#changed;
    this.#changed = { facts: false, texts: false };
    return changed;
  }

  /** Files of which metadata says something else since the last call. */
  takeDeclared(): readonly string[] {
    const changed = [...this.#declaredAnew];
    this.#declaredAnew.clear();
    return changed;
  }

  /** Files whose text may have changed since the last call. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  #set(uri: string, text: string): void {
    this.#known.add(uri);
    if (SolutionFiles.needsText(uri)) {
      this.#touched.add(uri);
      this.#changed.texts = true;
    }
    if (this.#unread.delete(uri)) this.#changed.facts = true;
    if (this.files.set(uri, text)) this.#changed.facts = true;
    this.#declare(uri, text);
  }

  #declare(uri: string, text: string | undefined): void {
    const described = describedBy(uri)?.toLowerCase();
    if (described === undefined) return;
    const now = text !== undefined && declaresFlow(text);
    const before = this.#declared.get(described) ?? false;
    this.#declared.set(described, now);
    const flow = this.#spelled.get(described);
    if (now !== before && flow !== undefined) this.#declaredAnew.add(flow);
  }
}
