import { noticePage } from '../config/ignores/index.ts';
import type { Finding, Fix, FlowFinding, FlowPlace, Place, RuleFix } from '../finding.ts';
import { type FixAllListener, type Fixable, fixAll } from '../fixes/fixAll.ts';
import type { OtherFlows } from '../fixes/literal/types.ts';
import { DAMAGED, folderReason, isManagedCopy, placeReason } from '../fixes/noRepair.ts';
import { brokenStrings, isRepairable, promising, touchesAny } from '../fixes/repairable.ts';
import { settled } from '../fixes/settle.ts';
import type { FlowDocument, SourceFile } from '../flow/document.ts';
import { flowIdOf } from '../flow/identity.ts';
import { openDocument } from '../flow/index.ts';
import { mayBeFlow } from '../flow/mayBeFlow.ts';
import type { NodeId } from '../json/tree.ts';
import { BaseFlows } from '../rules/baseFlow.ts';
import { flaggedLiterals } from '../rules/flaggedLiterals.ts';
import { fixContext } from '../rules/flowContext.ts';
import { FlowFacts } from '../rules/flowFacts.ts';
import { RULES, ruleById, rulePage } from '../rules/index.ts';
import { maskedFixes } from '../rules/masked.ts';
import { needsSolution, type RunResult, runRules } from '../rules/run.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import type { FlowTexts } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import type { MarkedEdit } from '../text/composeEdits.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Position, Range, Span } from '../text/span.ts';
import type { Analysis, Analyzer, CheckOptions } from './analysis.ts';
import { CheckedSolution } from './checkedSolution.ts';
import { splitIgnored } from './ignores.ts';
import { type CheckedFlow, CheckedOthers } from './otherFlows.ts';
import { SharedCauses } from './sharedCauses.ts';
import { summarise } from './summary.ts';

/** Creates the analyzer. It holds no state: every answer follows from the text and the options. */
export function createAnalyzer(): Analyzer {
  return {
    rules: RULES.map((rule) => rule.meta),
    check: (source, options) => new CheckedFile(source, options),
    checkSolution: (solution, options) => {
      const { config, solution: view } = options;
      const inSolution = {
        config,
        solutionModel: solution,
        ...(view === undefined ? {} : { solution: view }),
      };
      return new CheckedSolution(solution, options, (flows, texts) => othersOf(flows, texts, inSolution));
    },
    mayBeFlow,
    rulePage: (id) => rulePage(id) ?? noticePage(id),
  };
}

const NO_TEXTS: FlowTexts = new Map();

function othersOf(
  flows: readonly FlowOverview[],
  texts: FlowTexts | undefined,
  options: CheckOptions,
): OtherFlows {
  const check = (uri: string, text: string): CheckedFlow => new CheckedFile({ uri, text }, options).asOther();
  return new CheckedOthers(flows, texts ?? NO_TEXTS, check);
}

class CheckedFile implements Analysis {
  readonly kind = 'flow';
  readonly document: FlowDocument;
  readonly #options: CheckOptions;
  readonly flows: readonly FlowFacts[];
  readonly #result: RunResult;
  readonly findings: readonly FlowFinding[];
  readonly ignored: Analysis['ignored'];
  readonly #shared: SharedCauses;
  #summary: Analysis['summary'] | undefined;
  #lines: LineIndex | undefined;

  /** No fix may touch these. */
  readonly #broken: readonly Span[];

  constructor(source: SourceFile | FlowDocument, options: CheckOptions) {
    this.document = 'tree' in source ? source : openDocument(source);
    this.#options = options;
    const base = new BaseFlows(this.document, options);
    const id = flowIdOf(this.document);
    this.flows = this.document.flows.map((flow) => new FlowFacts(flow, options, id, base.of));
    this.#result = runRules(this.document, this.flows, options);
    const { kept, ignored } = splitIgnored(
      this.#result.findings,
      (ruleId, place) => options.ignores?.entriesFor(ruleId, () => place.pointer) ?? [],
    );
    this.#broken = kept.length > 0 ? brokenStrings(this.document) : [];
    this.#shared = new SharedCauses(this, options);
    const reported = this.#shared.reported(kept);
    this.findings = this.#broken.length === 0 ? reported : reported.map((one) => this.#promising(one));
    this.ignored = ignored;
  }

  /** Whether a fix is left that keeps out of what does not parse, only the fixes themselves can tell. */
  #promising(finding: FlowFinding): FlowFinding {
    return finding.fix === null ? finding : promising(finding, (one) => this.#fixesOf(one, undefined));
  }

  get solution(): SolutionModel | undefined {
    return this.#options.solutionModel;
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
      return summarise(this.document, this.flows, this.findings, this.#shared.places);
    } catch {
      // The defect is told by the rules that ask the same engine; other files then know nothing of this one.
      return { flowId: undefined, secretAnswers: [], secretCalls: [], calls: [], flows: [], shared: [] };
    }
  }

  textOf(uri: string): string | undefined {
    return uri === this.document.uri ? this.document.text : this.#options.solutionModel?.textOf(uri);
  }

  rangeOf({ span }: Pick<Place, 'span'>): Range {
    return this.rangeOfSpan(span);
  }

  rangeOfSpan(span: Span): Range {
    return this.#lineIndex.rangeOf(span);
  }

