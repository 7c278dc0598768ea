import { templateExprs, visitExpr } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { FlowModel } from '../flow/model.ts';

/** `actions('A')?['trackedProperties']`: another step lives on them, and removing them would break it. */
export function isTrackedReadElsewhere(flow: FlowModel): boolean {
  return derived(flow, namesTrackedProperties);
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
