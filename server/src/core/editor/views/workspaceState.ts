import type { Policy } from '../../config/policy/index.ts';
import { type SolutionModel, solutionName } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { type FlowOwners, ownersOf, type SolutionOwners } from '../../solution/owners/index.ts';
import { compareText } from '../../text/compare.ts';
import {
  type ChecklistFinding,
  checklistOf,
  compareWorst,
  type FlowChecklist,
} from '../../workspace/checklist/index.ts';
import { type Connector, connectionsOf } from '../../workspace/connections/index.ts';
import type { RowPlace } from './place.ts';

/** A finding with its place. */
export interface ViewFinding extends ChecklistFinding {
  readonly fingerprint: string;
  readonly place: RowPlace;
  /** There is a repair for it. */
  readonly fixable: boolean;
  /** One of them is safe. */
  readonly safe: boolean;
}

/** Where the trees take everything from. Asked for each state of the workspace anew. */
export interface WorkspaceSource {
  readonly models: readonly SolutionModel[];
  /** Flows in a file, as last checked; empty for a file that was not looked at. */
  flowsAt(uri: string): readonly FlowOverview[];
  /** Files with flows that no model names. */
  readonly loose: readonly string[];
  /** Findings of each flow in a file, in the order of `flowsAt`. */
  findingsAt(uri: string): readonly (readonly ViewFinding[])[];
  /** Findings in the files of a solution beside its flows. */
  findingsBeside(model: SolutionModel): readonly ViewFinding[];
  policyOf(model: SolutionModel | undefined): Policy | undefined;
  /** False while not all flows of a solution were looked at. */
  isComplete(model: SolutionModel): boolean;
  /** Path of a file or folder for people. */
  pathOf(uri: string): string;
  /** 0-based line of a place; undefined where the text is not at hand. */
  lineOf(place: RowPlace): number | undefined;
}

const NOBODY: SolutionOwners = { flows: [], connections: [], anySource: false };

/** What is worked out for a solution when a tree needs it. Shared by all states in which the solution is the same. */
class Facts {
  readonly model: SolutionModel | undefined;
  readonly flows: readonly FlowOverview[];
  readonly policy: Policy | undefined;
  readonly complete: boolean;
  #owners: SolutionOwners | undefined;
  #connectors: readonly Connector[] | undefined;

  constructor(
    model: SolutionModel | undefined,
    flows: readonly FlowOverview[],
    policy: Policy | undefined,
    complete: boolean,
  ) {
    this.model = model;
    this.flows = flows;
    this.policy = policy;
    this.complete = complete;
  }

  get owners(): SolutionOwners {
    if (this.#owners === undefined) {
      const byUri = new Map<string, FlowOverview['owners']>();
      for (const { uri, owners } of this.flows) if (!byUri.has(uri)) byUri.set(uri, owners);
      this.#owners = this.model === undefined ? NOBODY : ownersOf(this.model, (uri) => byUri.get(uri));
    }
    return this.#owners;
  }

  get connectors(): readonly Connector[] {
    const { model, flows, policy, complete, owners } = this;
    this.#connectors ??= connectionsOf(model, flows, { policy, owners, complete });
    return this.#connectors;
  }

  isSame(other: Facts): boolean {
    return (
      this.model === other.model &&
      this.policy === other.policy &&
      this.complete === other.complete &&
      this.flows.length === other.flows.length &&
      this.flows.every((flow, at) => flow === other.flows[at])
    );
  }
}

/** One solution in the trees, or all flows outside of solutions. */
export class SolutionState {
  /** Id of the model; '' for the flows outside of solutions. */
  readonly id: string;
  readonly name: string;
  /** For people. */
  readonly folder: string;
  readonly facts: Facts;
  readonly #source: WorkspaceSource;
  #names: ReadonlyMap<string, string> | undefined;
  #ownersByUri: ReadonlyMap<string, FlowOwners> | undefined;
  #checklists: readonly FlowChecklist<ViewFinding>[] | undefined;

  constructor(source: WorkspaceSource, facts: Facts) {
    const { model } = facts;
    this.#source = source;
    this.facts = facts;
    this.id = model?.id ?? '';
    this.name = model === undefined ? 'Outside of solutions' : solutionName(model);
    this.folder = model === undefined ? '' : source.pathOf(model.root);
  }

