/** What may be another one in the next round of a loop. */
import { templateExprs, visitExpr } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { namesOf } from '../flow/names/index.ts';
import type { NodeId } from '../json/tree.ts';
import { pushTo } from '../text/groupedBy.ts';

/** Functions with another result each time. */
const FRESH = new Set(['guid', 'rand', 'utcnow', 'iterationindexes']);

/**
 * True where an expression of some may have another value in another round of the loop: it reads the item, what a step of the loop gave,
 * a variable that a step of the loop sets, or the time. True as well where nobody can tell.
 */
export function mayChangeIn(flow: FlowModel, sites: readonly ExpressionSite[], loop: Step): boolean {
  return sites.some((site) => siteMayChange(flow, site, loop));
}

function siteMayChange(flow: FlowModel, site: ExpressionSite, loop: Step): boolean {
  const names = namesOf(flow);
  if (site.template.problems.length > 0) return true;
  for (const reference of site.references) {
    switch (reference.kind) {
      case 'action': {
        const target = reference.name === undefined ? undefined : names.action(reference.name);
        if (target === undefined || target === loop || isIn(flow, target.node, loop)) return true;
        break;
      }
      case 'loop': {
        // `item()` may be that of this loop.
        const around = reference.name === undefined ? undefined : names.action(reference.name);
        if (around === undefined || around === loop || isIn(flow, around.node, loop)) return true;
        break;
      }
      case 'variable':
        if (reference.name === undefined || isSetIn(flow, reference.name, loop)) return true;
        break;
      case 'self':
        return true;
    }
  }
  return templateExprs(site.template).some((root) => {
    let isFresh = false;
    visitExpr(root, (expr) => {
      if (expr.kind === 'call' && FRESH.has(expr.lowerName)) isFresh = true;
    });
    return isFresh;
  });
}

/** True where one of some expressions reads what a step, the trigger or a variable holds, and not constants alone. */
export function readsData(sites: readonly ExpressionSite[]): boolean {
  return sites.some(({ references }) =>
    references.some(({ kind }) => kind === 'action' || kind === 'trigger' || kind === 'variable'),
  );
}

/** The loop directly around each step that is in one: the innermost one of either type. */
export function innermostLoops({ actions }: FlowModel): ReadonlyMap<Step, Step> {
  const loops = new Map<Step, Step>();
  // What contains a step comes before it.
  for (const step of actions) {
    const owner = step.branch?.owner;
    if (owner === undefined) continue;
    const isLoop = owner.lowerType === 'foreach' || owner.lowerType === 'until';
    const loop = isLoop ? owner : loops.get(owner);
    if (loop !== undefined) loops.set(step, loop);
  }
  return loops;
}

function isIn({ tree }: FlowModel, node: NodeId, loop: Step): boolean {
  return node > loop.node && node < tree.after(loop.node);
}

/** Is one of some nodes, in the order of the file, in the loop? */
export function isAnyIn({ tree }: FlowModel, nodes: readonly NodeId[], loop: Step): boolean {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]! > loop.node) high = middle;
    else low = middle + 1;
  }
  return low < nodes.length && nodes[low]! < tree.after(loop.node);
}

function isSetIn(flow: FlowModel, variable: string, loop: Step): boolean {
  return isAnyIn(flow, derived(flow, writesOf).get(variable.toLowerCase()) ?? [], loop);
}

/** By the lower-cased name of the variable: the steps that set it, in the order of the file. */
function writesOf(flow: FlowModel): ReadonlyMap<string, readonly NodeId[]> {
  const writes = new Map<string, NodeId[]>();
  for (const { name, step } of namesOf(flow).uses('write')) {
    if (step === undefined) continue;
    const key = name.toLowerCase();
    pushTo(writes, key, step.node);
  }
  return writes;
}
