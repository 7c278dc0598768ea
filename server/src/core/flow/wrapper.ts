import { NONE } from '../json/tree.ts';
import { derived } from './derived.ts';
import type { FlowModel, Step } from './model.ts';
import { STARTER_OF_KIND } from './requestKinds.ts';
import { isLogicAppsType } from './stepTypes.ts';

/**
 * True for a flow of Power Automate, false for a workflow of Azure Logic Apps. Both have the same definitions in wrappers that
 * people make up (`{"definition": …}`), so the content decides wherever the wrapper does not name its product (flow-format 1.5).
 */
export function isPowerAutomate(flow: FlowModel): boolean {
  return derived(flow, judge);
}

function judge(flow: FlowModel): boolean {
  switch (flow.wrapper) {
    // They name the product: `Microsoft.Flow/flows`, `Microsoft.Logic/workflows`.
    case 'legacy-package':
      return true;
    case 'logic-app-arm':
      return false;
    // What solutions keep; nothing in a small flow need say more.
    case 'solution':
      return hasPowerAutomateContent(flow) || !hasLogicAppsContent(flow);
    default:
      return hasPowerAutomateContent(flow);
  }
}

/** Every exported cloud flow declares `$authentication`; where a copy lost it, its steps still tell. */
function hasPowerAutomateContent(flow: FlowModel): boolean {
  const { tree } = flow;
  return (
    tree.descend(flow.definition, 'parameters', '$authentication') !== NONE ||
    flow.connections.some((one) => one.logicalName !== undefined) ||
    flow.triggers.some((step) => isOfPowerAutomate(flow, step)) ||
    flow.actions.some((step) => isOfPowerAutomate(flow, step))
  );
}

const POWER_APPS_API = '/providers/microsoft.powerapps/apis/';

function isOfPowerAutomate({ tree }: FlowModel, step: Step): boolean {
  const { lowerType, inputs } = step;
  if (lowerType === 'request' || lowerType === 'response') return STARTER_OF_KIND.has(step.kind);
  if (step.operation !== undefined) {
    const host = tree.child(inputs, 'host');
    const api = (
      tree.stringAt(host, 'apiId') ?? tree.stringAt(tree.child(host, 'api'), 'name')
    )?.toLowerCase();
    if (api?.startsWith(POWER_APPS_API)) return true;
    if (tree.stringAt(inputs, 'authentication')?.includes("'$authentication'")) return true;
    // Azure names its connectors by subscription.
    return lowerType.startsWith('openapiconnection') && !api?.startsWith('/subscriptions/');
  }
  return lowerType === 'workflow' && tree.descend(inputs, 'host', 'workflowReferenceName') !== NONE;
}

function hasLogicAppsContent({ tree, steps }: FlowModel): boolean {
  return steps.some(
    ({ lowerType, inputs }) =>
      isLogicAppsType(lowerType) ||
      tree.stringAt(tree.child(inputs, 'authentication'), 'type') === 'ManagedServiceIdentity' ||
      tree.descend(inputs, 'host', 'connection', 'referenceName') !== NONE,
  );
}
