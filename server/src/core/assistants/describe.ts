/** `describe_flow`: what a flow does, for whom, on which connections, and where secrets go in it. No values. */
import { type OutlineNode, outlineOf } from '../editor/outline/index.ts';
import { secretSides } from '../exposure/secretSides.ts';
import type { Step } from '../flow/model.ts';
import { namesOf } from '../flow/names/index.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { type FlowRow, flowRows } from '../report/inventory/flowRows.ts';
import { gatherFile } from '../report/inventory/gatherProject.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { count } from '../text/count.ts';
import { answerOf, type Redact, redactorOf } from './answerText.ts';
import { fileOf } from './checkFlow.ts';
import { versionOf } from './subject.ts';
import type { Subject, ToolAnswer } from './types.ts';

/** Steps of an outline, and rows of each other list. */
const MAX_STEPS = 500;
const MAX_LISTED = 100;
/** Steps between a source and where its secret is seen. */
const MAX_WAY = 12;

/** `nameOf`: what answers call another file of the solution. */
export function describeFlow(subject: Subject, nameOf: (uri: string) => string): ToolAnswer {
  const { analysis, file } = subject;
  const redact = redactorOf(subject);
  const { uri, text } = analysis.document;
  const { solutions } = gatherFile(subject.project, analysis.document, subject.secrets, (other) =>
    other === uri ? (file ?? '') : nameOf(other),
  );
  const rows = flowRows(solutions);
  const { shown, left } = outline(analysis.positionAt.bind(analysis), outlineOf(analysis), redact);
  const secretPaths = analysis.flows.flatMap((one) => pathsIn(one, analysis.includesGuesses, redact));
  return answerOf(`${count(rows.length, 'flow')}, ${count(sum(rows), 'step')}.`, {
    ...fileOf(subject),
    version: versionOf(text),
    flows: rows.map((row) => about(row, redact)),
    outline: shown,
    ...(left === 0 ? {} : { stepsLeftOut: left }),
    ...listed(
      'variables',
      analysis.flows.flatMap((one) => variablesIn(one, redact)),
    ),
    ...listed('secretPaths', secretPaths),
  });
}

const sum = (rows: readonly FlowRow[]): number => rows.reduce((all, { steps }) => all + steps, 0);

function about(row: FlowRow, redact: Redact) {
  const { trigger, id, state } = row;
  return {
    name: redact(row.name),
    ...(row.solution === '' ? {} : { solution: redact(row.solution) }),
    ...(id === undefined ? {} : { id: redact(id) }),
    ...(state === undefined ? {} : { state }),
    startedBy: redact(row.startedBy),
    ...(trigger && {
      trigger: { name: redact(trigger.name), type: redact(trigger.type), what: redact(trigger.what) },
    }),
    steps: row.steps,
    securedSteps: row.securedSteps,
    ...listed(
      'connections',
      row.connections.map((one) => ({
        key: redact(one.key),
        connector: redactDefined(one.apiName, redact),
        boundTo: one.binding,
        reference: redactDefined(one.logicalName, redact),
        connection: redactDefined(one.connectionName, redact),
        runsAs:
          one.source === 'invoker' ? 'who starts the flow' : one.source && 'the owner of the connection',
      })),
    ),
    ...listed(
      'owners',
      row.owners.map((one) => ({
        name: redact(one.name),
        kind: one.kind,
        role: one.role,
        environment: redactDefined(one.environment, redact),
        source: redact(one.source),
        file: redact(one.file),
      })),
    ),
  };
}

const redactDefined = (text: string | undefined, redact: Redact): string | undefined =>
  text === undefined ? undefined : redact(text);

/** The beginning of a list, and how many are left out. */
function listed(name: string, rows: readonly unknown[]): Record<string, unknown> {
  const left = rows.length - MAX_LISTED;
  return { [name]: rows.slice(0, MAX_LISTED), ...(left > 0 ? { [`${name}LeftOut`]: left } : {}) };
}

interface ShownNode {
  readonly kind: string;
  readonly name: string;
  readonly what?: string;
  readonly line: number;
  readonly below?: readonly ShownNode[];
}

/** The nodes in the order in which the steps run, as far as there is room. */
function outline(
  positionAt: (offset: number) => { readonly line: number },
  nodes: readonly OutlineNode[],
  redact: Redact,
): { readonly shown: readonly ShownNode[]; readonly left: number } {
  let room = MAX_STEPS;
  let left = 0;
  // An outline is no deeper than its own limit.
  const show = (all: readonly OutlineNode[]): ShownNode[] =>
    all.flatMap((node) => {
      if (room === 0) {
        left += sizeOf(node);
        return [];
      }
      room--;
      const below = show(node.children);
      return [
        {
          kind: node.kind,
          name: redact(node.name),
          ...(node.detail === '' ? {} : { what: redact(node.detail) }),
          line: positionAt(node.nameSpan.start).line,
          ...(below.length === 0 ? {} : { below }),
        },
      ];
    });
  return { shown: show(nodes), left };
}

function sizeOf(node: OutlineNode): number {
  return node.children.reduce((all, child) => all + sizeOf(child), 1);
}

/** Those that steps initialise. */
function variablesIn({ flow, secrets }: FlowFacts, redact: Redact) {
  return namesOf(flow).variables.map(({ name, type, step, value }) => {
    const isIn = (node: NodeId): boolean => value !== NONE && node >= value && node < flow.tree.after(value);
    return {
      name: redact(name),
      ...(type === '' ? {} : { type: redact(type) }),
      step: redact(step.name),
      ...(secrets.some(({ node }) => isIn(node)) ? { startsWithSecret: true } : {}),
    };
  });
}

/** Where each secret comes from, the steps that it passes, and where the run history holds it. */
function pathsIn({ flow, exposure }: FlowFacts, guesses: boolean, redact: Redact) {
  const stepName = (step: Step): string => redact(step.name);
  return secretSides(flow, exposure, guesses).sides.flatMap(({ step, side, origins, shown }) =>
    origins.map(({ path, source }) => {
      const way = path.slice(0, MAX_WAY).map(stepName);
      return {
        from: redact(source.label),
        ...(way.length === 0 ? {} : { through: way }),
        to: stepName(step),
        side,
        runHistory: shown ? 'shown' : 'hidden',
      };
    }),
  );
}
