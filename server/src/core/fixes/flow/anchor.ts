import type { Branch, FlowModel, Step } from '../../flow/model.ts';
import { isLoop, RunOrder } from '../../flow/order.ts';

/** Longest branch that is looked through; the platform allows 500 actions. */
const MAX_STEPS = 500;

/**
 * The step that a new one has to precede so that its outputs can be read in `user`: the outermost loop around it, so that
 * the new step runs once, else `user` itself. Undefined for triggers: nothing runs before them.
 */
function anchorFor(user: Step): Step | undefined {
  if (user.role === 'trigger') return undefined;
  const loop = new RunOrder().chain(user).find((link) => isLoop(link.step) && link.step !== user);
  return loop?.step ?? user;
}

/** The same for several users: the last step, in no loop, that each stands in or has surely started before it. */
export function commonAnchor(flow: FlowModel, users: readonly Step[]): Step | undefined {
  const [first, ...others] = users;
  let way = first && Way.of(first);
  for (const user of others) way = way?.with(user);
  return way?.anchor(flow);
}

/** The users that one new step can come before, in groups of which each needs a step of its own; undefined when they are more than `most`. */
export function waysOf(flow: FlowModel, users: readonly Step[], most: number): Step[][] | undefined {
  const ways: { way: Way; users: Step[] }[] = [];
  for (const user of users) {
    let joined = false;
    for (const one of ways) {
      const way = one.way.with(user);
      if (way?.anchor(flow) === undefined) continue;
      one.way = way;
      one.users.push(user);
      joined = true;
      break;
    }
    if (joined) continue;
    const way = Way.of(user);
    if (way === undefined || ways.length === most) return undefined;
    ways.push({ way, users: [user] });
  }
  return ways.map((one) => one.users);
}

/** Users of a value, and where one step can come before them all. Grows by one user at a time, at the cost of that user. */
class Way {
  readonly #single: Step | undefined;
  readonly #order: RunOrder;
  /** By branch that no loop lies around, outermost first: its steps that have started whenever any of the users runs. */
  readonly #started: ReadonlyMap<Branch, ReadonlySet<Step>>;

  private constructor(
    single: Step | undefined,
    order: RunOrder,
    started: ReadonlyMap<Branch, ReadonlySet<Step>>,
  ) {
    this.#single = single;
    this.#order = order;
    this.#started = started;
  }

  /** Undefined for triggers: nothing runs before them. */
  static of(user: Step): Way | undefined {
    if (user.role === 'trigger') return undefined;
    const order = new RunOrder();
    const started = new Map<Branch, ReadonlySet<Step>>();
    for (const { branch, step } of order.chain(user)) {
      if (branch.steps.length <= MAX_STEPS) started.set(branch, startedBefore(branch, step));
      if (isLoop(step)) break;
    }
    return new Way(user, order, started);
  }

  /** With one user more; undefined when no step comes before all of them. */
  with(user: Step): Way | undefined {
    if (user.role === 'trigger') return undefined;
    const own = new Map(this.#order.chain(user).map((link) => [link.branch, link.step]));
    const started = new Map<Branch, ReadonlySet<Step>>();
    for (const [branch, steps] of this.#started) {
      const step = own.get(branch);
      if (step === undefined) break;
      const also = startedBefore(branch, step);
      const both = new Set([...steps].filter((one) => also.has(one)));
      if (both.size > 0) started.set(branch, both);
    }
    return started.size === 0 ? undefined : new Way(undefined, this.#order, started);
  }

  anchor(flow: FlowModel): Step | undefined {
    if (this.#single !== undefined) return anchorFor(this.#single);
    for (const [branch, steps] of [...this.#started].reverse()) {
      const found = branch.steps.findLast((step) => steps.has(step));
      if (found !== undefined && flow.actionsByName.get(found.name.toLowerCase()) === found) return found;
    }
    return undefined;
  }
}

/** Asked again for each user that stands in the step. */
const started = new WeakMap<Step, ReadonlySet<Step>>();
const siblings = new WeakMap<Branch, ReadonlyMap<string, Step>>();

/** Steps of the branch that have started (and not been skipped) whenever `own` has; itself included. */
function startedBefore(branch: Branch, own: Step): ReadonlySet<Step> {
  let found = started.get(own);
  if (found === undefined) {
    let byName = siblings.get(branch);
    if (byName === undefined) {
      byName = new Map(branch.steps.map((step) => [step.name.toLowerCase(), step]));
      siblings.set(branch, byName);
    }
    found = withAncestors(own, byName);
    started.set(own, found);
  }
  return found;
}

function withAncestors(own: Step, byName: ReadonlyMap<string, Step>): ReadonlySet<Step> {
  const found = new Set<Step>([own]);
  for (const step of found) {
    for (const { name, statuses } of step.runAfter) {
      const target = byName.get(name.toLowerCase());
      if (target !== undefined && statuses.length > 0 && !statuses.includes('skipped')) found.add(target);
    }
  }
  return found;
}
