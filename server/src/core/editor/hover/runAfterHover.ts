import type { Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { NodeId } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { type Span, touches } from '../../text/span.ts';
import type { Hover } from '../types.ts';
import { boldName } from './markdown.ts';
import { shortStepHover } from './nameHover.ts';

/** By status in lower case: what has become of the step before. */
const MEANS: ReadonlyMap<string, readonly [status: string, meaning: string]> = new Map([
  ['succeeded', ['Succeeded', 'has ended without an error']],
  ['failed', ['Failed', 'has ended with an error']],
  [
    'skipped',
    [
      'Skipped',
      'did not run: what it waits for ended otherwise, or it stands in a branch that was not taken',
    ],
  ],
  ['timedout', ['TimedOut', 'was still at work when its time was up']],
]);

/** Over the steps that a step runs after, and the statuses beside them: what each is. */
export function runAfterHover(facts: FlowFacts, step: Step, node: NodeId, offset: number): Hover | undefined {
  const { flow } = facts;
  const { tree } = flow;
  const entry = step.runAfter.find((one) => node >= one.node && node < tree.after(one.node));
  if (entry === undefined) return undefined;
  if (node === entry.node) {
    const span = spanOfPlace(tree, { node, part: { inKey: { start: 0, end: entry.name.length } } });
    const before = touches(span, offset) ? namesOf(flow).visibility.beside(step, entry.name) : undefined;
    return before && { markdown: shortStepHover(facts, before), span };
  }
  if (!tree.isString(node)) return undefined;
  const text = tree.string(node);
  const [status, meaning] = MEANS.get(text.toLowerCase()) ?? [];
  if (status === undefined || meaning === undefined) return undefined;
  const span: Span = spanOfPlace(tree, { node, part: { inString: { start: 0, end: text.length } } });
  return {
    markdown: `**${status}**\n\n${boldName(step.name)} runs when ${boldName(entry.name)} ${meaning}.`,
    span,
  };
}
