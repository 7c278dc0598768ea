/** The outline of a flow: what starts it, its steps as they run, its variables and parameters. */
import type { FlowModel } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import type { Span } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { plainLine } from '../plainLine.ts';
import { StepNodes } from './steps.ts';
import type { OutlineNode } from './types.ts';

export type { OutlineKind, OutlineNode } from './types.ts';

/** The nodes of a file, those of each flow below one of its own where there are several. Never throws; empty for a file without flows. */
export function outlineOf({ flows, includesGuesses }: Analysis): readonly OutlineNode[] {
  try {
    const [only] = flows;
    if (only !== undefined && flows.length === 1) return flowNodes(only, includesGuesses);
    return flows.map((one, index) => wholeFlow(one, includesGuesses, index + 1));
  } catch {
    // A defect of ours must not take the editor's other features with it.
    return [];
  }
}

function wholeFlow(facts: FlowFacts, guesses: boolean, position: number): OutlineNode {
  const { tree, properties } = facts.flow;
  const node = tree.parent(properties) < 0 ? properties : tree.parent(properties);
  const own = plainLine(tree.stringAt(node, 'name') ?? '').trim();
  return {
    kind: 'flow',
    name: own === '' ? `Flow ${position}` : own,
    detail: '',
    span: tree.valueSpan(node),
    nameSpan: { start: tree.start(node), end: tree.start(node) + 1 },
    children: flowNodes(facts, guesses),
  };
}

function flowNodes(facts: FlowFacts, guesses: boolean): OutlineNode[] {
  const { flow } = facts;
  const nodes = new StepNodes(facts, guesses);
  return [
    ...flow.triggers.map((trigger) => nodes.of(trigger)),
    ...nodes.in(flow.topLevel),
    ...group('Variables', variableNodes(flow)),
    ...group('Parameters', parameterNodes(flow)),
  ];
}

/** Reaches over its children and no further: they may stand anywhere among the steps. */
function group(name: string, children: readonly OutlineNode[]): OutlineNode[] {
  const [first] = children;
  if (first === undefined) return [];
  let { start, end } = first.span;
  for (const { span } of children) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return [{ kind: 'group', name, detail: '', span: { start, end }, nameSpan: first.nameSpan, children }];
}

function variableNodes(flow: FlowModel): OutlineNode[] {
  const { tree } = flow;
  return namesOf(flow).variables.flatMap(({ name, type, node, nameNode }) => {
    const nameSpan = tree.valueSpan(nameNode);
    return entry('variable', name, type, tree.valueSpan(node), nameSpan);
  });
}

/** The platform's own, for connections and sign-in, are in every flow. */
function parameterNodes({ tree, parameters }: FlowModel): OutlineNode[] {
  return parameters.flatMap(({ name, type, node, schemaName }) => {
    if (name.startsWith('$')) return [];
    const detail = schemaName === undefined ? type : `environment variable ${schemaName}`;
    return entry('parameter', name, detail, tree.propertySpan(node), tree.keySpan(node));
  });
}

function entry(
  kind: 'variable' | 'parameter',
  name: string,
  detail: string,
  span: Span,
  nameSpan: Span,
): OutlineNode[] {
  const shown = plainLine(name).trim();
  return shown === '' ? [] : [{ kind, name: shown, detail: plainLine(detail), span, nameSpan, children: [] }];
}
