import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { NodeId } from '../../json/tree.ts';
import { normalizeApiName } from '../../platform/connectors.ts';
import { effectOf } from '../../platform/effects.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { innermostLoops, isAnyIn, mayChangeIn } from '../loopReads.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { listOperationFor } from './listOperations.ts';

export const rule = defineRule({
  meta: {
    id: 'connector-call-in-loop',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A loop calls a connector for each item where one call would do',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  const calls = flow.actions.filter(
    (step) => step.operation !== undefined && step.branch?.owner !== undefined,
  );
  if (calls.length === 0 || !namesOf(flow).isComplete) return;
  const loops = innermostLoops(flow);
  let writes: ReadonlyMap<string, readonly NodeId[]> | undefined;
  for (const step of calls) {
    const loop = loops.get(step);
    // "Do until" waits for an answer that is another one.
    if (loop?.lowerType !== 'foreach' || effectOf(step.operation!) !== 'reads') continue;
    writes ??= writesOf(flow);
    const isSame =
      !mayChangeIn(flow, step.expressions, loop) && !isAnyIn(flow, writes.get(apiOf(step)) ?? [], loop);
    const list = isSame ? undefined : listOperationFor(step.operation!);
    if (!isSame && list === undefined) continue;
    report({
      place: { node: step.node, part: 'key' },
      message: isSame
        ? `${stepName(step)} asks for the same in each round of ${stepName(loop)}: nothing in it depends on the item.`
        : `${stepName(step)} gets one row for each item of ${stepName(loop)}, where "${list}" gets many at once.`,
      hint: isSame
        ? 'Put it before the loop, and read its outputs there.'
        : `Get the rows before the loop with "${list}" and a filter, and pick the one of each item with "Filter array".`,
      why: 'Each round is a request of its own: it takes its time, counts towards the limits of the connector and of the owner of the flow, and may be the one that is turned down.',
      related: [{ node: loop.node, part: 'key', message: `The loop ${stepName(loop)}` }],
    });
  }
}

function apiOf({ operation }: Step): string {
  return operation?.apiName === undefined ? '' : normalizeApiName(operation.apiName);
}

/** By connector: the steps that may change something there, in the order of the file. */
function writesOf({ actions }: FlowModel): ReadonlyMap<string, readonly NodeId[]> {
  const writes = new Map<string, NodeId[]>();
  for (const step of actions) {
    if (step.operation === undefined || effectOf(step.operation) === 'reads') continue;
    const api = apiOf(step);
    pushTo(writes, api, step.node);
  }
  return writes;
}
