import { wholeJson } from '../../solution/edits/wholeJson.ts';
import type { SolutionEdit, SolutionFlow, SolutionModel } from '../../solution/index.ts';
import { defaultPlace, flowsIn, selectorOf } from '../../solution/owners/edits/recordOwner.ts';
import {
  FLOW_OWNERS_FILE,
  type NewOwner,
  type OwnerFact,
  type OwnerPlace,
  placesFor,
  recordOwner,
} from '../../solution/owners/index.ts';
import { fileNameOf, parentOf } from '../../solution/paths.ts';
import { property } from '../../solution/readers/fact.ts';
import { ownersIn } from '../flowOwners.ts';

/** Flows that have the same owner before it is offered for another one. */
const ENOUGH = 2;
/** Owners that are offered, those of the most flows first. */
const MAX_OWNERS = 3;
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
  /** Owners of several flows of the solution, to be offered for others. */
  readonly owners: readonly (NewOwner & { readonly flows: number })[];
  /** Flows whose owner is recorded. */
  readonly flows: number;
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
  const flows = all.flows.filter((one) => one.facts.some((fact) => fact.role === 'owner')).length;
  const recorded = { sources, into: filesToWrite(solution), place, flows };
  if (facts.length === 0 || !place.exists || !canWrite(solution, place)) return { ...recorded, owners: [] };
  const byOwner = new Map<string, OwnerFact[]>();
  for (const { facts: own } of all.flows) {
    // An owner of a flow counts once for it, whatever files say so.
    const seen = new Set<string>();
    for (const fact of own) {
      const key = `${fact.principal.form} ${fact.principal.id}`;
      if (fact.role !== 'owner' || seen.has(key) || !canName(place, fact)) continue;
      seen.add(key);
      byOwner.set(key, [...(byOwner.get(key) ?? []), fact]);
    }
  }
  const owners = [...byOwner.values()]
    .filter((own) => own.length >= ENOUGH)
    .sort((one, other) => other.length - one.length)
    .map((own) => {
      const { kind, stated, name } = judged(own[0]!.principal);
      return { owner: name, flows: own.length, ...(stated && kind !== 'unknown' ? { kind } : {}) };
    })
    .filter(({ owner }) => owner.length <= MAX_NAME && !/\p{Cc}/u.test(owner));
  return { ...recorded, owners: owners.slice(0, MAX_OWNERS) };
}

/** The innermost ownership file, else all settings that list owners, else an ownership file that is to be made. */
function filesToWrite(solution: SolutionModel): readonly string[] {
  const there = placesFor(solution).filter((one) => one.exists);
  const own = there.find((one) => one.kind === 'flow-owners');
  if (own !== undefined) return [own.name];
  return there.length > 0 ? there.map((one) => one.name) : [FLOW_OWNERS_FILE];
}

/** Whether `place` can name the owner as well, for all environments. */
function canName(place: OwnerPlace, { principal, environment }: OwnerFact): boolean {
  const { form } = principal;
  if (form === 'token' || form === 'record' || form === 'entra') return false;
  return place.kind === 'alm' ? form === 'mail' : environment === undefined;
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
export function canRecord(flow: SolutionFlow, { place, owners }: Recorded): boolean {
  if (owners.length === 0) return false;
  return place.kind === 'alm' ? flow.id !== undefined : selectorOf(flow, parentOf(place.uri)) !== undefined;
}

/** Records one of the owners for a flow. */
export function record(
  solution: SolutionModel,
  flow: SolutionFlow,
  { place }: Recorded,
  owner: NewOwner,
): SolutionEdit {
  return recordOwner(solution, flow, owner, { place });
}
