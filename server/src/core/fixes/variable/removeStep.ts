import type { FlowModel, Step } from '../../flow/model.ts';
import { removeNodes, replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/**
 * Takes a step out of its branch: the steps that ran after it run after what it ran after. Undefined when the order would
 * not stay the same: a step that runs after its failure, or that names one of its predecessors with other statuses.
 */
export function removeStepEdits(flow: FlowModel, step: Step): TextEdit[] | undefined {
  return removeStepsEdits(flow, [step]);
}

/** The same for several steps, which may run after each other. All or none. */
export function removeStepsEdits(flow: FlowModel, steps: readonly Step[]): TextEdit[] | undefined {
  const { tree } = flow;
  const going = new Set(steps);
  const edits: TextEdit[] = [];
  for (const branch of new Set(steps.map((step) => step.branch))) {
    if (branch === undefined) return undefined;
    const removed = new Map<string, Step>();
    for (const step of branch.steps) if (going.has(step)) removed.set(step.name.toLowerCase(), step);
    for (const follower of branch.steps) {
      if (going.has(follower)) continue;
      if (!follower.runAfter.some((one) => removed.has(one.name.toLowerCase()))) continue;
      const entries = entriesWithout(removed, follower);
      const node = tree.child(follower.node, 'runAfter');
      if (entries === undefined || node === NONE) return undefined;
      const runAfter = entries.map((one) => [one.name, tree.toValue(one.node)] as const);
      edits.push(...replaceValue(tree, node, Object.fromEntries(runAfter)));
    }
  }
  if (steps.some((step) => step.branches.length > 0)) return undefined;
  return [
    ...removeNodes(
      tree,
      steps.map((step) => step.node),
    ),
    ...edits,
  ];
}

type Entry = Step['runAfter'][number];

/** What a step runs after when the removed steps are gone, each once; undefined when that is not the same order. */
function entriesWithout(removed: ReadonlyMap<string, Step>, follower: Step): Entry[] | undefined {
  const kept = new Map<string, Entry>();
  const seen = new Set<Step>();
  const own = follower.runAfter.filter((one) => !removed.has(one.name.toLowerCase()));
  const open = [...follower.runAfter];
  for (let entry = open.shift(); entry !== undefined; entry = open.shift()) {
    const name = entry.name.toLowerCase();
    const step = removed.get(name);
    if (step === undefined) {
      const known = kept.get(name) ?? own.find((one) => one.name.toLowerCase() === name);
      if (known !== undefined && known.statuses.join() !== entry.statuses.join()) return undefined;
      if (!kept.has(name)) kept.set(name, entry);
      continue;
    }
    if (entry.statuses.length !== 1 || entry.statuses[0] !== 'succeeded') return undefined;
    if (!seen.has(step)) open.unshift(...step.runAfter);
    seen.add(step);
  }
  return [...kept.values()];
}
