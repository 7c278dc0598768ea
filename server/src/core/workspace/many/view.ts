import type { SecretInput, SignInInput } from '../../exposure/surroundings.ts';
import type { PlaceElsewhere } from '../../finding.ts';
import type { FlowSummary, SolutionView } from '../../solution/flowSummary.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { byText } from '../../text/compare.ts';

/** What is known of other flows, with what repairs made of some of them. */
export class RepairedView implements SolutionView {
  readonly #base: SolutionView | undefined;
  readonly #summaries = new Map<string, FlowSummary>();

  constructor(base: SolutionView | undefined) {
    this.#base = base;
  }

  update(uri: string, summary: FlowSummary): void {
    this.#summaries.set(uri, summary);
  }

  secretAnswersOf(flowId: string): readonly (readonly string[])[] | undefined {
    for (const summary of this.#summaries.values())
      if (summary.flowId === flowId) return summary.secretAnswers;
    return this.#base?.secretAnswersOf(flowId);
  }

  signInInputsOf(flowId: string): readonly SignInInput[] | undefined {
    for (const summary of this.#summaries.values())
      if (summary.flowId === flowId) return summary.signInInputs;
    return this.#base?.signInInputsOf?.(flowId);
  }

  secretInputsOf(flowId: string): readonly SecretInput[] {
    return this.#base?.secretInputsOf(flowId) ?? [];
  }

  parentsOf(flowId: string): readonly string[] {
    return this.#base?.parentsOf?.(flowId) ?? [];
  }

  sharing(cause: string): readonly PlaceElsewhere[] {
    const places = (this.#base?.sharing(cause) ?? []).filter(({ uri }) => !this.#summaries.has(uri));
    const own = [...this.#summaries].flatMap(([uri, { shared }]) =>
      shared.flatMap(({ cause: one, ...place }) => (one === cause ? [{ uri, ...place }] : [])),
    );
    return [...places, ...own].sort(byText((one) => one.uri));
  }

  flowsOf(solution: SolutionModel): readonly FlowOverview[] | undefined {
    const flows = this.#base?.flowsOf(solution);
    if (flows === undefined || this.#summaries.size === 0) return flows;
    const seen = new Set<string>();
    return flows.flatMap((one) => {
      const own = this.#summaries.get(one.uri);
      if (own === undefined) return [one];
      if (seen.has(one.uri)) return [];
      seen.add(one.uri);
      return own.flows;
    });
  }
}