  damageAt(_: FlowFinding, { part }: FlowPlace): number | undefined {
    const [first] = this.document.tree.problems;
    const isDamage = first !== undefined && typeof part === 'object' && 'inFile' in part;
    // With the first character that is wrong.
    return isDamage ? first.span.start + 1 : undefined;
  }

  positionAt(offset: number): Position {
    return this.#lineIndex.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#lineIndex.offsetAt(position);
  }

  fixesFor(finding: FlowFinding, texts?: FlowTexts): readonly Fix[] {
    return finding.fix === null ? [] : maskedFixes(this.#fixesOf(finding, texts), this.document.uri);
  }

  #fixesOf(finding: FlowFinding, texts: FlowTexts | undefined): readonly RuleFix[] {
    const rule = ruleById(finding.ruleId);
    const facts = this.flowAt(finding.place.node);
    if (rule?.fixes === undefined || facts === undefined) return [];
    try {
      const others = (): OtherFlows | undefined => this.#others(texts);
      const fixes = rule.fixes(fixContext(this.document, facts, this.#options, rule, others), finding);
      return this.#settled(fixes);
    } catch {
      // A defect of the rule must not take the other code actions with it; no fix is a safe answer.
      return [];
    }
  }

  whyNoRepair({ ruleId, fix, hint, place }: FlowFinding): string | undefined {
    const rule = ruleById(ruleId);
    if (fix !== null || rule === undefined || rule.meta.fix === null) return undefined;
    if (!isRepairable(this.document)) return DAMAGED;
    const { solutionModel } = this.#options;
    const flow = this.flowAt(place.node)?.flow;
    const inTheWay =
      isManagedCopy(solutionModel) || needsSolution(rule, null)
        ? folderReason(solutionModel, flow)
        : undefined;
    return inTheWay ?? withoutSecrets(placeReason(hint));
  }

  changesBy(
    make: (otherFlows: OtherFlows | undefined) => readonly RuleFix[],
    texts?: FlowTexts,
  ): readonly Fix[] {
    if (!isRepairable(this.document)) return [];
    try {
      return maskedFixes(this.#settled(make(this.#others(texts))), this.document.uri);
    } catch {
      return [];
    }
  }

  fixAll(
    wanted?: string | ((finding: Finding) => boolean),
    listener: FixAllListener<FlowFinding> = {},
  ): readonly MarkedEdit[] {
    const isWanted = typeof wanted === 'string' ? (one: Finding) => one.ruleId === wanted : wanted;
    return fixAll(this.#fixable(), this.#recheck(), { ...listener, isWanted });
  }

  /** Fixes that keep out of what does not parse, whole. */
  #settled(fixes: readonly RuleFix[]): readonly RuleFix[] {
    const managed = isManagedCopy(this.#options.solutionModel);
    const sound = fixes.filter((fix) => !(managed && fix.disposition === 'review') && this.#isSound(fix));
    return sound.map((fix) => (fix.settle ? settled(fix, this.#fixable(), this.#recheck()) : fix));
  }

  /** Edits may be worked out when they are asked for: that is done only where an expression does not parse. */
  #isSound(fix: RuleFix): boolean {
    return this.#broken.length === 0 || !touchesAny(fix.edits, this.#broken);
  }

  #others(texts: FlowTexts | undefined): OtherFlows | undefined {
    const { solution, solutionModel } = this.#options;
    const flows = solutionModel && solution?.flowsOf(solutionModel);
    // What is left out in this file, and what it was before, says nothing of others.
    const options = { ...this.#options, ignores: undefined, base: undefined };
    const others = flows?.filter((one) => one.uri !== this.document.uri);
    return others && othersOf(others, texts, options);
  }

  /** As a repair in another file sees this one. */
  asOther(): CheckedFlow {
    const { document, findings } = this;
    return {
      document,
      flagged: this.flows.flatMap(({ flow, secrets }) => flaggedLiterals(flow, secrets, findings)),
      fixable: this.#fixable(),
      recheck: this.#recheck(),
    };
  }

  #fixable(): Fixable<FlowFinding> {
    const { tree, text } = this.document;
    return {
      text,
      problems: tree.problems.length + tree.duplicates.length + this.failures.length,
      findings: this.findings,
      fixesFor: (finding: FlowFinding) => (finding.fix === null ? [] : this.#fixesOf(finding, undefined)),
    };
  }

  /** Checks another text in place of this one, to the end: of a check that breaks off, findings would be gone. */
  #recheck(): (text: string) => Fixable {
    const { cancelled: _, ...options } = this.#options;
    return (text) => new CheckedFile({ ...this.#source(), text }, options).#fixable();
  }

  get includesGuesses(): boolean {
    return this.#options.config.profile === 'pedantic';
  }

  #source(): SourceFile {
    const { uri, text, declaredAsFlow, unread } = this.document;
    return {
      ...{ uri, text },
      ...(declaredAsFlow === undefined ? {} : { declaredAsFlow }),
      ...(unread === undefined ? {} : { unread }),
    };
  }

  flowAt(node: NodeId): FlowFacts | undefined {
    const { tree } = this.document;
    const within = this.flows.find(
      ({ flow }) => node >= flow.definition && node < tree.after(flow.definition),
    );
    return within ?? this.flows[0];
  }

  get #lineIndex(): LineIndex {
    this.#lines ??= new LineIndex(this.document.text);
    return this.#lines;
  }
}
