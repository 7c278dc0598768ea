import type { Branch, Step } from '../../flow/model.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { FlowView } from '../flow/view.ts';
import { pairBranches } from './branches.ts';
import { isContainer } from './kinds.ts';
import type { Matches } from './matches.ts';

/**
 * Containers that took the place of others: in the same list, and of another type with steps that were in the other one, or about the
 * same value; or of the same type, with another condition around most of what was in the other one. A step that kept its name and is of another type took its own place.
 */
export function findReplaced(base: FlowView, head: FlowView, matches: Matches): void {
  for (const step of head.flow.actions) {
    const was = matches.baseOf(step);
    if (was !== undefined && was.lowerType !== step.lowerType) matches.replaced.set(step, was);
  }
  const gone = new Map<Branch, Step[]>();
  for (const step of base.flow.actions) {
    if (step.branch === undefined || !isContainer(step) || matches.headOf(step) !== undefined) continue;
    const list = matches.headBranch(step.branch);
    if (list === undefined) continue;
    pushTo(gone, list, step);
  }
  if (gone.size === 0) return;
  const taken = new Set<Step>();
  for (const step of head.flow.actions) {
    if (step.branch === undefined || !isContainer(step) || matches.baseOf(step) !== undefined) continue;
    const others = (gone.get(step.branch) ?? []).slice(0, MOST);
    const was = others.find((one) => !taken.has(one) && tookPlace(base, head, matches, one, step));
    if (was === undefined) continue;
    taken.add(was);
    matches.replaced.set(step, was);
    // What stands in both has not moved.
    if (was.lowerType === step.lowerType) pairBranches(base.flow, head.flow, was, step, matches);
  }
}

const MOST = 20;

function tookPlace(base: FlowView, head: FlowView, matches: Matches, was: Step, now: Step): boolean {
  if (now.lowerType === 'scope' || was.lowerType === 'scope') return false;
  const inside = new Set(now.branches.flatMap(({ steps }) => steps));
  const before = was.branches.flatMap(({ steps }) => steps);
  const moved = before.filter((step) => inside.has(matches.headOf(step)!));
  // Of one type they are so often alike that most of what stands in them must be the same.
  if (was.lowerType === now.lowerType) return 2 * moved.length > Math.max(before.length, inside.size);
  if (sameValue(base, was, head, now) && runsAfterTheSame(base, matches, was, now)) return true;
  return moved.length > 0;
}

function runsAfterTheSame({ flow }: FlowView, matches: Matches, was: Step, now: Step): boolean {
  const names = (step: Step, inHead: (name: string) => string): string =>
    step.runAfter
      .map(({ name }) => inHead(name).toLowerCase())
      .sort()
      .join('\n');
  const toHead = (name: string): string => {
    const step = flow.actionsByName.get(name.toLowerCase());
    return (step && matches.headOf(step))?.name ?? name;
  };
  return names(was, toHead) === names(now, (name) => name);
}

/** True where a value that one asks about stands in the condition of the other. */
export function sameValue(base: FlowView, was: Step, head: FlowView, now: Step): boolean {
  const values = new Set(subjects(base, was));
  return subjects(head, now).some((text) => values.has(text));
}

/** Reads in the condition of a step: `outputs('Get')?['body/type']`. Some of them, where there are very many. */
function subjects(view: FlowView, { expressions, control }: Step): string[] {
  const found: string[] = [];
  if (control < 0) return found;
  const end = view.tree.after(control);
  for (const { node, inKey, template } of expressions) {
    if (inKey || node < control || node >= end || template.problems.length > 0) continue;
    const text = view.text(node);
    const bare = text.startsWith('@{') ? text.slice(2, -1) : text.slice(1);
    if (bare !== '') found.push(bare);
    if (found.length >= MOST) break;
  }
  return found;
}
