import type { SecretInput, SignInInput } from '../../exposure/surroundings.ts';
import type { PlaceElsewhere } from '../../finding.ts';
import { compareUnits } from '../../text/compare.ts';
import type { FlowSummary, SharedPlace, SolutionView } from '../flowSummary.ts';
import type { SolutionModel } from '../index.ts';
import { Callers } from './callers.ts';
import { Entry, type Known } from './entry.ts';
import { PassedSecrets } from './passedSecrets.ts';
import type { FlowOverview } from './types.ts';

/** What a new summary means for others. */
export interface IndexChange {
  /** Other flows whose check may come out differently. */
  readonly dependents: readonly string[];
  /** What the flow shows to its solution differs: connections, variables, calls, names. Places do not count. */
  readonly overview: boolean;
  /** Other flows that share a cause with it which is new or gone here, by address; the first of each cause tells of it. */
  readonly sharers: readonly Sharer[];
}

export interface Sharer {
  readonly uri: string;
  readonly isFirst: boolean;
}

const NOBODY: readonly string[] = [];
const NOTHING: IndexChange = { dependents: NOBODY, overview: false, sharers: [] };

/** What the flows of a workspace know of each other. Holds summaries only, so that an edit that changes none costs nothing. */
export class SolutionIndex implements SolutionView {
  readonly #entries = new Map<string, Entry>();
  readonly #uriById = new Map<string, string>();
  readonly #passed = new PassedSecrets();
  readonly #callers = new Callers();
  /** Files in which a cause shows that several may share. */
  readonly #byCause = new Map<string, Set<string>>();
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
    const entry = new Entry(summary);
    this.#entries.set(uri, entry);
    this.#others.delete(uri);
    const old = before?.summary;
    if (old?.flowId !== undefined && old.flowId !== summary.flowId) this.#forget(old.flowId, uri);
    if (summary.flowId !== undefined) this.#uriById.set(summary.flowId, uri);
    this.#callers.update(uri, old?.calls ?? NOBODY, summary.calls);
    const children = [
      ...this.#children(uri, old, summary),
      ...this.#asking(changedCalls(before, entry), uri),
    ];
    const dependents = joined(this.#dependents(uri, before, entry), children);
    const sharers = this.#share(uri, old?.shared ?? [], summary.shared);
    return { dependents, overview: before === undefined || !entry.looksLike(before), sharers };
  }

