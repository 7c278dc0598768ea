import type { FlowSummary, SolutionView } from '../analysis.ts';

const NOBODY: readonly string[] = [];

/** What the flows of a workspace know of each other. Holds summaries only, so that an edit that changes none costs nothing. */
export class SolutionIndex implements SolutionView {
  readonly #summaries = new Map<string, FlowSummary>();
  readonly #uriById = new Map<string, string>();

  /** Takes in the summary of a checked file; returns the other files whose check may come out differently because of it. */
  update(uri: string, summary: FlowSummary): readonly string[] {
    const before = this.#summaries.get(uri);
    this.#summaries.set(uri, summary);
    if (before?.flowId !== undefined && before.flowId !== summary.flowId) this.#forget(before.flowId, uri);
    if (summary.flowId !== undefined) this.#uriById.set(summary.flowId, uri);
    if (before?.flowId === summary.flowId && sameAnswers(before, summary)) return NOBODY;
    if (before === undefined && summary.secretAnswers.length === 0) return NOBODY;
    return this.#callersOf([before?.flowId, summary.flowId], uri);
  }

  /** Forgets a file; returns the files to check again. */
  remove(uri: string): readonly string[] {
    const before = this.#summaries.get(uri);
    this.#summaries.delete(uri);
    if (before?.flowId === undefined) return NOBODY;
    this.#forget(before.flowId, uri);
    return before.secretAnswers.length === 0 ? NOBODY : this.#callersOf([before.flowId], uri);
  }

  secretAnswersOf(flowId: string): readonly (readonly string[])[] | undefined {
    const uri = this.#uriById.get(flowId.toLowerCase());
    return uri === undefined ? undefined : this.#summaries.get(uri)?.secretAnswers;
  }

  #forget(flowId: string, uri: string): void {
    if (this.#uriById.get(flowId) === uri) this.#uriById.delete(flowId);
  }

  #callersOf(ids: readonly (string | undefined)[], self: string): string[] {
    const result: string[] = [];
    for (const [uri, summary] of this.#summaries) {
      if (uri !== self && ids.some((id) => id !== undefined && summary.calls.includes(id))) result.push(uri);
    }
    return result;
  }
}

function sameAnswers(a: FlowSummary | undefined, b: FlowSummary): boolean {
  return JSON.stringify(a?.secretAnswers ?? []) === JSON.stringify(b.secretAnswers);
}
