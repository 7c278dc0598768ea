import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { removeNode, replaceValue } from '../jsonEdits.ts';

/**
 * Takes a step out of its branch: the steps that ran after it run after what it ran after. Undefined when the order would
 * not stay the same: a step that runs after its failure, or that names one of its predecessors with other statuses.
 */
export function removeStepEdits(flow: FlowModel, step: Step): TextEdit[] | undefined {
  const { tree } = flow;
  if (step.branch === undefined || step.branches.length > 0) return undefined;
  const own = step.runAfter;
  const edits: TextEdit[] = [];
  for (const follower of step.branch.steps) {
    const entry = follower.runAfter.find((one) => same(one.name, step.name));
    if (entry === undefined) continue;
    if (entry.statuses.length !== 1 || entry.statuses[0] !== 'succeeded') return undefined;
    const merged = new Map<string, unknown>();
    for (const one of follower.runAfter) {
      if (one === entry) {
        for (const taken of own) {
          const clash = follower.runAfter.find((other) => other !== entry && same(other.name, taken.name));
          if (clash && clash.statuses.join() !== taken.statuses.join()) return undefined;
          if (!clash) merged.set(taken.name, tree.toValue(taken.node));
        }
      } else merged.set(one.name, tree.toValue(one.node));
    }
    const node = tree.child(follower.node, 'runAfter');
    if (node === NONE) return undefined;
    edits.push(...replaceValue(tree, node, Object.fromEntries(merged)));
  }
  return [...removeNode(tree, step.node), ...edits];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
