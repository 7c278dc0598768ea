import { ruleById } from '../../../rules/index.ts';
import { type FlowChecklist, isClean, type Point, pointOf } from '../../../workspace/checklist/index.ts';
import type { ViewOptions } from '../types.ts';
import { stepTitle } from '../words.ts';
import type { SolutionState, ViewFinding, WorkspaceState } from '../workspaceState.ts';
import { type TextFilter, textFilter } from './filter.ts';

/** A flow as far as the choices of the view leave it. */
export interface ShownFlow {
  /** Tells it from the other flows of its solution. */
  readonly key: string;
  /** All of it. */
  readonly checklist: FlowChecklist<ViewFinding>;
  readonly points: readonly Point<ViewFinding>[];
  /** Findings that belong to no point. */
  readonly others: readonly ViewFinding[];
  /** Those of the points and the others. */
  readonly findings: readonly ViewFinding[];
}

/** A solution as far as the choices of the view leave it. What is not asked for is not worked out. */
export class ShownSolution {
  readonly solution: SolutionState;
  readonly #onlyProblems: boolean;
  readonly #filter: TextFilter | undefined;
  #flows: readonly ShownFlow[] | undefined;
  #findings: readonly ViewFinding[] | undefined;

  constructor(solution: SolutionState, options: ViewOptions) {
    this.solution = solution;
    this.#onlyProblems = options.onlyProblems === true;
    this.#filter = textFilter(options.filter);
  }

  /** True when it has no row. */
  get isEmpty(): boolean {
    const { flows, findingsBeside } = this.solution;
    const all = !this.#onlyProblems && this.#filter === undefined;
    return all
      ? flows.length + findingsBeside.length === 0
      : this.beside.length === 0 && this.flows.length === 0;
  }

  /** The worst first. */
  get flows(): readonly ShownFlow[] {
    this.#flows ??= this.solution.checklists.flatMap((one) => this.#shown(one) ?? []);
    return this.#flows;
  }

  get beside(): readonly ViewFinding[] {
    const { findingsBeside, name } = this.solution;
    const filter = this.#filter;
    if (filter === undefined) return findingsBeside;
    return findingsBeside.filter((one) => filter(name, fileName(one.place.uri), ...textsOf(one)));
  }

  /** In its flows and beside them. */
  get findings(): readonly ViewFinding[] {
    this.#findings ??= [...this.#findingsInFlows(), ...this.beside];
    return this.#findings;
  }

  #findingsInFlows(): readonly ViewFinding[] {
    // Where nothing is left out, the checklists need not be worked out.
    return this.#filter === undefined && !this.#onlyProblems
      ? this.solution.findingsInFlows
      : this.flows.flatMap((one) => one.findings);
  }

  #shown(checklist: FlowChecklist<ViewFinding>): ShownFlow | undefined {
    if (this.#onlyProblems && isClean(checklist)) return undefined;
    const { flow, name, findings } = checklist;
    const key = `${flow.uri} ${flow.trigger?.name ?? ''}`;
    const points = this.#onlyProblems
      ? checklist.points.filter((one) => one.state === 'failed' || one.findings.length > 0)
      : checklist.points;
    const others = findings.filter((one) => pointOf(one.ruleId) === undefined);
    const filter = this.#filter;
    const around = [this.solution.name, name, fileName(flow.uri)];
    if (filter === undefined || filter(...around)) return { key, checklist, points, others, findings };
    const fits = (one: ViewFinding): boolean => filter(...around, ...textsOf(one));
    const left = {
      points: points.flatMap((point): Point<ViewFinding>[] => {
        if (filter(...around, point.title, point.reason)) return [point];
        const own = point.findings.filter(fits);
        return own.length === 0 ? [] : [{ ...point, findings: own }];
      }),
      others: others.filter(fits),
    };
    if (left.points.length + left.others.length === 0) return undefined;
    const shown = new Set([...left.points.flatMap((one) => one.findings), ...left.others]);
    return { key, checklist, ...left, findings: findings.filter((one) => shown.has(one)) };
  }
}

/** The solutions that have a row. */
export function shownIn(workspace: WorkspaceState, options: ViewOptions): readonly ShownSolution[] {
  return workspace.solutions.map((one) => new ShownSolution(one, options)).filter((one) => !one.isEmpty);
}

/** What a finding can be found by: as a row, its tooltip and the list of rules call it. */
function textsOf({ ruleId, message, step }: ViewFinding): readonly (string | undefined)[] {
  const title = step === undefined ? undefined : stepTitle(step);
  return [ruleId, ruleById(ruleId)?.meta.title, message, title];
}

/** Folders are the same for all flows of a solution. */
function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
