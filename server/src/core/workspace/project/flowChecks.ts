import type { FlowDocument, SourceFile } from '../../flow/document.ts';
import type { IndexChange, SolutionIndex } from '../../solution/overview/index.ts';
import type { Analysis, Analyzer, CheckOptions } from '../analysis.ts';
import { type Look, lookAt } from '../look.ts';
import type { Bases } from './bases.ts';
import { whyUnread } from './content.ts';
import type { Results } from './results.ts';
import type { Scope } from './scope.ts';
import type { Settings } from './settings.ts';
import type { Staleness } from './staleness.ts';
import type { Texts } from './texts.ts';
import type { CheckedFile, FileContent } from './types.ts';

/** What counts in place of what the project knows of the solution around a flow. */
export type AroundFlow = Partial<Pick<CheckOptions, 'solution' | 'solutionModel' | 'base'>>;

interface Parts {
  readonly analyzer: Analyzer;
  readonly settings: Settings;
  readonly texts: Texts;
  readonly results: Results;
  readonly staleness: Staleness;
  readonly flows: SolutionIndex;
  readonly scope: Scope;
  readonly bases: Bases;
}

const NONE_KNOWN: ReadonlySet<never> = new Set();

/** Checks files for flows, and keeps what they say of others. */
export class FlowChecks {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `version`: of the open text; `looked`: what was read of it already, for a look. */
  check(uri: string, version: number | null, content: FileContent, looked?: FlowDocument): CheckedFile {
    const { texts, scope, analyzer } = this.#parts;
    const none: CheckedFile = { uri, version, analysis: undefined, known: NONE_KNOWN };
    if (!scope.takesPart(uri)) return this.#without(none);
    if (content.kind !== 'text') {
      const isCandidate = content.kind !== 'missing' && (scope.isNamed(uri) || scope.isDeclaredFlow(uri));
      if (isCandidate) return { ...this.#unread(none, whyUnread(content) ?? ''), unread: content };
      const checked = { ...this.#without(none), unread: content };
      // Whether it is meant as a flow may turn out later.
      if (content.kind !== 'missing') this.#parts.staleness.checked(uri, texts.solutionOf(uri));
      return checked;
    }
    const { text } = content;
    if (texts.declared(uri) !== true && !analyzer.mayBeFlow(text)) return this.#isNone(none);
    try {
      return this.#take(none, this.#analyse(this.#read(uri, text, looked)));
    } catch (error) {
      const broken = { broken: { error } };
      return scope.isDeclaredFlow(uri)
        ? { ...this.#unread(none, 'its check broke down'), ...broken }
        : { ...this.#without(none), ...broken };
    }
  }

  /** The flows of a text, without a check. */
  look(uri: string, text: string): Look {
    const { settings, texts, flows } = this.#parts;
    const declaredAsFlow = texts.declared(uri) === true;
    const { config } = settings.of(uri);
    return lookAt(
      { uri, text, declaredAsFlow },
      { config, solution: flows, solutionModel: texts.solutionOf(uri) },
    );
  }

  /** A look at a text of which nothing is kept. `unread`: why there is none. */
  analyse(uri: string, text: string, around: AroundFlow = {}, unread?: string): Analysis {
    const source = this.#read(uri, text);
    return this.#analyse(unread === undefined ? source : { ...source, unread }, around);
  }

  /** A text, parsed where that was done for the same one. */
  #read(uri: string, text: string, looked?: FlowDocument): SourceFile | FlowDocument {
    const declaredAsFlow = this.#parts.texts.declared(uri) === true;
    const isSame = looked?.uri === uri && looked.text === text && looked.declaredAsFlow === declaredAsFlow;
    return isSame ? looked : { uri, text, declaredAsFlow };
  }

  #analyse(source: SourceFile | FlowDocument, around: AroundFlow = {}): Analysis {
    const { analyzer, settings, texts, flows, bases } = this.#parts;
    const { uri } = source;
    return analyzer.check(source, {
      config: settings.of(uri).config,
      solution: flows,
      isOpen: texts.openText(uri) !== undefined,
      solutionModel: texts.solutionOf(uri),
      ignores: settings.ignoresIn(uri),
      base: bases.finder(uri, (one) => texts.solutionOf(one)),
      ...around,
    });
  }

  /** Nothing of the file counts for others any more. */
  forget(uri: string): void {
    const { staleness, flows, settings, results } = this.#parts;
    staleness.forget(uri);
    settings.saw(uri, []);
    results.remove(uri);
    this.#follow(uri, flows.remove(uri));
  }

  /** Its result may differ although its text does not. */
  again(uri: string): void {
    this.#parts.results.dropOpen(uri);
    this.#parts.staleness.add(uri);
  }

  #take(none: CheckedFile, analysis: Analysis): CheckedFile {
    const { staleness, flows } = this.#parts;
    const { uri } = none;
    const isOther = analysis.document.kind === 'other';
    if (isOther && analysis.findings.length + analysis.ignored.length === 0) return this.#isNone(none);
    staleness.checked(uri, this.#parts.texts.solutionOf(uri), analysis.summary.calls);
    this.#follow(uri, isOther ? flows.isNone(uri) : flows.update(uri, analysis.summary));
    return this.#withKnown({ ...none, analysis });
  }

  /** A flow that nobody could look into: others know nothing of it, and a finding says so. */
  #unread(none: CheckedFile, reason: string): CheckedFile {
    const { uri } = none;
    this.forget(uri);
    this.#parts.staleness.checked(uri, this.#parts.texts.solutionOf(uri));
    return this.#withKnown({ ...none, analysis: this.analyse(uri, '', {}, reason) });
  }

  #withKnown(checked: CheckedFile & { readonly analysis: Analysis }): CheckedFile {
    const { settings, scope } = this.#parts;
    const { uri, analysis } = checked;
    if (scope.isAsked(uri)) settings.saw(uri, analysis.ignored);
    return { ...checked, known: settings.knownAmong(uri, analysis.findings) };
  }

  #without(none: CheckedFile): CheckedFile {
    this.forget(none.uri);
    return none;
  }

  #isNone(none: CheckedFile): CheckedFile {
    const { staleness, settings, flows } = this.#parts;
    staleness.forget(none.uri);
    settings.saw(none.uri, []);
    this.#follow(none.uri, flows.isNone(none.uri));
    return none;
  }

  #follow(uri: string, change: IndexChange): void {
    const { staleness, results, texts } = this.#parts;
    const isOpen = (one: string): boolean => texts.openText(one) !== undefined;
    for (const other of staleness.follow(uri, change, isOpen)) results.dropOpen(other);
  }
}
