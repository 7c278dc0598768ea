import type { Branch, Step } from '../../flow/model.ts';
import { lowerCase } from '../../text/lower.ts';
import type { Matches } from '../match/matches.ts';
import type { OrderChange } from '../types/steps.ts';
import { type Id, isPlain, ListSide, reacts, type Wait } from './side.ts';
import { type Swap, swapsIn } from './swaps.ts';

/** Two versions of one list of steps, and what changed in their order. A version that is not there has no steps. */
export class ListOrder {
  readonly base: ListSide;
  readonly head: ListSide;
  readonly #matches: Matches;
  readonly #name: (id: Id) => string;
  readonly #changes = new Map<Step, OrderChange[]>();

  /** @param name A step of either version, or a name that no step has, for readers. */
  constructor(
    base: Branch | undefined,
    head: Branch | undefined,
    matches: Matches,
    name: (id: Id) => string,
  ) {
    this.#matches = matches;
    this.#name = name;
    const here = new Set(head?.steps);
    const replacedBy = new Map<Step, Step>();
    for (const step of here) {
      const was = matches.replaced.get(step);
      if (was !== undefined) replacedBy.set(was, step);
    }
    this.base = new ListSide(base, (step) => {
      const now = matches.headOf(step) ?? replacedBy.get(step);
      return now !== undefined && here.has(now) ? now : step;
    });
    this.head = new ListSide(head, (step) => step);
    if (head !== undefined) this.#compare(base, head);
  }

  /** Of a step of head. */
  changesOf(step: Step): readonly OrderChange[] {
    return this.#changes.get(step) ?? [];
  }

  /** True for a step that is in both versions of the list. */
  stays(id: Id): boolean {
    return typeof id === 'string' || (this.base.steps.has(id) && this.head.steps.has(id));
  }

