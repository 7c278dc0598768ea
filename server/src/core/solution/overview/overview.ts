import { callerOf } from '../../callers/index.ts';
import { childFlowId } from '../../exposure/childFlow.ts';
import { type CredentialUse, credentialUses } from '../../exposure/credentialUses.ts';
import type { Source as SecretSource } from '../../exposure/taint.ts';
import { variableRowsOf } from '../../exposure/variableRows.ts';
import type { FlowDocument } from '../../flow/document.ts';
import { flowIdOf } from '../../flow/identity.ts';
import type { ConnectionReference, FlowModel, Parameter, Step } from '../../flow/model.ts';
import { declaresAllInputs, namesOf } from '../../flow/names/index.ts';
import { NONE } from '../../json/tree.ts';
import { builtInOf } from '../../platform/builtIns.ts';
import { operationTitle } from '../../platform/operations.ts';
import { effectOfStep } from '../../platform/stepEffects.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { scanParameter } from '../../secrets/parameters.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { ownerFactsOfFlow } from '../owners/index.ts';
import { answeredOf } from './answered.ts';
import { isUnused } from './connections.ts';
import { flowFailures } from './failures.ts';
import type {
  Binding,
  ChildOverview,
  ConnectionOverview,
  FailureOverview,
  FlowOverview,
  StepOverview,
  TriggerOverview,
  VariableOverview,
} from './types.ts';
import { whatItDoes } from './whatItDoes.ts';

/**
 * Looks over each flow of a file. One pass over the steps; nothing is evaluated. `secretsOf` tells where secrets enter a flow;
 * without it, none do.
 */
export function overviewsOf(
  document: FlowDocument,
  secretsOf: (flow: FlowModel) => readonly SecretSource[] = () => [],
): FlowOverview[] {
  const owners = ownerFactsOfFlow(document);
  // A package and a solution's file hold one flow; of several in a template, nobody's owner is told.
  return document.flows.map((flow, index) => ({
    ...overviewOf(document, flow, index === 0 ? owners : []),
    secrets: secretsOf(flow).map(({ kind, step }) => ({ kind, step: step?.name })),
  }));
}

function overviewOf(
  document: FlowDocument,
  flow: FlowModel,
  owners: FlowOverview['owners'],
): Omit<FlowOverview, 'secrets'> {
  const { tree } = flow;
  const http: StepOverview[] = [];
  const secured: StepOverview[] = [];
  const children: ChildOverview[] = [];
  const byKey = new Map<string, Step[]>();
  const builtIns = new Set<string>();
  let answers = false;
  for (const step of flow.steps) {
    const builtIn = builtInOf(step);
    if (builtIn !== undefined) builtIns.add(builtIn);
    if (step.lowerType === 'response') answers = true;
    if (step.secured.size > 0) secured.push(stepOverview(flow, step));
    const key = step.operation?.connectionKey?.toLowerCase();
    if (key !== undefined) {
      pushTo(byKey, key, step);
    } else if (step.lowerType === 'http' || step.lowerType === 'httpwebhook') {
      http.push(stepOverview(flow, step));
    } else if (step.lowerType === 'workflow') {
      const flowId = childFlowId(flow, step);
      if (flowId !== undefined) children.push({ flowId, step: step.name, span: tree.keySpan(step.node) });
    }
  }
  const trigger = flow.triggers[0];
  const variableRows = variableRowsOf(flow);
  const answered = answers ? answeredOf(flow) : [];
  const used = usedParameters(flow);
  return {
    uri: document.uri,
    flowId: flowIdOf(document),
    name: nameOf(document, flow),
    wrapper: flow.wrapper,
    trigger: trigger && triggerOverview(flow, trigger),
    connections: connectionsOf(flow, byKey),
    http,
    variables: flow.parameters.flatMap((one) =>
      one.schemaName === undefined
        ? []
        : [
            {
              schemaName: one.schemaName,
              parameter: one.name,
              holdsSecret: holdsSecret(flow, one),
              ...usedAs(used.get(one.name.toLowerCase())),
              span: tree.keySpan(one.node),
            },
          ],
    ),
    children,
    answers,
    ...(answered.length === 0 ? {} : { answered }),
    ...(builtIns.size === 0 ? {} : { builtIns: [...builtIns] }),
    ...(variableRows.length === 0 ? {} : { variableRows }),
    steps: flow.triggers.length + flow.actions.length,
    names: flow.steps.map(({ name, role, node }) => ({ name, role, span: tree.keySpan(node) })),
    secured,
    failures: failureOverview(flow),
    owners,
    whole: tree.problems.length === 0,
  };
}

/** By lower-cased name, the first step that signs in with the parameter's value. */
function usedParameters(flow: FlowModel): ReadonlyMap<string, CredentialUse> {
  const found = new Map<string, CredentialUse>();
  if (!flow.parameters.some((one) => one.schemaName !== undefined)) return found;
  for (const use of credentialUses(flow))
    for (const { kind, parameter } of use.from)
      if (kind === 'parameter' && !found.has(parameter)) found.set(parameter, use);
  return found;
}