  get model(): SolutionModel | undefined {
    return this.facts.model;
  }
  get flows(): readonly FlowOverview[] {
    return this.facts.flows;
  }
  get owners(): SolutionOwners {
    return this.facts.owners;
  }
  get connectors(): readonly Connector[] {
    return this.facts.connectors;
  }
  get findingsBeside(): readonly ViewFinding[] {
    return this.model === undefined ? [] : this.#source.findingsBeside(this.model);
  }

  /** The solution's name of a flow, else the one of its file. */
  nameOf(flow: FlowOverview): string {
    if (this.#names === undefined) {
      const names = new Map<string, string>();
      for (const { uri, displayName } of this.model?.flows ?? [])
        if (uri !== undefined && displayName?.value) names.set(uri, displayName.value);
      this.#names = names;
    }
    return this.#names.get(flow.uri) ?? flow.name;
  }

  /** Of all its flows; cheaper than the checklists. */
  get findingsInFlows(): readonly ViewFinding[] {
    return [...new Set(this.flows.map((one) => one.uri))].flatMap((uri) =>
      this.#source.findingsAt(uri).flat(),
    );
  }

  /** Path of a flow's file where its name alone may not tell it: outside of solutions. */
  pathIfLoose({ uri }: FlowOverview): string | undefined {
    return this.model === undefined ? this.#source.pathOf(uri) : undefined;
  }

  /** The worst flow first. */
  get checklists(): readonly FlowChecklist<ViewFinding>[] {
    if (this.#checklists !== undefined) return this.#checklists;
    const { flows } = this.owners;
    this.#ownersByUri ??= new Map(flows.flatMap((one) => (one.flow.uri ? [[one.flow.uri, one]] : [])));
    // What other flows are told of is missed where it is not.
    const ownersRecorded = flows.some((one) => one.facts.some((fact) => fact.role === 'owner'));
    const seen = new Map<string, number>();
    this.#checklists = this.flows
      .map((flow) => {
        const at = seen.get(flow.uri) ?? 0;
        seen.set(flow.uri, at + 1);
        const findings = this.#source.findingsAt(flow.uri)[at] ?? [];
        const owners = this.#ownersByUri?.get(flow.uri);
        return checklistOf({ flow, name: this.nameOf(flow), findings, owners, ownersRecorded });
      })
      .sort(compareWorst);
    return this.#checklists;
  }
}

/** A state of the workspace. What is not asked for is not worked out. */
export class WorkspaceState {
  /** By name; the flows outside of solutions last. Those without any flow and connection are left out. */
  readonly solutions: readonly SolutionState[];
  readonly source: WorkspaceSource;
  #names: ReadonlyMap<string, number> | undefined;
  #called: ReadonlySet<string> | undefined;

  /** `before`: whatever is the same there need not be worked out again. */
  constructor(source: WorkspaceSource, before?: WorkspaceState) {
    this.source = source;
    const known = new Map(before?.solutions.map((one) => [one.id, one.facts]));
    const make = (model: SolutionModel | undefined, uris: readonly string[]): SolutionState => {
      const flows = uris.flatMap((uri) => source.flowsAt(uri));
      const facts = new Facts(
        model,
        flows,
        source.policyOf(model),
        model === undefined || source.isComplete(model),
      );
      const old = known.get(model?.id ?? '');
      return new SolutionState(source, old?.isSame(facts) === true ? old : facts);
    };
    const solutions = source.models
      .map((model) =>
        make(
          model,
          model.flows.flatMap((one) => one.uri ?? []),
        ),
      )
      .filter((one) => one.flows.length > 0 || (one.model?.connectionReferences.length ?? 0) > 0)
      .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
    const loose = make(undefined, source.loose);
    this.solutions = loose.flows.length === 0 ? solutions : [...solutions, loose];
  }

  /** True for a name that several solutions have. */
  isNamesake(name: string): boolean {
    if (this.#names === undefined) {
      const names = new Map<string, number>();
      for (const one of this.solutions) names.set(one.name, (names.get(one.name) ?? 0) + 1);
      this.#names = names;
    }
    return (this.#names.get(name) ?? 0) > 1;
  }

  /** True when a step of the workspace calls the flow with this id. */
  isCalled(flowId: string): boolean {
    this.#called ??= new Set(
      this.solutions.flatMap(({ flows }) =>
        flows.flatMap(({ children }) => children.map((one) => one.flowId)),
      ),
    );
    return this.#called.has(flowId);
  }

  /** `CODEOWNERS, line 12`. */
  lineText(name: string, place: RowPlace): string {
    const found = this.source.lineOf(place);
    return found === undefined ? name : `${name}, line ${found + 1}`;
  }
}
