import { childFlowId } from '../../exposure/childFlow.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { STARTER_OF_KIND, type Starter } from '../../flow/requestKinds.ts';
import { describeOperation } from '../../platform/operations.ts';
import { splitUrl } from '../../secrets/detect/url.ts';
import { connectorNameIn } from '../connectorNames.ts';
import type { SolutionModel } from '../index.ts';

const ACTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    compose: 'Composes a value',
    parsejson: 'Reads JSON and gives its fields names',
    select: 'Maps each item of a list',
    query: 'Filters a list',
    join: 'Joins a list into one text',
    table: 'Makes a table of a list',
    if: 'Condition',
    switch: 'Switch',
    foreach: 'Repeats its steps for each item of a list',
    until: 'Repeats its steps until a condition holds',
    scope: 'Scope: a group of steps',
    terminate: 'Ends the run',
    wait: 'Waits',
    expression: 'Built-in operation',
    httpwebhook: 'Subscribes to a service over HTTP and waits for its call',
  }),
);

const STARTS: Readonly<Record<Starter, string>> = {
  button: 'Starts when someone presses a button, or a parent flow calls it',
  item: 'Starts for an item that someone selects',
  app: 'Starts when an app calls it',
  page: 'Starts when a page calls it',
  agent: 'Starts when an agent calls it',
};

const VARIABLE_VERBS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    initializevariable: 'Creates',
    setvariable: 'Sets',
    incrementvariable: 'Increases',
    decrementvariable: 'Decreases',
    appendtostringvariable: 'Adds text to',
    appendtoarrayvariable: 'Adds an item to',
  }),
);

/** One line in a maker's words; plain text, to be escaped by the caller. `solution` knows the names of child flows and of custom connectors. */
export function whatItDoes(flow: FlowModel, step: Step, solution?: SolutionModel): string {
  const { tree } = flow;
  if (step.lowerType === 'request') {
    const starter = STARTER_OF_KIND.get(step.kind);
    if (starter !== undefined) return STARTS[starter];
    return step.kind === 'http' ? 'Starts when its HTTP address is called' : 'Starts when it is called';
  }
  if (step.lowerType === 'recurrence' || step.lowerType === 'slidingwindow') return 'Starts on a schedule';
  if (step.operation) {
    const operation = describeOperation(step.operation, (apiName) => connectorNameIn(solution, apiName));
    return step.role === 'trigger' ? `Starts on: ${operation}` : operation;
  }
  if (step.lowerType === 'http') {
    const method = tree.stringAt(step.inputs, 'method')?.toUpperCase();
    const host = requestHost(flow, step);
    const to = host === undefined ? '' : ` to ${host}`;
    return `Sends an HTTP request${to}${method && /^[A-Z]{1,10}$/.test(method) ? ` (${method})` : ''}`;
  }
  if (step.lowerType === 'response')
    return step.kind === 'powerapp' ? 'Answers the app' : 'Answers the caller';
  if (step.lowerType.endsWith('variable')) return variableStep(flow, step);
  if (step.lowerType === 'workflow') return childCall(flow, step, solution);
  return (
    ACTIONS.get(step.lowerType) ??
    (step.type === '' ? 'A step without a type' : `A step of type ${step.type}`)
  );
}

/** The host that an HTTP step sends its request to; undefined where an expression works it out. */
export function requestHost({ tree }: FlowModel, { inputs }: Step): string | undefined {
  const uri = tree.stringAt(inputs, 'uri') ?? '';
  const span = splitUrl(uri)?.host;
  const host = span === undefined ? '' : uri.slice(span.start, span.end);
  return host === '' || host.includes('@') ? undefined : host;
}

function childCall(flow: FlowModel, step: Step, solution: SolutionModel | undefined): string {
  const id = childFlowId(flow, step);
  if (id === undefined) return 'Runs another flow';
  const name = solution?.flow(id)?.displayName?.value;
  return name === undefined ? 'Runs a child flow' : `Runs the child flow "${name}"`;
}

function variableStep(flow: FlowModel, step: Step): string {
  const { tree } = flow;
  const first = tree.firstChild(tree.child(step.inputs, 'variables'));
  const name = tree.stringAt(step.inputs, 'name') ?? (first >= 0 ? tree.stringAt(first, 'name') : undefined);
  const verb = VARIABLE_VERBS.get(step.lowerType) ?? 'Uses';
  return name === undefined ? `${verb} a variable` : `${verb} the variable "${name}"`;
}