  #compare(base: Branch | undefined, head: Branch): void {
    const common = this.head.sequence.filter((id) => this.stays(id));
    const isChanged = common.some((id) => !sameWaits(this.base.waits(id), this.head.waits(id)));
    const swaps = isChanged && base !== undefined ? this.#swaps(base, head, common) : new Map<Step, Swap>();
    const stays = (id: Id): boolean => this.stays(id) && !(typeof id !== 'string' && swaps.has(id));
    const through = isChanged ? { was: this.base.through(stays), now: this.head.through(stays) } : undefined;
    for (const step of this.head.steps.values()) {
      const found = this.stays(step)
        ? through && this.#ofStep(step, swaps.get(step), through.was.get(step)!, through.now.get(step)!)
        : this.#ofNew(step);
      if (found !== undefined && found.length > 0) this.#changes.set(step, found);
    }
  }

  #swaps(base: Branch, head: Branch, common: readonly Id[]): Map<Step, Swap> {
    const was = this.base.sequence.filter((id) => this.stays(id));
    const stepsOf = this.base.steps;
    return swapsIn(base, head, was, common, (step) => stepsOf.get(step));
  }

  /** An added step that waits for anything but success says so; a moved one if it did not before. */
  #ofNew(step: Step): OrderChange[] {
    const was = this.#matches.baseOf(step);
    const old = new Set(was?.runAfter.map(({ statuses }) => [...statuses].sort().join(',')));
    const now = this.head.waits(step);
    const failures =
      was === undefined
        ? failuresOf(false, reacts(now) && !this.#putAroundHandler(step))
        : failuresOf(reactsWithin(was), reactsWithin(step), this.#isAllGone(was));
    const orderChanges = now.flatMap(({ of, statuses }): OrderChange[] =>
      isPlain(statuses) || old.has([...statuses].sort().join(','))
        ? []
        : [{ kind: 'outcomes', of: this.#name(of), was: [], now: statuses, failures }],
    );
    if (failures === 'lost' && orderChanges.length === 0)
      orderChanges.push({ kind: 'other', was: this.#oldWaits(was!), now: this.#named(now), failures });
    return orderChanges;
  }

  /**
   * Of a step of base that is gone: the failures that it reacted to, where what failed is still there and nothing else reacts to it.
   */
  lostWith(step: Step): OrderChange[] {
    return this.base.waits(step).flatMap(({ of, statuses }): OrderChange[] => {
      if (!reacts([{ of, statuses }])) return [];
      if (this.#left(of).every(isHandled)) return [];
      return [{ kind: 'outcomes', of: this.#name(of), was: statuses, now: [], failures: 'lost' }];
    });
  }

  /** What head still has of a step: itself, or of a container that is gone the steps that stood in it. */
  #left(id: Id): readonly Step[] {
    if (typeof id === 'string') return [];
    if (this.head.steps.has(id)) return [id];
    const now = this.#matches.headOf(id);
    if (now !== undefined) return [now];
    return id.branches.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        const kept = this.#matches.headOf(step);
        return kept === undefined ? [] : [kept];
      }),
    );
  }

  /** True where nothing is left of that whose failures a step of base reacted to. */
  #isAllGone({ runAfter, branch }: Step): boolean {
    const failing = runAfter.filter(({ statuses }) => reacts([{ of: '', statuses }]));
    return (
      failing.length > 0 &&
      failing.every(({ name }) => {
        const handled = branch?.steps.find((one) => lowerCase(one.name) === lowerCase(name));
        return handled === undefined || this.#left(handled).length === 0;
      })
    );
  }

  /** A new container around a step that reacted to a failure by itself handles no errors that nobody did before. */
  #putAroundHandler({ branches }: Step): boolean {
    return branches.some(({ steps }) =>
      steps.some((inside) => {
        const was = this.#matches.baseOf(inside);
        return was !== undefined && reactsWithin(was);
      }),
    );
  }

  #oldWaits(was: Step): { step: string; statuses: readonly string[] }[] {
    return was.runAfter.map(({ name, statuses }) => ({ step: this.#name(name), statuses }));
  }

  #named(waits: readonly Wait[]): { step: string; statuses: readonly string[] }[] {
    return waits.map(({ of, statuses }) => ({ step: this.#name(of), statuses }));
  }

  #ofStep(
    step: Step,
    swap: Swap | undefined,
    was: ReadonlyMap<Id, string>,
    now: ReadonlyMap<Id, string>,
  ): OrderChange[] {
    const [old, young] = [this.base.waits(step), this.head.waits(step)];
    if (swap === undefined && sameWaits(old, young)) return [];
    const found: OrderChange[] = [];
    // Through a step that came, a handler still handles what it did.
    const failing = old.filter((wait) => reacts([wait]));
    const isGone = failing.length > 0 && failing.every(({ of }) => this.#left(of).length === 0);
    const failures = failuresOf(reacts(old) || handles(was), reacts(young) || handles(now), isGone);
    if (swap !== undefined) {
      found.push({ kind: 'swapped', now: swap.now, other: this.#name(swap.other) });
      if (failures !== undefined || [...old, ...young].some(({ statuses }) => !isPlain(statuses)))
        if (!sameStatuses(old, young)) found.push(this.#asItIs(old, young, failures));
      return found;
    }
    const outcomes = (of: Id, before: readonly string[], after: readonly string[]): void => {
      found.push({ kind: 'outcomes', of: this.#name(of), was: before, now: after, failures });
    };
    const [lost, gained]: [Id[], Id[]] = [[], []];
    for (const [of, statuses] of was) {
      const other = now.get(of);
      if (other === undefined) {
        if (statuses !== 'succeeded' || !this.head.isSureBefore(of, step)) lost.push(of);
      } else if (other !== statuses) outcomes(of, statuses.split(','), other.split(','));
    }
    for (const [of, statuses] of now)
      if (!was.has(of) && (statuses !== 'succeeded' || !this.base.isSureBefore(of, step))) gained.push(of);
    if (lost.length > 0 && gained.length > 0) return [...found, this.#asItIs(old, young, failures)];
    const plain = (ids: readonly Id[], from: ReadonlyMap<Id, string>): Id[] =>
      ids.filter((id) => from.get(id) === 'succeeded');
    const [away, toward] = [plain(lost, was), plain(gained, now)];
    if (away.length > 0) found.push({ kind: 'noLongerWaits', for: away.map(this.#name) });
    if (toward.length > 0) found.push({ kind: 'alsoWaits', for: toward.map(this.#name) });
    for (const of of lost) if (!away.includes(of)) outcomes(of, was.get(of)!.split(','), []);
    for (const of of gained) if (!toward.includes(of)) outcomes(of, [], now.get(of)!.split(','));
    this.#throughOthers(old, young, was, now, outcomes);
    if (found.length === 0 && failures !== undefined) found.push(this.#asItIs(old, young, failures));
    return found;
  }

  /** Waits for other outcomes than success of steps that came or went: they are no after-effect of that. */
  #throughOthers(
    old: readonly Wait[],
    young: readonly Wait[],
    was: ReadonlyMap<Id, string>,
    now: ReadonlyMap<Id, string>,
    outcomes: (of: Id, before: readonly string[], after: readonly string[]) => void,
  ): void {
    const special = (waits: readonly Wait[], direct: ReadonlyMap<Id, string>): Wait[] =>
      waits.filter(({ of, statuses }) => !direct.has(of) && !isPlain(statuses));
    const [before, after] = [special(old, was), special(young, now)];
    for (const wait of after) {
      // What now stands around a step, or in its place, is waited for as the step was.
      const match = before.findIndex(
        (one) => sameList(one.statuses, wait.statuses) && this.#tookOver(one.of, wait.of),
      );
      if (match >= 0) before.splice(match, 1);
      else outcomes(wait.of, [], wait.statuses);
    }
    for (const wait of before) outcomes(wait.of, wait.statuses, []);
  }

  #tookOver(was: Id, now: Id): boolean {
    if (typeof was === 'string' || typeof now === 'string') return false;
    if (was === now) return true;
    const moved = this.#matches.headOf(this.base.steps.get(was) ?? was);
    for (
      let at = moved?.branch?.owner, level = 0;
      at !== undefined && level < 64;
      at = at.branch?.owner, level++
    )
      if (at === now) return true;
    return false;
  }

  #asItIs(
    old: readonly Wait[],
    young: readonly Wait[],
    failures: 'lost' | 'gained' | undefined,
  ): OrderChange {
    return { kind: 'other', was: this.#named(old), now: this.#named(young), failures };
  }
}

const MOST_LEVELS = 64;

/** True for a step that runs after a failure, or stands in a container that does. */
function reactsWithin(step: Step): boolean {
  let at: Step | undefined = step;
  for (let level = 0; at !== undefined && level < MOST_LEVELS; at = at.branch?.owner, level++)
    if (at.runAfter.some(({ statuses }) => reacts([{ of: '', statuses }]))) return true;
  return false;
}

/** True where something runs when a step, or a container that it stands in, fails. */
function isHandled(step: Step): boolean {
  let at: Step | undefined = step;
  for (let level = 0; at?.branch !== undefined && level < MOST_LEVELS; at = at.branch.owner, level++) {
    const name = lowerCase(at.name);
    const isFollowed = at.branch.steps.some(({ runAfter }) =>
      runAfter.some((one) => lowerCase(one.name) === name && reacts([{ of: '', statuses: one.statuses }])),
    );
    if (isFollowed) return true;
  }
  return false;
}

function handles(waits: ReadonlyMap<Id, string>): boolean {
  return [...waits.values()].some((statuses) => /failed|timedout/.test(statuses));
}

/** `isGone`: what failed is gone itself, so that nothing is lost. */
function failuresOf(was: boolean, now: boolean, isGone = false): 'lost' | 'gained' | undefined {
  if (was === now) return undefined;
  if (now) return 'gained';
  return isGone ? undefined : 'lost';
}

function sameWaits(a: readonly Wait[], b: readonly Wait[]): boolean {
  if (a.length !== b.length) return false;
  const others = new Map(b.map(({ of, statuses }) => [of, statuses]));
  return a.every(({ of, statuses }) => {
    const other = others.get(of);
    return other !== undefined && sameList(statuses, other);
  });
}

function sameStatuses(a: readonly Wait[], b: readonly Wait[]): boolean {
  const all = (waits: readonly Wait[]): string =>
    waits
      .map(({ statuses }) => [...statuses].sort().join(','))
      .sort()
      .join(';');
  return all(a) === all(b);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join(',') === [...b].sort().join(',');
}
