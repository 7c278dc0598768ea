import type { FlowSummary, SolutionView } from '../analysis.ts';
import type { SolutionModel } from '../solution/index.ts';
import { stampOf } from './stamp.ts';
import type { FlowOverview } from './types.ts';

/** What a new summary means for others. */
export interface IndexChange {
  /** Other flows whose check may come out differently. */
  readonly dependents: readonly string[];
  /** What the flow shows to its solution differs: connections, variables, calls, names. Places do not count. */
  readonly overview: boolean;
}

const NOBODY: readonly string[] = [];
const NOTHING: IndexChange = { dependents: NOBODY, overview: false };

interface Entry {
  readonly summary: FlowSummary;
  readonly stamp: string;
}

/** What the flows of a workspace know of each other. Holds summaries only, so that an edit that changes none costs nothing. */
export class SolutionIndex implements SolutionView {
  readonly #entries = new Map<string, Entry>();
  readonly #uriById = new Map<string, string>();
  /** Files among the flows that turned out to be something else. */
  readonly #others = new Set<string>();
  #generation = 0;

  /** Changes with everything that is taken in or forgotten, of places as well. */
  get generation(): number {
    return this.#generation;
  }

  /** Files that hold flows. */
  files(): Iterable<string> {
    return this.#entries.keys();
  }

  /** Takes in the summary of a checked file. */
  update(uri: string, summary: FlowSummary): IndexChange {
    this.#generation++;
    const before = this.#entries.get(uri);
    const stamp = stampOf(summary.flows);
    this.#entries.set(uri, { summary: { ...summary, flows: detachedFlows(summary.flows) }, stamp });
    this.#others.delete(uri);
    const old = before?.summary;
    if (old?.flowId !== undefined && old.flowId !== summary.flowId) this.#forget(old.flowId, uri);
    if (summary.flowId !== undefined) this.#uriById.set(summary.flowId, uri);
    const dependents = this.#dependents(uri, old, summary);
    return { dependents, overview: before?.stamp !== stamp };
  }

  /** Forgets a file. */
  remove(uri: string): IndexChange {
    this.#generation++;
    const left = this.#others.delete(uri);
    const before = this.#entries.get(uri)?.summary;
    if (before === undefined) return left ? { dependents: NOBODY, overview: true } : NOTHING;
    this.#entries.delete(uri);
    if (before.flowId === undefined) return { dependents: NOBODY, overview: true };
    this.#forget(before.flowId, uri);
    const dependents = before.secretAnswers.length === 0 ? NOBODY : this.#callersOf([before.flowId], uri);
    return { dependents, overview: true };
  }

  /** A file that lies where flows lie and is none: it is known, and says nothing. */
  isNone(uri: string): IndexChange {
    const known = this.#others.has(uri);
    const change = this.remove(uri);
    this.#others.add(uri);
    return { ...change, overview: !known };
  }

  secretAnswersOf(flowId: string): readonly (readonly string[])[] | undefined {
    return this.#byId(flowId)?.secretAnswers;
  }

  flowsOf(solution: SolutionModel): readonly FlowOverview[] | undefined {
    const flows: FlowOverview[] = [];
    for (const { uri } of solution.flows) {
      if (uri === undefined || this.#others.has(uri)) continue;
      const entry = this.#entries.get(uri);
      if (entry === undefined) return undefined;
      flows.push(...entry.summary.flows);
    }
    return flows;
  }

  /** Flows of one file, with places in its last checked text; none for a file that was not checked. */
  flowsAt(uri: string): readonly FlowOverview[] {
    return this.#entries.get(uri)?.summary.flows ?? [];
  }

  /** Equal as long as the flows of a solution show it the same; undefined while not all are known. */
  stampOf(solution: SolutionModel): string | undefined {
    const stamps: string[] = [];
    for (const { uri } of solution.flows) {
      if (uri === undefined || this.#others.has(uri)) continue;
      const entry = this.#entries.get(uri);
      if (entry === undefined) return undefined;
      stamps.push(entry.stamp);
    }
    return stamps.join('');
  }

  #byId(flowId: string): FlowSummary | undefined {
    const uri = this.#uriById.get(flowId.toLowerCase());
    return uri === undefined ? undefined : this.#entries.get(uri)?.summary;
  }

  #forget(flowId: string, uri: string): void {
    if (this.#uriById.get(flowId) === uri) this.#uriById.delete(flowId);
  }

  #dependents(uri: string, before: FlowSummary | undefined, now: FlowSummary): readonly string[] {
    if (before?.flowId === now.flowId && sameAnswers(before, now)) return NOBODY;
    if (before === undefined && now.secretAnswers.length === 0) return NOBODY;
    return this.#callersOf([before?.flowId, now.flowId], uri);
  }

  #callersOf(ids: readonly (string | undefined)[], self: string): string[] {
    const result: string[] = [];
    for (const [uri, { summary }] of this.#entries) {
      if (uri !== self && ids.some((id) => id !== undefined && summary.calls.includes(id))) result.push(uri);
    }
    return result;
  }
}

/** Names and the like are pieces of the flow's text, and would keep all of it in memory. */
function detachedFlows(flows: readonly FlowOverview[]): readonly FlowOverview[] {
  return JSON.parse(JSON.stringify(flows)) as readonly FlowOverview[];
}

function sameAnswers(a: FlowSummary | undefined, b: FlowSummary): boolean {
  return JSON.stringify(a?.secretAnswers ?? []) === JSON.stringify(b.secretAnswers);
}
