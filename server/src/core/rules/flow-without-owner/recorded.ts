import { defaultPlace, flowsIn, selectorOf } from '../../owners/edits/recordOwner.ts';
import {
  FLOW_OWNERS_FILE,
  type NewOwner,
  type OwnerFact,
  type OwnerPlace,
  placesFor,
  recordOwner,
} from '../../owners/index.ts';
import { wholeJson } from '../../solution/edits/wholeJson.ts';
import type { SolutionEdit, SolutionFlow, SolutionModel } from '../../solution/index.ts';
import { fileNameOf, parentOf } from '../../solution/paths.ts';
import { property } from '../../solution/readers/fact.ts';
import { ownersIn } from '../flowOwners.ts';

/** Flows that have the same owner before it is offered for another one. */
const ENOUGH = 2;
/** Longest name that fits into a title. */
const MAX_NAME = 80;

/** How a solution records the owners of its flows. */
export interface Recorded {
  /** For people: the files that name owners, or are there to do so. */
  readonly sources: readonly string[];
  /** Names of the files to record an owner in. */
  readonly into: readonly string[];
  /** Where a repair records an owner. */
  readonly place: OwnerPlace;
  /** The one owner that all flows have whose owner is known; undefined when it is not to be offered for others. */
  readonly shared: (NewOwner & { readonly flows: number }) | undefined;
}

const known = new WeakMap<SolutionModel, Recorded | 'nowhere'>();

/** Undefined when no file records owners, or damage in one may hide them. Computed once a model. */
export function recordedIn(solution: SolutionModel): Recorded | undefined {
  let found = known.get(solution);
  if (found === undefined) {
    found = compute(solution) ?? 'nowhere';
    known.set(solution, found);
  }
  return found === 'nowhere' ? undefined : found;
}

function compute(solution: SolutionModel): Recorded | undefined {
  const { all, judged } = ownersIn(solution);
  const { flowOwners } = solution.ownerSources;
  const facts = all.flows.flatMap((one) => one.facts.filter((fact) => fact.role === 'owner'));
  if ((flowOwners.length === 0 && facts.length === 0) || hidesOwners(solution)) return undefined;
  const files = flowOwners.map(({ uri }) => fileNameOf(uri));
  const sources = [...new Set([...files, ...facts.map((one) => one.sourceName)])];
  const place = defaultPlace(solution, undefined);
  const recorded = { sources, into: filesToWrite(solution), place };
  const first = facts[0];
  if (first === undefined || !isShared(facts, place) || !canWrite(solution, place))
    return { ...recorded, shared: undefined };
  const { kind, stated, name } = judged(first.principal);
  const flows = all.flows.filter((one) => one.facts.some((fact) => fact.role === 'owner')).length;
  if (flows < ENOUGH || name.length > MAX_NAME || /\p{Cc}/u.test(name))
    return { ...recorded, shared: undefined };
  return { ...recorded, shared: { owner: name, flows, ...(stated && kind !== 'unknown' ? { kind } : {}) } };
}

/** The innermost ownership file, else all settings that list owners, else an ownership file that is to be made. */
function filesToWrite(solution: SolutionModel): readonly string[] {
  const there = placesFor(solution).filter((one) => one.exists);
  const own = there.find((one) => one.kind === 'flow-owners');
  if (own !== undefined) return [own.name];
  return there.length > 0 ? there.map((one) => one.name) : [FLOW_OWNERS_FILE];
}

/** True when all name one owner whom `place`, a file that is there, can name as well. */
function isShared(facts: readonly OwnerFact[], place: OwnerPlace): boolean {
  const { form, id } = facts[0]!.principal;
  if (!place.exists || form === 'token' || form === 'record' || form === 'entra') return false;
  if (place.kind === 'alm' && form !== 'mail') return false;
  return facts.every(
    ({ principal, environment }) =>
      principal.form === form && principal.id === id && (place.kind === 'alm' || environment === undefined),
  );
}

/** Damage in a file that names owners: entries behind it may be lost. */
function hidesOwners(solution: SolutionModel): boolean {
  const { flowOwners, inventories } = solution.ownerSources;
  const damaged = new Set(solution.problems.map((one) => one.uri));
  return (
    // Most problems of an ownership file concern one entry.
    flowOwners.some(({ uri }) => damaged.has(uri) && flowsIn(solution.textOf(uri) ?? '') === undefined) ||
    inventories.some(({ uri }) => damaged.has(uri)) ||
    solution.deploymentSettings.some(({ uri, form }) => form !== 'pac' && damaged.has(uri))
  );
}

/** True for an ownership file (a damaged one says nothing), and for settings whose list of owners can be added to. */
function canWrite(solution: SolutionModel, { kind, uri }: OwnerPlace): boolean {
  if (kind === 'flow-owners') return true;
  const tree = wholeJson(solution.textOf(uri) ?? '');
  if (tree === undefined) return false;
  const list = property(tree, tree.root, 'SolutionComponentOwnershipConfiguration');
  return list === -1 || tree.isArray(list);
}

/** True when `record` will not refuse. */
export function canRecord(flow: SolutionFlow, { place, shared }: Recorded): boolean {
  if (shared === undefined) return false;
  return place.kind === 'alm' ? flow.id !== undefined : selectorOf(flow, parentOf(place.uri)) !== undefined;
}

/** Records the shared owner for a flow. */
export function record(
  solution: SolutionModel,
  flow: SolutionFlow,
  { place, shared }: Recorded,
): SolutionEdit {
  if (shared === undefined) return { refused: 'The flows of this solution have no owner in common.' };
  return recordOwner(solution, flow, shared, { place });
}
