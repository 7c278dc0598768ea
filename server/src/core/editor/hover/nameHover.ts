import type { Parameter, Step } from '../../flow/model.ts';
import { namesOf, type Variable } from '../../flow/names/index.ts';
import { hasNoDefault } from '../../flow/parameters.ts';
import { Kind } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { whatItDoes } from '../../solution/overview/whatItDoes.ts';
import { cutText } from '../../text/cut.ts';
import { boldName, escapeMarkdown } from './markdown.ts';
import { shownValue } from './shownValue.ts';
import { connectionLine } from './stepHover.ts';

/** Functions whose first text names a loop around the step. */
const OF_LOOPS = new Set(['items', 'iterationindexes']);

/**
 * What a name is that an expression gives to a function such as `outputs` or `variables`: a step, loop, variable or parameter of the
 * flow. Undefined for what the flow does not have: its finding tells.
 * @param lowerName of the function, in lower case
 */
export function namedHover(facts: FlowFacts, lowerName: string, name: string): string | undefined {
  const names = namesOf(facts.flow);
  if (lowerName === 'variables') {
    const [variable] = names.variable(name);
    return variable && variableHover(facts, variable);
  }
  if (lowerName === 'parameters') {
    const parameter = names.parameter(name);
    return parameter && parameterHover(facts, parameter);
  }
  // The first argument of these is a field of a form, or a setting.
  if (lowerName.startsWith('trigger') || lowerName === 'appsetting') return undefined;
  const step = names.action(name) ?? names.trigger(name);
  if (step === undefined) return undefined;
  return OF_LOOPS.has(lowerName) ? loopHover(facts, step) : shortStepHover(facts, step);
}

/** What a step is, in a maker's words, and where it stands. */
export function shortStepHover({ flow, solution }: FlowFacts, step: Step): string {
  const first = `${boldName(step.name)}  \n${escapeMarkdown(whatItDoes(flow, step, solution))}`;
  const owner = step.branch?.owner;
  const where =
    step.role === 'trigger' ? 'The trigger of the flow.' : owner && `Stands in ${boldName(owner.name)}.`;
  return [first, connectionLine(flow, step), where].filter((line) => line !== undefined).join('\n\n');
}

function loopHover(facts: FlowFacts, step: Step): string {
  const { flow } = facts;
  if (step.lowerType !== 'foreach' || !flow.tree.isString(step.control)) return shortStepHover(facts, step);
  const list = shownValue(facts, step.control);
  return `${shortStepHover(facts, step)}\n\nThe list: ${escapeMarkdown(list)}`;
}

/** A variable: its type, the step that creates it, what it starts with. */
export function variableHover(facts: FlowFacts, { name, type, value, step }: Variable): string {
  const { tree } = facts.flow;
  const kind = type === '' ? 'Variable' : `Variable of type ${escapeMarkdown(type)}`;
  const start =
    tree.kind(value) === Kind.Missing
      ? ''
      : `\n\nStarts with ${escapeMarkdown(shownValue(facts, value, name))}`;
  return `${boldName(name)}  \n${kind}, created by ${boldName(step.name)}${start}`;
}

/** Parameters that the platform fills in. */
const OF_PLATFORM: ReadonlyMap<string, string> = new Map([
  ['$connections', 'The connections of the flow: the platform fills them in.'],
  ['$authentication', 'What connector steps sign in with: the platform fills it in.'],
]);

/** A parameter: its type, the environment variable behind it, its default unless it may be a secret. */
function parameterHover(facts: FlowFacts, parameter: Parameter): string {
  const { name, type, schemaName, defaultValue } = parameter;
  const ofPlatform = OF_PLATFORM.get(name.toLowerCase());
  if (ofPlatform !== undefined) return `${boldName(name)}  \n${ofPlatform}`;
  const lines = [`${boldName(name)}  \nParameter${type === '' ? '' : ` of type ${escapeMarkdown(type)}`}`];
  if (schemaName !== undefined) lines.push(`Value of the environment variable ${boldName(schemaName)}.`);
  if (type.startsWith('secure')) lines.push('Its value is a secret.');
  else if (hasNoDefault(facts.flow.tree, parameter))
    lines.push('Without a default: the environment gives the value.');
  else lines.push(`Default: ${escapeMarkdown(shownValue(facts, defaultValue, name, schemaName ?? ''))}`);
  return lines.join('\n\n');
}

/** An input of the trigger, by its key: what people call it, its type, what its maker says of it. */
export function inputHover({ flow }: FlowFacts, key: string): string | undefined {
  const lower = key.toLowerCase();
  const input = namesOf(flow).inputs.find((one) => one.key.toLowerCase() === lower);
  if (input === undefined) return undefined;
  const { tree } = flow;
  const { node, title, trigger } = input;
  const type = tree.stringAt(node, 'type');
  const required = tree.descend(trigger.inputs, 'schema', 'required');
  const isRequired =
    tree.isArray(required) && [...tree.children(required)].some((one) => tree.string(one) === input.key);
  const kind = `${isRequired ? 'Required input' : 'Input'}${type === undefined ? '' : ` of type ${escapeMarkdown(type)}`}`;
  const description = tree.stringAt(node, 'description');
  return [
    `${boldName(title)}  \n${kind} of the trigger ${boldName(trigger.name)}`,
    ...(description ? [escapeMarkdown(cutText(withoutSecrets(description), MOST_DESCRIPTION))] : []),
  ].join('\n\n');
}

const MOST_DESCRIPTION = 300;