  /** Forgets a file. */
  remove(uri: string): IndexChange {
    this.#generation++;
    const left = this.#others.delete(uri);
    const entry = this.#entries.get(uri);
    if (entry === undefined) return left ? { ...NOTHING, overview: true } : NOTHING;
    const before = entry.summary;
    this.#entries.delete(uri);
    this.#callers.update(uri, before.calls, NOBODY);
    const children = joined(this.#children(uri, before, undefined), this.#asking(before.calls, uri));
    const sharers = this.#share(uri, before.shared, []);
    if (before.flowId === undefined) return { dependents: children, overview: true, sharers };
    this.#forget(before.flowId, uri);
    return { dependents: joined(this.#above([before.flowId], uri), children), overview: true, sharers };
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

  signInInputsOf(flowId: string): readonly SignInInput[] | undefined {
    return this.#byId(flowId)?.signInInputs;
  }

  secretInputsOf(flowId: string): readonly SecretInput[] {
    const id = flowId.toLowerCase();
    // What a flow passes to itself is known where it enters.
    return this.#passed.to(id, this.#uriById.get(id), (uri) => this.#entries.get(uri)?.name);
  }

  sharing(cause: string): readonly PlaceElsewhere[] {
    return this.#sharersOf(cause).flatMap((uri) =>
      (this.#entries.get(uri)?.summary.shared ?? []).flatMap(({ cause: own, ...place }) =>
        own === cause ? [{ uri, ...place }] : [],
      ),
    );
  }

  /** By address. */
  #sharersOf(cause: string): readonly string[] {
    return [...(this.#byCause.get(cause) ?? [])].sort();
  }

  /** Takes in what a file shares now. Places that only moved change nothing for others. */
  #share(uri: string, before: readonly SharedPlace[], now: readonly SharedPlace[]): readonly Sharer[] {
    if (before.length + now.length === 0) return [];
    const keyOf = ({ cause, fingerprint }: SharedPlace): string => `${cause}\n${fingerprint}`;
    const [old, fresh] = [new Set(before.map(keyOf)), new Set(now.map(keyOf))];
    for (const { cause } of before) this.#byCause.get(cause)?.delete(uri);
    for (const { cause } of now) {
      const uris = this.#byCause.get(cause) ?? new Set();
      this.#byCause.set(cause, uris.add(uri));
    }
    const changed = [...before, ...now].filter((one) => old.has(keyOf(one)) !== fresh.has(keyOf(one)));
    const sharers = new Map<string, boolean>();
    for (const cause of new Set(changed.map((one) => one.cause))) {
      const others = this.#sharersOf(cause).filter((other) => other !== uri);
      for (const [index, other] of others.entries())
        sharers.set(other, index === 0 || sharers.get(other) === true);
    }
    return [...sharers].map(([other, isFirst]) => ({ uri: other, isFirst }));
  }

  parentsOf(flowId: string): readonly string[] {
    const wanted = flowId.toLowerCase();
    const parents = [...this.#callers.of([wanted], '')].sort(compareUnits);
    return parents.flatMap((uri) => {
      const { summary, name } = this.#entries.get(uri)!;
      return summary.flowId === wanted ? [] : (name ?? []);
    });
  }

  /** Files of the flows that call a flow, itself included where it does, by address. */
  callersOf(flowId: string): readonly string[] {
    return [...this.#callers.of([flowId.toLowerCase()], '')].sort(compareUnits);
  }

  overviewOf(flowId: string, solution: SolutionModel | undefined): FlowOverview | undefined {
    // Several forms of one solution hold the same flow: the one of the own solution counts.
    const own = solution?.flow(flowId)?.uri;
    const uri = own ?? this.#uriById.get(flowId.toLowerCase());
    return uri === undefined ? undefined : this.#entries.get(uri)?.flows[0];
  }

  flowsOf(solution: SolutionModel): readonly FlowOverview[] | undefined {
    const flows: FlowOverview[] = [];
    for (const { uri } of solution.flows) {
      if (uri === undefined || this.#others.has(uri)) continue;
      const entry = this.#entries.get(uri);
      if (entry === undefined) return undefined;
      flows.push(...entry.flows);
    }
    return flows;
  }

  /** Flows of one file, with places in its last checked text; none for a file that was not checked. */
  flowsAt(uri: string): readonly FlowOverview[] {
    return this.#entries.get(uri)?.flows ?? [];
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

  #byId(flowId: string): Known | undefined {
    const uri = this.#uriById.get(flowId.toLowerCase());
    return uri === undefined ? undefined : this.#entries.get(uri)?.summary;
  }

  #forget(flowId: string, uri: string): void {
    if (this.#uriById.get(flowId) === uri) this.#uriById.delete(flowId);
  }

  /** Flows that call it, where they may care; and those that call these, where it shows to them as well. */
  #dependents(uri: string, before: Entry | undefined, now: Entry): readonly string[] {
    const ids = [before?.summary.flowId, now.summary.flowId];
    const isSame = before !== undefined && ids[0] === ids[1];
    if (!isSame || before.contract.reach !== now.contract.reach) return this.#above(ids, uri);
    if (before.contract.shown === now.contract.shown && sameAnswers(before.summary, now.summary))
      return NOBODY;
    return this.#callers.of(ids, uri);
  }

  /** Files of all flows that call one of these, themselves or through others. */
  #above(ids: readonly (string | undefined)[], self: string): readonly string[] {
    const found = new Set<string>();
    for (let next = this.#callers.of(ids, self); next.length > 0; ) {
      const fresh = next.filter((uri) => !found.has(uri));
      for (const uri of fresh) found.add(uri);
      next = this.#callers.of(
        fresh.map((uri) => this.#entries.get(uri)?.summary.flowId),
        self,
      );
    }
    return [...found];
  }

  /** Files of the child flows for which it changes something what a flow passes to them. */
  #children(uri: string, old: Known | undefined, now: Known | undefined): readonly string[] {
    const changed = this.#passed.update(uri, old?.secretCalls ?? [], now?.secretCalls ?? []);
    return changed.flatMap((flowId) => this.#uriById.get(flowId) ?? []).filter((child) => child !== uri);
  }

  /** Files of called flows that asked who calls them. */
  #asking(calls: readonly string[], self: string): readonly string[] {
    return calls.flatMap((id) => {
      const uri = this.#uriById.get(id);
      if (uri === undefined || uri === self) return [];
      return this.#entries.get(uri)?.summary.asksParents ? [uri] : [];
    });
  }
}

function joined(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.length === 0 ? a : [...new Set([...a, ...b])];
}

/** The flows whose caller this one is now, or no longer is, or that know it by another name. */
function changedCalls(before: Entry | undefined, now: Entry): readonly string[] {
  const { calls } = now.summary;
  if (before === undefined || before.name !== now.name) return joined(before?.summary.calls ?? NOBODY, calls);
  const old = before.summary;
  if (old.calls.length === 0 && calls.length === 0) return NOBODY;
  const [had, has] = [new Set(old.calls), new Set(calls)];
  return [...calls.filter((id) => !had.has(id)), ...old.calls.filter((id) => !has.has(id))];
}

function sameAnswers(a: Known | undefined, b: Known): boolean {
  const told = (one: Known | undefined): string =>
    JSON.stringify([one?.secretAnswers ?? [], one?.signInInputs ?? []]);
  return told(a) === told(b);
}
