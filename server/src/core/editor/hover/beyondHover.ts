import type { ConnectionReference } from '../../flow/model.ts';
import { normalizeApiName } from '../../platform/connectors.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { TYPE_NAMES } from '../../solution/data.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { symbolInFlow } from '../symbols/inFlow.ts';
import type { SymbolAt } from '../symbols/types.ts';
import type { Hover } from '../types.ts';
import { runsAsLine } from './connection.ts';
import { boldName, escapeMarkdown } from './markdown.ts';

/**
 * What a name stands for that leads out of the flow: a child flow and its inputs, a connection and its reference, an environment
 * variable. Undefined where the files around the flow do not tell more than the name.
 */
export function beyondHoverAt(facts: FlowFacts, offset: number): Hover | undefined {
  const symbol = symbolInFlow(facts.flow, offset);
  const markdown = symbol && beyondHover(facts, symbol);
  return symbol && markdown ? { markdown, span: symbol.span } : undefined;
}

function beyondHover(facts: FlowFacts, { kind, name, flowId }: SymbolAt): string | undefined {
  switch (kind) {
    case 'childFlow':
      return childFlowHover(facts, name);
    case 'childInput':
      return childInputHover(facts, flowId ?? '', name);
    case 'connection':
      return connectionHover(facts, name);
    case 'connectionReference':
      return referenceHover(facts, name);
    case 'environmentVariable':
      return variableHover(facts, name);
    default:
      return undefined;
  }
}

function flowName({ solution }: FlowFacts, id: string, child: FlowOverview | undefined): string | undefined {
  return solution?.flow(id)?.displayName?.value ?? child?.name;
}

/** By its id: the name that people know, what it takes and what it gives back. */
function childFlowHover(facts: FlowFacts, id: string): string | undefined {
  const child = facts.childOf(id);
  const name = flowName(facts, id, child);
  if (name === undefined) return undefined;
  const list = (title: string, all: readonly { readonly title: string }[] | undefined): string[] =>
    all === undefined || all.length === 0
      ? []
      : [`${title}: ${all.map((one) => escapeMarkdown(one.title)).join(', ')}.`];
  return [
    `${boldName(name)}  \nA flow that this one calls.`,
    ...list('It takes', child?.trigger?.inputs),
    ...list('It gives back', child?.answered),
  ].join('\n\n');
}

/** By its key, which tells makers nothing: the title. */
function childInputHover(facts: FlowFacts, flowId: string, key: string): string | undefined {
  const child = facts.childOf(flowId);
  const lower = key.toLowerCase();
  const input = child?.trigger?.inputs?.find((one) => one.key.toLowerCase() === lower);
  if (input === undefined) return undefined;
  const name = flowName(facts, flowId, child) ?? '';
  return `${boldName(input.title)}  \n${input.required ? 'Required input' : 'Input'} of the flow ${boldName(name)}`;
}

function connectionHover(facts: FlowFacts, key: string): string | undefined {
  const lower = key.toLowerCase();
  const declared = facts.flow.connections.find((one) => one.key.toLowerCase() === lower);
  if (declared === undefined) return undefined;
  const { apiName, logicalName } = declared;
  const to = apiName === undefined ? '' : ` to ${escapeMarkdown(connectorNameIn(facts.solution, apiName))}`;
  const lines = [`${boldName(declared.key)}  \nConnection${to}`];
  if (logicalName !== undefined) lines.push(`Connection reference: ${escapeMarkdown(logicalName)}.`);
  return [...lines, ...asWhom(facts, declared)].join('\n\n');
}

function asWhom({ flow }: FlowFacts, declared: ConnectionReference): string[] {
  const line = runsAsLine(flow, declared);
  return line === undefined ? [] : [`${line.charAt(0).toUpperCase()}${line.slice(1)}.`];
}

function referenceHover({ solution }: FlowFacts, logicalName: string): string | undefined {
  const reference = solution?.connectionReference(logicalName);
  if (reference === undefined) return undefined;
  const { displayName, connectorId } = reference;
  const to =
    connectorId === undefined
      ? ''
      : ` to ${escapeMarkdown(connectorNameIn(solution, normalizeApiName(connectorId.value)))}`;
  return `${boldName(displayName?.value ?? logicalName)}  \nConnection reference${to}`;
}

/** Its name and type; its value is of an environment, and may be a secret. */
function variableHover({ solution }: FlowFacts, schemaName: string): string | undefined {
  const variable = solution?.environmentVariable(schemaName);
  const definition = variable?.definition;
  if (variable === undefined || definition === undefined) return undefined;
  const type = variable.type === undefined ? '' : ` of type ${TYPE_NAMES[variable.type]}`;
  return `${boldName(definition.displayName?.value ?? schemaName)}  \nEnvironment variable${type}`;
}
