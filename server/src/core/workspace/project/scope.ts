import { SolutionFiles, type SolutionModel } from '../../solution/index.ts';
import type { Settings } from './settings.ts';
import type { Texts } from './texts.ts';

/** Which files a call is about; the others are looked at for what they say of those. */
export interface ProjectScope {
  isAsked(uri: string): boolean;
  /** The user named the file itself: it is checked whatever the globs say. */
  isNamed(uri: string): boolean;
}

/** Which files and solutions take part. */
export class Scope {
  readonly #given: ProjectScope | undefined;
  readonly #settings: Settings;
  readonly #texts: Texts;
  #models: { readonly all: readonly SolutionModel[]; readonly asked: readonly SolutionModel[] } | undefined;

  constructor(given: ProjectScope | undefined, settings: Settings, texts: Texts) {
    this.#given = given;
    this.#settings = settings;
    this.#texts = texts;
  }

  isAsked(uri: string): boolean {
    return this.#given?.isAsked(uri) ?? true;
  }

  isNamed(uri: string): boolean {
    return this.#given?.isNamed(uri) ?? false;
  }

  /** Findings in the file are reported. */
  isReported(uri: string): boolean {
    return this.isAsked(uri) && this.#settings.includes(uri);
  }

  /** True for a file that is checked, or looked at for what it says of others. */
  takesPart(uri: string): boolean {
    if (this.isNamed(uri)) return true;
    if (this.isAsked(uri)) return this.#settings.includes(uri);
    const model = this.#texts.solutionOf(uri);
    return model !== undefined && this.isDeclaredFlow(uri) && this.models().includes(model);
  }

  /** Whether somebody says that a file is a flow, its content apart: its place, its metadata, a manifest. */
  isDeclaredFlow(uri: string): boolean {
    if (SolutionFiles.wants(uri) && !SolutionFiles.needsText(uri)) return true;
    return this.#texts.declared(uri) === true || this.#texts.solutionOf(uri)?.flowAt(uri) !== undefined;
  }

  /** Solutions with a file that the call is about. */
  models(): readonly SolutionModel[] {
    const all = this.#texts.solutions();
    if (this.#models?.all !== all) this.#models = { all, asked: this.#askedAmong(all) };
    return this.#models.asked.filter(({ root }) => this.#settings.of(`${root}/`).enabled);
  }

  #askedAmong(all: readonly SolutionModel[]): readonly SolutionModel[] {
    if (this.#given === undefined) return all;
    const asked = this.#texts.known().filter((uri) => this.isAsked(uri));
    const around = new Set(asked.map((uri) => this.#texts.solutionOf(uri)));
    return all.filter((model) => around.has(model) || asked.some((uri) => model.textOf(uri) !== undefined));
  }
}
