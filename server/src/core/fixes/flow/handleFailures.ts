import type { FlowModel, RunAfter, Step } from '../../flow/model.ts';
import { orderOf } from '../../flow/order.ts';
import { removeNodes } from '../../json/edits.ts';
import { nestProperties } from '../../json/nest.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { operationMetadataId, uniqueStepName } from './insertStep.ts';

/** A flow whose steps are in a scope, with another one behind it for their failures. */
export interface HandledFailures {
  /** Names of the two scopes. */
  readonly scope: string;
  readonly handler: string;
  readonly edits: readonly TextEdit[];
}

/** The platform takes 8 levels of steps in steps; one more comes around all. */
const MOST_LEVELS = 8;
const MOST_ACTIONS = 500;
const NEW_STEPS = 5;

/** The steps of the top level, as they would stand. */
interface Plan {
  /** They initialise variables, which cannot be done in a scope. */
  readonly first: ReadonlySet<Step>;
  readonly moved: readonly Step[];
  /** Run-after entries of moved steps that name one of the first. */
  readonly links: readonly NodeId[];
}

/** True where the failures of a flow can be handled by `handleFailures`. */
export function canHandleFailures(flow: FlowModel): boolean {
  return planOf(flow) !== undefined;
}

/**
 * Puts the steps of the top level into a scope, those at the beginning excepted that initialise variables, which cannot stand
 * in one. Behind it comes a scope for its failures: it gathers name, status and error code of the steps that failed (never their
 * inputs or outputs), and ends the run as failed. On success the flow does what it did. Undefined where that is not sure: a step that
 * initialises a variable behind another one, answers, a run-after of another form, the limits of the platform.
 */
export function handleFailures(flow: FlowModel): HandledFailures | undefined {
  const plan = planOf(flow);
  return plan && build(flow, plan);
}

function planOf(flow: FlowModel): Plan | undefined {
  const { tree, topLevel, actions, definition } = flow;
  const { steps } = topLevel;
  if (!tree.isObject(topLevel.node) || tree.children(topLevel.node).length !== steps.length) return undefined;
  if (actions.length + NEW_STEPS > MOST_ACTIONS) return undefined;
  // Outputs of the flow may read its steps, and are no part of any scope.
  const outputs = tree.child(definition, 'outputs');
  if (outputs !== NONE && (!tree.isObject(outputs) || tree.children(outputs).length > 0)) return undefined;
  const first = new Set(steps.filter((step) => step.lowerType === 'initializevariable'));
  const firstNames = new Set([...first].map((step) => step.name.toLowerCase()));
  const isFirst = ({ name }: RunAfter): boolean => firstNames.has(name.toLowerCase());
  for (const step of first)
    if (!step.runAfter.every((one) => isFirst(one) && isOnSuccess(one))) return undefined;
  const moved = steps.filter((step) => !first.has(step));
  const links = moved.flatMap((step) => step.runAfter.filter(isFirst));
  if (moved.length === 0 || !links.every(isOnSuccess)) return undefined;
  const order = orderOf(flow);
  for (const step of actions) {
    if (step.lowerType === 'response' || !order.isSettled(step)) return undefined;
    if (order.chain(step).length > MOST_LEVELS) return undefined;
  }
  return { first, moved, links: links.map(({ node }) => node) };
}

function isOnSuccess({ statuses }: RunAfter): boolean {
  return statuses.length === 1 && statuses[0] === 'succeeded';
}

/** Run-afters that become empty stay. */
function keptRunAfters({ tree }: FlowModel, steps: readonly Step[]): ReadonlySet<NodeId> {
  return new Set(steps.map((step) => tree.child(step.node, 'runAfter')));
}

function build(flow: FlowModel, { first, moved, links }: Plan): HandledFailures {
  const { tree, topLevel } = flow;
  const scope = uniqueStepName(flow, 'Try');
  const handler = uniqueStepName(flow, 'Catch', [scope]);
  const outcomes = uniqueStepName(flow, 'List outcomes', [scope, handler]);
  const failed = uniqueStepName(flow, 'Failed steps', [scope, handler, outcomes]);
  const end = uniqueStepName(flow, 'End as failed', [scope, handler, outcomes, failed]);
  const metadata = (name: string): object => ({
    operationMetadataId: operationMetadataId(`${name}/${tree.text.length}`),
  });
  const followed = new Set([...first].flatMap((step) => step.runAfter.map(({ name }) => name.toLowerCase())));
  const last = [...first].filter((step) => !followed.has(step.name.toLowerCase()));
  const after = Object.fromEntries(last.map((step) => [step.name, ['Succeeded']]));
  const catching = {
    [outcomes]: {
      runAfter: {},
      metadata: metadata(outcomes),
      type: 'Select',
      inputs: {
        from: `@result('${scope}')`,
        select: { name: "@item()?['name']", status: "@item()?['status']", code: "@item()?['code']" },
      },
      // What comes in holds the inputs and outputs of every step in the scope.
      runtimeConfiguration: { secureData: { properties: ['inputs'] } },
    },
    [failed]: {
      runAfter: { [outcomes]: ['Succeeded'] },
      metadata: metadata(failed),
      type: 'Query',
      inputs: {
        from: `@body('${outcomes}')`,
        where: "@or(equals(item()?['status'], 'Failed'), equals(item()?['status'], 'TimedOut'))",
      },
    },
    [end]: {
      runAfter: { [failed]: ['Succeeded', 'Failed', 'TimedOut', 'Skipped'] },
      metadata: metadata(end),
      type: 'Terminate',
      inputs: {
        runStatus: 'Failed',
        runError: {
          code: 'StepFailed',
          message: `A step in "${scope}" failed. Its name, status and error code are in the outputs of "${failed}".`,
        },
      },
    },
  };
  return {
    scope,
    handler,
    edits: nestProperties(
      tree,
      topLevel.node,
      {
        moved: moved.map(({ node }) => node),
        edits: removeNodes(tree, links, keptRunAfters(flow, moved)),
        key: scope,
        properties: [
          ['runAfter', after],
          ['metadata', metadata(scope)],
          ['type', 'Scope'],
        ],
        inside: 'actions',
      },
      [
        [
          handler,
          {
            runAfter: { [scope]: ['Failed', 'TimedOut'] },
            metadata: metadata(handler),
            type: 'Scope',
            actions: catching,
          },
        ],
      ],
    ),
  };
}
