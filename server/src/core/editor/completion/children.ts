import { childFlowId } from '../../exposure/childFlow.ts';
import { encodeString } from '../../json/escapes.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { type KeyItem, presentKeys, type Slot } from './slot.ts';
import type { Completion } from './types.ts';

/** Flows of the solution that can be called, by the name that people know. */
export function childItems({ facts, uri }: Slot): readonly Completion[] {
  const { solution } = facts;
  if (solution === undefined) return [];
  return solution.flows.flatMap(({ id, uri: other, displayName }): Completion[] => {
    if (id === undefined || other === uri) return [];
    const child = facts.childOf(id);
    // A flow that nobody can call is left out; one that is not known yet may be one.
    if (child?.trigger !== undefined && child.trigger.type !== 'request') return [];
    const label = displayName?.value ?? child?.name ?? id;
    const inputs = child === undefined ? undefined : inputsText(child);
    const filter = `${encodeString(label)} ${id}`;
    return [
      { label, kind: 'flow', ...(inputs === undefined ? {} : { detail: inputs }), newText: id, filter },
    ];
  });
}

function inputsText({ trigger }: FlowOverview): string | undefined {
  const { inputs, declaresAll } = trigger ?? {};
  if (inputs === undefined) return undefined;
  const titles = inputs.map(({ title }) => title);
  if (declaresAll !== true) return `takes ${[...titles, 'others'].join(', ')}`;
  return titles.length === 0 ? 'takes nothing' : `takes ${titles.join(', ')}`;
}

/** Declared inputs of the called flow that the step does not pass yet, the required ones first; it may take others as well. */
export function childInputItems({ facts, step, node, written, options }: Slot): readonly KeyItem[] {
  const id = childFlowId(facts.flow, step);
  const inputs = id === undefined ? undefined : facts.childOf(id)?.trigger?.inputs;
  if (inputs === undefined) return [];
  const present = presentKeys(facts.flow.tree, node, written);
  return [...inputs.filter((one) => one.required), ...inputs.filter((one) => !one.required)]
    .filter(({ key }) => !present.has(key.toLowerCase()))
    .map(
      ({ key, title, required }): KeyItem => ({
        label: title,
        kind: 'property',
        detail: [title === key ? '' : key, required ? 'required' : ''].filter((one) => one !== '').join(', '),
        filter: `${encodeString(title)} ${encodeString(key)}`,
        key,
        value: options.snippets ? '"$1"' : '""',
        isSnippet: options.snippets,
      }),
    );
}
