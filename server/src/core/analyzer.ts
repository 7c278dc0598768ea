import type { Analysis, Analyzer, CheckOptions, Hover } from './analysis.ts';
import type { Finding, Fix, Place } from './finding.ts';
import { type Fixable, fixAll } from './fixes/fixAll.ts';
import { settled } from './fixes/settle.ts';
import type { FlowDocument, SourceFile } from './flow/document.ts';
import { openDocument } from './flow/index.ts';
import { mayBeFlow } from './flow/recognise.ts';
import { hoverAt } from './hover/index.ts';
import { pointerOf } from './json/pointer.ts';
import { spanOfPlace } from './place.ts';
import { refactoringsAt } from './refactor/index.ts';
import { rulePage } from './rules/pages.ts';
import { RULES, ruleById } from './rules/registry.ts';
import { FlowFacts, fixContext, type RunResult, runRules } from './rules/run.ts';
import { checkSolution } from './rules/runSolution.ts';
import { summarise } from './summary.ts';
import { LineIndex } from './text/lineIndex.ts';
import type { Position, Range, Span } from './text/span.ts';
import type { TextEdit } from './text/textEdit.ts';

/** Creates the analyzer. It holds no state: every answer follows from the text and the options. */
export function createAnalyzer(): Analyzer {
  return {
    rules: RULES.map((rule) => rule.meta),
    check: (source, options) => new CheckedFile(source, options),
    checkSolution,
    mayBeFlow,
    rulePage,
  };
}

class CheckedFile implements Analysis {
  readonly document: FlowDocument;
  readonly #options: CheckOptions;
  readonly #facts: readonly FlowFacts[];
  readonly #result: RunResult;
  #summary: Analysis['summary'] | undefined;
  #lines: LineIndex | undefined;

  constructor(source: SourceFile, options: CheckOptions, only?: string) {
    this.document = openDocument(source);
    this.#options = options;
    this.#facts = this.document.flows.map((flow) => new FlowFacts(flow, options));
    this.#result = runRules(this.document, this.#facts, options, only);
  }

  get findings(): readonly Finding[] {
    return this.#result.findings;
  }

  get failures(): RunResult['failures'] {
    return this.#result.failures;
  }

  get summary(): Analysis['summary'] {
    this.#summary ??= this.#summarise();
    return this.#summary;
  }

  #summarise(): Analysis['summary'] {
    try {
      return summarise(this.document, this.#facts);
    } catch {
      // The defect is told by the rules that ask the same engine; other files then know nothing of this one.
      return { flowId: undefined, secretAnswers: [], calls: [] };
    }
  }

  spanOf(place: Place): Span {
    return spanOfPlace(this.document.tree, place);
  }

  rangeOf(span: Span): Range {
    return this.#lineIndex.rangeOf(span);
  }

  positionAt(offset: number): Position {
    return this.#lineIndex.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#lineIndex.offsetAt(position);
  }

  pointerOf(place: Place): string {
    return pointerOf(this.document.tree, place.node);
  }

  fixesFor(finding: Finding): readonly Fix[] {
    const rule = ruleById(finding.ruleId);
    const facts = this.#factsAt(finding.place.node);
    if (rule?.fixes === undefined || facts === undefined || finding.fix === null) return [];
    try {
      const fixes = rule.fixes(fixContext(this.document, facts, this.#options, rule), finding);
      return this.#settled(fixes);
    } catch {
      // A defect of the rule must not take the other code actions with it; no fix is a safe answer.
      return [];
    }
  }

  refactorings(offset: number): readonly Fix[] {
    const facts = this.#factsAt(this.document.tree.nodeAt(offset));
    try {
      return facts === undefined ? [] : this.#settled(refactoringsAt(facts, offset));
    } catch {
      return [];
    }
  }

  fixAll(ruleId?: string): readonly TextEdit[] {
    return fixAll(this.#fixable(), this.#recheck(ruleId), ruleId);
  }

  #settled(fixes: readonly Fix[]): readonly Fix[] {
    return fixes.map((fix) => (fix.settle ? settled(fix, this.#fixable(), this.#recheck()) : fix));
  }

  #fixable(): Fixable {
    const { tree, text } = this.document;
    return {
      text,
      problems: tree.problems.length + tree.duplicates.length,
      findings: this.findings,
      fixesFor: (finding) => this.fixesFor(finding),
    };
  }

  /** Checks another text in place of this one. */
  #recheck(ruleId?: string): (text: string) => Fixable {
    return (text) => new CheckedFile({ ...this.#source(), text }, this.#options, ruleId).#fixable();
  }

  hover(offset: number): Hover | undefined {
    const facts = this.#factsAt(this.document.tree.nodeAt(offset));
    try {
      return facts && hoverAt(this, facts, offset);
    } catch {
      return undefined;
    }
  }

  #source(): SourceFile {
    const { uri, text, declaredAsFlow } = this.document;
    return { uri, text, ...(declaredAsFlow === undefined ? {} : { declaredAsFlow }) };
  }

  #factsAt(node: number): FlowFacts | undefined {
    const { tree } = this.document;
    const within = this.#facts.find(
      ({ flow }) => node >= flow.definition && node < tree.after(flow.definition),
    );
    return within ?? this.#facts[0];
  }

  get #lineIndex(): LineIndex {
    this.#lines ??= new LineIndex(this.document.text);
    return this.#lines;
  }
}
