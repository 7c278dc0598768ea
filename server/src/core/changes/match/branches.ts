import type { Branch, FlowModel, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { Matches } from './matches.ts';

/** Pairs the lists of actions of two steps that are one: cases by name and value, then by value, then by name; others by what they are. */
export function pairBranches(base: FlowModel, head: FlowModel, was: Step, now: Step, matches: Matches): void {
  const left = new Set(now.branches);
  const take = (branch: Branch, other: Branch | undefined): boolean => {
    if (other === undefined || !left.delete(other)) return false;
    matches.pair(branch, other);
    return true;
  };
  const cases: Branch[] = [];
  for (const branch of was.branches) {
    if (branch.kind === 'case') cases.push(branch);
    else
      take(
        branch,
        now.branches.find(({ kind }) => kind === branch.kind),
      );
  }
  let open = cases;
  for (const keyOf of [nameAndValue, caseValue, caseName]) {
    const byKey = new Map<string, Branch>();
    for (const other of left)
      if (other.kind === 'case' && !byKey.has(keyOf(head, other))) byKey.set(keyOf(head, other), other);
    open = open.filter((branch) => !take(branch, byKey.get(keyOf(base, branch))));
  }
}

/** The value of a case as written; '' for one without. */
export function caseText({ tree }: FlowModel, { node }: Branch): string {
  const value = tree.child(tree.parent(node), 'case');
  if (value === NONE) return '';
  return tree.isString(value) ? tree.string(value) : tree.text.slice(tree.start(value), tree.end(value));
}

function caseValue(flow: FlowModel, branch: Branch): string {
  return caseText(flow, branch);
}

function caseName(_: FlowModel, { name }: Branch): string {
  return name.toLowerCase();
}

function nameAndValue(flow: FlowModel, branch: Branch): string {
  return JSON.stringify([caseName(flow, branch), caseValue(flow, branch)]);
}
