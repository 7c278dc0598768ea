import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { lowerCase } from '../text/lower.ts';
import { collectOwnExpressions } from './collect.ts';
import type {
  Branch,
  ConnectionReference,
  ExpressionSite,
  FlowModel,
  Parameter,
  RunAfter,
  Side,
  Step,
} from './model.ts';
import { readOperation } from './operation.ts';
import type { DefinitionSite } from './recognise.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface OpenBranch extends Mutable<Branch> {
  readonly steps: Step[];
}

const NO_SIDES: ReadonlySet<Side> = new Set();
const NO_RUN_AFTER: readonly RunAfter[] = [];
const NO_SITES: readonly ExpressionSite[] = [];
/** Never added to. */
const NO_BRANCHES: OpenBranch[] = [];

/** Builds the typed model. Tolerates wrong shapes: what does not fit is left out. Does not recurse. */
export function buildFlow(tree: JsonTree, site: DefinitionSite): FlowModel {
  const { definition, properties } = site;
  const expressions: ExpressionSite[] = [];
  const connections = readConnections(tree, tree.child(properties, 'connectionReferences'));
  const byKey = new Map(connections.map((one) => [one.key.toLowerCase(), one]));

  const triggers: Step[] = [];
  const triggersNode = tree.child(definition, 'triggers');
  const parameters = readParameters(tree, tree.child(definition, 'parameters'));
  const topLevel: OpenBranch = {
    kind: 'root',
    name: '',
    node: tree.child(definition, 'actions'),
    owner: undefined,
    steps: [],
  };
  const actions: Step[] = [];
  const actionsByName = new Map<string, Step>();

  for (const part of tree.children(definition)) {
    if (part === triggersNode) {
      for (const node of tree.isObject(part) ? tree.children(part) : []) {
        triggers.push(readStep(tree, node, 'trigger', undefined, byKey, expressions).step);
      }
    } else if (part === topLevel.node) {
      readActions(tree, topLevel, byKey, actions, expressions);
    } else if (tree.keyIs(part, 'outputs')) {
      // Parameters, metadata and static results hold plain values; the platform evaluates nothing there.
      collectOwnExpressions(tree, part, NO_NODES, undefined, expressions);
    }
  }
  for (const action of actions) {
    const key = action.name.toLowerCase();
    if (!actionsByName.has(key)) actionsByName.set(key, action);
  }
  return {
    tree,
    wrapper: site.wrapper,
    definition,
    properties,
    triggers,
    actions,
    steps: [...triggers, ...actions],
    topLevel,
    actionsByName,
    parameters,
    connections,
    expressions,
    derived: new Map(),
  };
}

const NO_NODES: readonly NodeId[] = [];

/** Depth first in document order with an own stack: nesting depth is hostile input too. */
function readActions(
  tree: JsonTree,
  root: OpenBranch,
  connections: ReadonlyMap<string, ConnectionReference>,
  actions: Step[],
  expressions: ExpressionSite[],
): void {
  const stack: { readonly branch: OpenBranch; next: NodeId }[] = [];
  const open = (branch: OpenBranch): void => {
    stack.push({ branch, next: tree.isObject(branch.node) ? tree.firstChild(branch.node) : NONE });
  };
  open(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.next;
    if (node === NONE) {
      stack.pop();
      continue;
    }
    top.next = tree.nextSibling(node);
    const { step, branches } = readStep(tree, node, 'action', top.branch, connections, expressions);
    top.branch.steps.push(step);
    actions.push(step);
    for (let index = branches.length - 1; index >= 0; index--) open(branches[index]!);
  }
}

interface StepParts {
  type: NodeId;
  kind: NodeId;
  inputs: NodeId;
  runtimeConfiguration: NodeId;
  control: NodeId;
  trackedProperties: NodeId;
  operationOptions: NodeId;
  runAfter: NodeId;
  metadata: NodeId;
}

