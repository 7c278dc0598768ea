import type { FlowModel, Step } from '../flow/model.ts';

/** A step in two versions of a flow. */
export interface MatchedStep {
  readonly before: Step;
  readonly now: Step;
}

/**
 * The steps that two versions of a flow share, in the order of the newer one: by name, which is unique in a flow; else, for a step
 * with another name, by the designer's id of it where nothing else has that id and the type is the same. Copies keep the id of
 * what they were made from.
 */
export function matchedSteps(before: FlowModel, now: FlowModel): readonly MatchedStep[] {
  const olderTriggers = byName(before.triggers);
  const pairs = new Map<Step, Step>();
  for (const step of now.steps) {
    const older = step.role === 'trigger' ? olderTriggers : before.actionsByName;
    const same = older.get(step.name.toLowerCase());
    if (same !== undefined) pairs.set(step, same);
  }
  const [oldTrigger, ...others] = before.triggers;
  const [trigger, ...more] = now.triggers;
  if (oldTrigger !== undefined && trigger !== undefined && others.length + more.length === 0)
    pairs.set(trigger, oldTrigger);
  for (const [step, older] of renamed(before, now, pairs)) pairs.set(step, older);
  return now.steps.flatMap((step) => {
    const older = pairs.get(step);
    return older === undefined ? [] : [{ before: older, now: step }];
  });
}

function byName(steps: readonly Step[]): ReadonlyMap<string, Step> {
  return new Map(steps.map((step) => [step.name.toLowerCase(), step]));
}

function renamed(
  before: FlowModel,
  now: FlowModel,
  pairs: ReadonlyMap<Step, Step>,
): readonly (readonly [now: Step, before: Step])[] {
  if (pairs.size === now.steps.length) return [];
  const taken = new Set(pairs.values());
  const older = uniqueIds(before, (step) => !taken.has(step));
  const newer = uniqueIds(now, (step) => !pairs.has(step));
  return [...newer].flatMap(([id, step]) => {
    const was = older.get(id);
    return was !== undefined && was.lowerType === step.lowerType ? [[step, was] as const] : [];
  });
}

/** Steps by the designer's id of them, those left out that share it. */
function uniqueIds(flow: FlowModel, isLeft: (step: Step) => boolean): ReadonlyMap<string, Step> {
  const found = new Map<string, Step | undefined>();
  for (const step of flow.actions) {
    if (!isLeft(step)) continue;
    const id = flow.tree.stringAt(flow.tree.child(step.node, 'metadata'), 'operationMetadataId');
    if (id !== undefined) found.set(id.toLowerCase(), found.has(id.toLowerCase()) ? undefined : step);
  }
  return new Map([...found].flatMap(([id, step]) => (step === undefined ? [] : [[id, step]])));
}
