import type { Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { NodeId } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import type { Hover } from '../types.ts';
import { functionHover, workflowHover } from './functionHover.ts';
import { type NameInExpression, nameInExpression } from './nameAt.ts';
import { inputHover, namedHover, variableHover } from './nameHover.ts';
import { runAfterHover } from './runAfterHover.ts';

/** What a name is, in an expression, among the steps that a step runs after, or of the variable that a step sets. */
export function nameHoverAt(
  facts: FlowFacts,
  step: Step | undefined,
  node: NodeId,
  offset: number,
): Hover | undefined {
  const found = nameInExpression(facts.flow, node, offset);
  if (found !== undefined) {
    const markdown = hoverOf(facts, found);
    return markdown === undefined ? undefined : { markdown, span: found.span };
  }
  if (step === undefined) return undefined;
  return runAfterHover(facts, step, node, offset) ?? writtenVariableHover(facts, step, node);
}

function hoverOf(facts: FlowFacts, found: NameInExpression): string | undefined {
  switch (found.kind) {
    case 'function':
      return functionHover(found.call);
    case 'argument':
      return namedHover(facts, found.call.lowerName, found.name);
    case 'input':
      return inputHover(facts, found.name);
    default:
      return found.call.lowerName === 'workflow' ? workflowHover(found.path) : undefined;
  }
}

/** Over the name of the variable that a step sets, increments or appends to. */
function writtenVariableHover(facts: FlowFacts, step: Step, node: NodeId): Hover | undefined {
  const { flow } = facts;
  if (!step.lowerType.endsWith('variable') || node !== flow.tree.child(step.inputs, 'name')) return undefined;
  const name = flow.tree.string(node);
  const [variable] = namesOf(flow).variable(name);
  if (variable === undefined) return undefined;
  const span = spanOfPlace(flow.tree, { node, part: { inString: { start: 0, end: name.length } } });
  return { markdown: variableHover(facts, variable), span };
}