function readStep(
  tree: JsonTree,
  node: NodeId,
  role: Step['role'],
  branch: Branch | undefined,
  connections: ReadonlyMap<string, ConnectionReference>,
  all: ExpressionSite[],
): { step: Step; branches: OpenBranch[] } {
  const parts: StepParts = {
    type: NONE,
    kind: NONE,
    inputs: NONE,
    runtimeConfiguration: NONE,
    control: NONE,
    trackedProperties: NONE,
    operationOptions: NONE,
    runAfter: NONE,
    metadata: NONE,
  };
  let branches: OpenBranch[] = NO_BRANCHES;
  /** Nodes that this step's own expressions do not stand in. */
  const nested: NodeId[] = [];
  const add = (kind: Branch['kind'], name: string, actions: NodeId): void => {
    if (!tree.isObject(actions)) return;
    if (branches === NO_BRANCHES) branches = [];
    branches.push({ kind, name, node: actions, owner: undefined, steps: [] });
    nested.push(actions);
  };
  if (tree.isObject(node)) {
    const end = tree.after(node);
    for (let child = node + 1; child < end; child = tree.after(child)) {
      // By length first: steps are many, and their keys need not be read to be told apart.
      switch (tree.keyLength(child)) {
        case 4:
          if (tree.keyIs(child, 'type')) parts.type = child;
          else if (tree.keyIs(child, 'kind')) parts.kind = child;
          else if (role === 'action' && tree.keyIs(child, 'else'))
            add('else', '', tree.child(child, 'actions'));
          break;
        case 5:
          if (role === 'action' && tree.keyIs(child, 'cases') && tree.isObject(child)) {
            for (const one of tree.children(child)) add('case', tree.key(one), tree.child(one, 'actions'));
          }
          break;
        case 6:
          if (tree.keyIs(child, 'inputs')) parts.inputs = child;
          break;
        case 7:
          if (tree.keyIs(child, 'foreach')) parts.control = child;
          else if (role === 'action' && tree.keyIs(child, 'actions')) add('actions', '', child);
          else if (role === 'action' && tree.keyIs(child, 'default'))
            add('default', '', tree.child(child, 'actions'));
          break;
        case 8:
          if (tree.keyIs(child, 'runAfter')) parts.runAfter = child;
          else if (tree.keyIs(child, 'metadata')) {
            parts.metadata = child;
            nested.push(child);
          }
          break;
        case 10:
          if (tree.keyIs(child, 'expression')) parts.control = child;
          break;
        case 11:
          // Notes are text: the platform accepts any "@" in them.
          if (tree.keyIs(child, 'description')) nested.push(child);
          break;
        case 16:
          if (tree.keyIs(child, 'operationOptions')) parts.operationOptions = child;
          break;
        case 17:
          if (tree.keyIs(child, 'trackedProperties')) parts.trackedProperties = child;
          break;
        case 20:
          if (tree.keyIs(child, 'runtimeConfiguration')) parts.runtimeConfiguration = child;
          break;
        default:
      }
    }
  }
  const type = tree.string(parts.type);
  const lowerType = lowerCase(type);
  const step: Mutable<Step> = {
    role,
    name: tree.key(node),
    node,
    type,
    lowerType,
    kind: lowerCase(tree.string(parts.kind)),
    inputs: parts.inputs,
    runtimeConfiguration: parts.runtimeConfiguration,
    control: parts.control,
    trackedProperties: parts.trackedProperties,
    operationOptions: tree.string(parts.operationOptions),
    runAfter: readRunAfter(tree, parts.runAfter),
    secured: readSecured(tree, parts.runtimeConfiguration),
    operation: readOperation(tree, lowerType, parts.inputs, parts.metadata, connections),
    branches,
    branch,
    expressions: NO_SITES,
  };
  for (const one of branches) one.owner = step;
  const schema = hasPlainSchema(lowerType) ? tree.child(parts.inputs, 'schema') : NONE;
  if (tree.isObject(schema)) {
    nested.push(schema);
    nested.sort((a, b) => a - b);
  }
  const before = all.length;
  collectOwnExpressions(tree, node, nested, step, all);
  if (all.length > before) step.expressions = all.slice(before);
  return { step, branches };
}

/** Their JSON schema is a description of data: titles and examples in it are no expressions. */
export function hasPlainSchema(lowerType: string): boolean {
  return lowerType === 'request' || lowerType === 'response' || lowerType === 'parsejson';
}

function readRunAfter(tree: JsonTree, node: NodeId): readonly RunAfter[] {
  const first = tree.isObject(node) ? tree.firstChild(node) : NONE;
  if (first === NONE) return NO_RUN_AFTER;
  const result: RunAfter[] = [];
  for (let entry = first; entry !== NONE; entry = tree.nextSibling(entry)) {
    result.push({ name: tree.key(entry), node: entry, statuses: readStatuses(tree, entry) });
  }
  return result;
}

const NO_STATUSES: readonly string[] = [];
/** What nearly every step waits for. */
const SUCCEEDED: readonly string[] = ['succeeded'];

function readStatuses(tree: JsonTree, list: NodeId): readonly string[] {
  if (!tree.isArray(list)) return NO_STATUSES;
  const end = tree.after(list);
  const first = list + 1;
  if (first < end && tree.after(first) === end && lowerCase(tree.string(first)) === 'succeeded')
    return SUCCEEDED;
  const statuses: string[] = [];
  for (let status = first; status < end; status = tree.after(status))
    statuses.push(lowerCase(tree.string(status)));
  return statuses;
}

/** Only what the platform would read as such; rule secure-data-malformed tells the rest. */
function readSecured(tree: JsonTree, runtimeConfiguration: NodeId): ReadonlySet<Side> {
  if (!tree.isObject(runtimeConfiguration)) return NO_SIDES;
  const list = tree.descend(runtimeConfiguration, 'secureData', 'properties');
  if (!tree.isArray(list)) return NO_SIDES;
  const sides = new Set<Side>();
  for (const entry of tree.children(list)) {
    const side = tree.string(entry);
    if (side === 'inputs' || side === 'outputs') sides.add(side);
  }
  return sides;
}

function readParameters(tree: JsonTree, node: NodeId): Parameter[] {
  if (!tree.isObject(node)) return [];
  return tree.children(node).map((one) => ({
    name: tree.key(one),
    node: one,
    type: (tree.stringAt(one, 'type') ?? '').toLowerCase(),
    defaultValue: tree.child(one, 'defaultValue'),
    schemaName: tree.stringAt(tree.child(one, 'metadata'), 'schemaName'),
  }));
}

/** Both forms: `{api: {name}, connection: {…LogicalName}}` and the legacy `{id, connectionName, source}`. */
function readConnections(tree: JsonTree, node: NodeId): ConnectionReference[] {
  if (!tree.isObject(node)) return [];
  return tree.children(node).map((one) => {
    const id = tree.stringAt(one, 'id');
    const source = tree.stringAt(one, 'runtimeSource') ?? tree.stringAt(one, 'source');
    return {
      key: tree.key(one),
      node: one,
      apiName: (tree.stringAt(tree.child(one, 'api'), 'name') ?? id?.split('/').at(-1))?.toLowerCase(),
      logicalName: tree.stringAt(tree.child(one, 'connection'), 'connectionReferenceLogicalName'),
      runtimeSource: source?.toLowerCase(),
    };
  });
}