function usedAs(use: CredentialUse | undefined): Pick<VariableOverview, 'usedAs'> {
  return use === undefined ? {} : { usedAs: { step: use.step.name, how: use.how } };
}

function holdsSecret({ tree }: FlowModel, parameter: Parameter): boolean {
  const hits: SecretHit[] = [];
  scanParameter(tree, parameter, hits);
  return hits.length > 0;
}

function failureOverview(flow: FlowModel): FailureOverview {
  const { handlers, report } = flowFailures(flow);
  return {
    handlers: handlers.map((step) => stepOverview(flow, step)),
    report: report && stepOverview(flow, report),
  };
}

function connectionsOf(flow: FlowModel, byKey: ReadonlyMap<string, readonly Step[]>): ConnectionOverview[] {
  const seen = new Set<string>();
  const result: ConnectionOverview[] = [];
  for (const one of flow.connections) {
    const key = one.key.toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    result.push(declaredConnection(flow, one, byKey.get(key) ?? []));
  }
  for (const [key, steps] of byKey) {
    if (seen.has(key)) continue;
    const first = steps[0]!;
    result.push({
      key: first.operation?.connectionKey ?? key,
      span: flow.tree.keySpan(first.node),
      declared: false,
      apiName: first.operation?.apiName,
      binding: 'nothing',
      logicalName: undefined,
      logicalNameSpan: undefined,
      connectionName: undefined,
      source: undefined,
      steps: steps.map((step) => stepOverview(flow, step)),
      unused: false,
    });
  }
  return result;
}

function declaredConnection(
  flow: FlowModel,
  one: ConnectionReference,
  steps: readonly Step[],
): ConnectionOverview {
  const { tree } = flow;
  const logicalName = tree.descend(one.node, 'connection', 'connectionReferenceLogicalName');
  const { runtimeSource } = one;
  return {
    key: one.key,
    span: tree.keySpan(one.node),
    declared: true,
    apiName: one.apiName ?? steps[0]?.operation?.apiName,
    binding: bindingOf(flow, one),
    logicalName: one.logicalName || undefined,
    logicalNameSpan: logicalName === NONE ? undefined : tree.valueSpan(logicalName),
    connectionName: connectionNameOf(flow, one),
    source: runtimeSource === 'embedded' || runtimeSource === 'invoker' ? runtimeSource : undefined,
    steps: steps.map((step) => stepOverview(flow, step)),
    unused: steps.length === 0 && isUnused(flow, one),
  };
}

/** Both forms of flow-format 2.1. In a package the import maps each key to a connection, whatever the file names. */
function bindingOf(flow: FlowModel, one: ConnectionReference): Binding {
  if (one.logicalName) return 'reference';
  if (flow.wrapper === 'legacy-package') return 'package';
  return connectionNameOf(flow, one) === undefined ? 'nothing' : 'connection';
}

function connectionNameOf({ tree }: FlowModel, { node }: ConnectionReference): string | undefined {
  const own = tree.child(node, 'connection');
  const name =
    tree.stringAt(node, 'connectionName') ?? tree.stringAt(own, 'name') ?? tree.stringAt(own, 'id');
  return name?.split('/').at(-1) || undefined;
}

function stepOverview(flow: FlowModel, step: Step): StepOverview {
  const { operation } = step;
  return {
    name: step.name,
    span: flow.tree.keySpan(step.node),
    role: step.role,
    what: (operation && operationTitle(operation)) || whatItDoes(flow, step),
    effect: effectOfStep(flow, step),
    operationId: operation?.operationId,
  };
}

function triggerOverview(flow: FlowModel, trigger: Step): TriggerOverview {
  const caller = callerOf(flow);
  return {
    ...stepOverview(flow, trigger),
    type: trigger.lowerType,
    kind: trigger.kind,
    caller: caller?.kind,
    who: caller?.who,
    ...inputsOf(flow, trigger),
  };
}

/** What a Request trigger takes; nothing where it declares nothing that can be read. */
function inputsOf(flow: FlowModel, trigger: Step): Pick<TriggerOverview, 'inputs' | 'declaresAll'> {
  const own = namesOf(flow).inputs.filter((one) => one.trigger === trigger);
  if (own.length === 0 && !declaresAllInputs(flow, trigger)) return {};
  const inputs = own.map(({ key, title, isRequired: required }) => ({ key, title, required }));
  return declaresAllInputs(flow, trigger) ? { inputs, declaresAll: true } : { inputs };
}

const GUID = /[-_ ]?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Display name of a package, else the name of the file or an agent's folder without its GUID. */
function nameOf(document: FlowDocument, flow: FlowModel): string {
  const { tree } = flow;
  const display =
    flow.wrapper === 'legacy-package'
      ? tree.stringAt(tree.child(tree.root, 'properties'), 'displayName')
      : '';
  if (display) return display;
  const [folder = '', file = ''] = document.uri.split('/').slice(-2).map(decoded);
  // An agent's flow is called after its folder.
  const bare =
    file.toLowerCase() === 'workflow.json' && GUID.test(folder) ? folder : file.replace(/\.json$/i, '');
  return bare.replace(GUID, '') || bare;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
