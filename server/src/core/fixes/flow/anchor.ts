import type { Branch, FlowModel, Step } from '../../flow/model.ts';
import { isLoop, RunOrder } from '../../flow/order.ts';

/** Longest branch that is looked through; the platform allows 500 actions. */
const MAX_STEPS = 500;

/**
 * The step that a new one has to precede so that its outputs can be read in `user`: the outermost loop around it, so that
 * the new step runs once, else `user` itself. Undefined for triggers: nothing runs before them.
 */
export function anchorFor(user: Step): Step | undefined {
  if (user.role === 'trigger') return undefined;
  const loop = new RunOrder().chain(user).find((link) => isLoop(link.step) && link.step !== user);
  return loop?.step ?? user;
}

/**
 * The step that a new one has to precede so that its outputs can be read in all of `users`: the last one, in no loop, that
 * each user stands in or has surely started before it. Undefined when there is none, as for users on parallel ways from the
 * trigger.
 */
export function commonAnchor(flow: FlowModel, users: readonly Step[]): Step | undefined {
  const [first, ...others] = users;
  if (first === undefined || users.some((user) => user.role === 'trigger')) return undefined;
  if (others.length === 0) return anchorFor(first);
  const order = new RunOrder();
  const chains = users.map((user) => order.chain(user));
  const branches: Branch[] = [];
  for (const { branch, step } of chains[0]!) {
    if (!chains.every((chain) => chain.some((link) => link.branch === branch))) break;
    branches.push(branch);
    if (isLoop(step)) break;
  }
  for (const branch of branches.reverse()) {
    if (branch.steps.length > MAX_STEPS) continue;
    const started = users.map((user, index) => startedBefore(branch, chains[index]!, user));
    const found = branch.steps.findLast((step) => started.every((steps) => steps.has(step)));
    if (found !== undefined && flow.actionsByName.get(found.name.toLowerCase()) === found) return found;
  }
  return undefined;
}

/** Steps of the branch that have started (and not been skipped) whenever `user` runs; those that hold it included. */
function startedBefore(
  branch: Branch,
  chain: readonly { readonly branch: Branch; readonly step: Step }[],
  user: Step,
): ReadonlySet<Step> {
  const own = chain.find((link) => link.branch === branch)?.step ?? user;
  const byName = new Map(branch.steps.map((step) => [step.name.toLowerCase(), step]));
  const found = new Set<Step>([own]);
  for (const step of found) {
    for (const { name, statuses } of step.runAfter) {
      const target = byName.get(name.toLowerCase());
      if (target !== undefined && statuses.length > 0 && !statuses.includes('skipped')) found.add(target);
    }
  }
  return found;
}
