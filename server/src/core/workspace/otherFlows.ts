import type { Fixable } from '../fixes/fixAll.ts';
import type { LiteralPlace, OtherFlow, OtherFlows } from '../fixes/literal/types.ts';
import { settle } from '../fixes/settle.ts';
import type { FlowDocument } from '../flow/document.ts';
import type { FlowTexts } from '../solution/flowSummary.ts';
import type { FlowOverview } from '../solution/overview/index.ts';

/** What is asked of the check of another flow. */
export interface CheckedFlow {
  readonly document: FlowDocument;
  readonly flagged: readonly LiteralPlace[];
  readonly fixable: Fixable;
  readonly recheck: (text: string) => Fixable;
}

/** The other flows of a solution by their texts, each checked when a repair opens it. */
export class CheckedOthers implements OtherFlows {
  readonly overviews: readonly FlowOverview[];
  readonly #texts: FlowTexts;
  readonly #check: (uri: string, text: string) => CheckedFlow;
  readonly #open = new Map<string, OtherFlow | undefined>();

  constructor(
    overviews: readonly FlowOverview[],
    texts: FlowTexts,
    check: (uri: string, text: string) => CheckedFlow,
  ) {
    this.overviews = overviews;
    this.#texts = texts;
    this.#check = check;
  }

  has(uri: string): boolean {
    return this.#texts.has(uri);
  }

  open(uri: string): OtherFlow | undefined {
    if (!this.#open.has(uri)) this.#open.set(uri, this.#opened(uri));
    return this.#open.get(uri);
  }

  #opened(uri: string): OtherFlow | undefined {
    const text = this.#texts.get(uri) ?? undefined;
    if (text === undefined) return undefined;
    const checked = this.#check(uri, text);
    const { tree, flows } = checked.document;
    const [flow] = flows;
    // Of damage, and of properties that stand twice, nobody knows what they mean.
    const isSound = tree.problems.length === 0 && tree.duplicates.length === 0;
    if (!isSound || flow === undefined || flows.length > 1 || flow.wrapper !== 'solution') return undefined;
    return {
      flow,
      literals: checked.flagged,
      settled: (edits) => settle(edits, checked.fixable, checked.recheck).edits,
    };
  }
}
