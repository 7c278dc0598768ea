import type { FlowSummary, SecretInput, SolutionView } from '../analysis.ts';
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
  /** By child flow, by file of the parent: the inputs to which it passes a secret. */
  readonly #passed = new Map<string, Map<string, Set<string>>>();
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
    const children = this.#pass(uri, old, summary);
    const dependents = [...new Set([...this.#dependents(uri, old, summary), ...children])];
    return { dependents, overview: before?.stamp !== stamp };
  }

  /** Forgets a file. */
  remove(uri: string): IndexChange {
    this.#generation++;
    const left = this.#others.delete(uri);
    const before = this.#entries.get(uri)?.summary;
    if (before === undefined) return left ? { dependents: NOBODY, overview: true } : NOTHING;
    this.#entries.delete(uri);
    const children = this.#pass(uri, before, undefined);
    if (before.flowId === undefined) return { dependents: children, overview: true };
    this.#forget(before.flowId, uri);
    const callers = before.secretAnswers.length === 0 ? NOBODY : this.#callersOf([before.flowId], uri);
    return { dependents: [...new Set([...callers, ...children])], overview: true };
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

  secretInputsOf(flowId: string): readonly SecretInput[] {
    const id = flowId.toLowerCase();
    const own = this.#uriById.get(id);
    const found = new Map<string, SecretInput>();
    for (const [uri, inputs] of this.#passed.get(id) ?? []) {
      // What a flow passes to itself is known where it enters.
      if (uri === own) continue;
      const parent = this.#entries.get(uri)?.summary.flows[0]?.name ?? '';
      for (const input of inputs) {
        const known = found.get(input);
        // Whatever order the files came in.
        if (known === undefined || parent < known.parent) found.set(input, { input, parent });
      }
    }
    return [...found.values()].sort((a, b) => (a.input < b.input ? -1 : 1));
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

  /** Takes in what a flow passes to others; returns the files of those for whom that changes something. */
  #pass(uri: string, old: FlowSummary | undefined, summary: FlowSummary | undefined): string[] {
    const now = new Map<string, Set<string>>();
    for (const { flowId, input } of summary?.secretCalls ?? []) {
      const inputs = now.get(flowId) ?? new Set<string>();
      now.set(flowId, inputs.add(input));
    }
    const before = (old?.secretCalls ?? []).map(({ flowId }) => flowId);
    const changed: string[] = [];
    for (const flowId of new Set([...before, ...now.keys()])) {
      const parents = this.#passed.get(flowId) ?? new Map<string, Set<string>>();
      const inputs = now.get(flowId);
      if (isSame(parents.get(uri), inputs)) continue;
      if (inputs === undefined) parents.delete(uri);
      else parents.set(uri, inputs);
      if (parents.size === 0) this.#passed.delete(flowId);
      else this.#passed.set(flowId, parents);
      const child = this.#uriById.get(flowId);
      if (child !== undefined && child !== uri) changed.push(child);
    }
    return changed;
  }

  #callersOf(ids: readonly (string | undefined)[], self: string): string[] {
    const result: string[] = [];
    for (const [uri, { summary }] of this.#entries) {
      if (uri !== self && ids.some((id) => id !== undefined && summary.calls.includes(id))) result.push(uri);
    }
    return result;
  }
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return (
    a === b || (a !== undefined && b !== undefined && a.size === b.size && [...a].every((one) => b.has(one)))
  );
}

/** Names and the like are pieces of the flow's text, and would keep all of it in memory. */
function detachedFlows(flows: readonly FlowOverview[]): readonly FlowOverview[] {
  return JSON.parse(JSON.stringify(flows)) as readonly FlowOverview[];
}

function sameAnswers(a: FlowSummary | undefined, b: FlowSummary): boolean {
  return JSON.stringify(a?.secretAnswers ?? []) === JSON.stringify(b.secretAnswers);
}
