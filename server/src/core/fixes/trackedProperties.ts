import { templateExprs, visitExpr } from '../expressions/index.ts';
import type { FlowModel } from '../flow/model.ts';

const known = new WeakMap<FlowModel, boolean>();

/** `actions('A')?['trackedProperties']`: another step lives on them, and removing them would break it. */
export function isTrackedReadElsewhere(flow: FlowModel): boolean {
  const before = known.get(flow);
  if (before !== undefined) return before;
  const answer = namesTrackedProperties(flow);
  known.set(flow, answer);
  return answer;
}

function namesTrackedProperties(flow: FlowModel): boolean {
  let found = false;
  for (const site of flow.expressions) {
    for (const root of templateExprs(site.template)) {
      visitExpr(root, (expr) => {
        if (expr.kind === 'string' && expr.value.toLowerCase() === 'trackedproperties') found = true;
      });
    }
    if (found) return true;
  }
  return false;
}
