import type { FlowModel } from '../flow/model.ts';
import { detached } from '../text/lower.ts';
import { childFlowId } from './childFlow.ts';
import { siteAt } from './constants.ts';
import { type CredentialUse, credentialUses, useOf, valuesOf } from './credentialUses.ts';
import type { ChildAnswers, SignInInput } from './surroundings.ts';
import { inputTitle } from './triggerInputs.ts';

/** Values that a flow passes to child flows which sign in with them. */
export function childSignIns(flow: FlowModel, solution: ChildAnswers | undefined): readonly CredentialUse[] {
  if (solution?.signInInputsOf === undefined) return [];
  const { tree } = flow;
  const uses: CredentialUse[] = [];
  for (const step of flow.actions) {
    const child = childFlowId(flow, step);
    const inputs = child === undefined ? undefined : solution.signInInputsOf(child);
    const body = tree.child(step.inputs, 'body');
    if (!inputs?.length || !tree.isObject(body)) continue;
    for (const node of tree.children(body)) {
      const key = tree.key(node).toLowerCase();
      const input = inputs.find((one) => one.input === key);
      const site = input && siteAt(step, node);
      if (site === undefined) continue;
      const how = `the input "${input!.name}" of a child flow, which signs in with it`;
      const use = useOf(flow, step, site, how, valuesOf(site.template), false);
      if (use !== undefined) uses.push(use);
    }
  }
  return uses;
}

/** Inputs of the trigger with which the flow signs in, itself or through a child flow. */
export function signInInputs(flow: FlowModel, solution: ChildAnswers | undefined): readonly SignInInput[] {
  const trigger = flow.triggers[0];
  if (trigger?.lowerType !== 'request') return [];
  const found = new Map<string, SignInInput>();
  for (const { from } of [...credentialUses(flow), ...childSignIns(flow, solution)]) {
    for (const { kind, path } of from) {
      const [area, key] = path;
      if (kind !== 'trigger' || area?.toLowerCase() !== 'body' || key === undefined || key === '*') continue;
      const input = key.toLowerCase();
      if (!found.has(input))
        found.set(input, { input: detached(input), name: detached(inputTitle(flow.tree, trigger, input)) });
    }
  }
  return [...found.values()];
}
