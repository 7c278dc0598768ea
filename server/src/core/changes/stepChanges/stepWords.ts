import type { Branch, Step } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import { operationTitle } from '../../platform/operations.ts';
import { splitUrl } from '../../secrets/detect/url.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { flowName } from '../../solution/owners/flowOwners.ts';
import { cutText } from '../../text/cut.ts';
import { asShown, type FlowView } from '../flow/view.ts';
import { caseText } from '../match/branches.ts';
import type { Container } from '../types/steps.ts';
import { conditionText, shortText } from '../values/condition.ts';
import { unmarked } from '../values/masks.ts';
import { markedValue } from '../values/shownValue.ts';

const MOST_ABOUT = 80;
const MOST_LABEL = 60;

/** What the designer calls the types of steps and triggers that use no connector. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['if', 'Condition'],
  ['switch', 'Switch'],
  ['foreach', 'Apply to each'],
  ['until', 'Do until'],
  ['scope', 'Scope'],
  ['terminate', 'Terminate'],
  ['http', 'HTTP'],
  ['httpwebhook', 'HTTP webhook'],
  ['request', 'Request'],
  ['response', 'Response'],
  ['recurrence', 'Recurrence'],
  ['compose', 'Compose'],
  ['parsejson', 'Parse JSON'],
  ['query', 'Filter array'],
  ['select', 'Select'],
  ['join', 'Join'],
  ['wait', 'Delay'],
  ['workflow', 'Run a child flow'],
  ['initializevariable', 'Initialize variable'],
  ['setvariable', 'Set variable'],
  ['incrementvariable', 'Increment variable'],
  ['decrementvariable', 'Decrement variable'],
  ['appendtostringvariable', 'Append to string variable'],
  ['appendtoarrayvariable', 'Append to array variable'],
]);

/** `Condition`, `Send an email (V2)`, `HTTP`; the type as the file has it where the designer's word is not known. */
export function typeName(view: FlowView, { lowerType, type, operation, inputs }: Step): string {
  if (operation !== undefined) {
    const title = operationTitle(operation);
    if (title !== '') return view.masks.name(title);
    return operation.apiName === undefined
      ? 'Connector'
      : view.masks.name(connectorNameIn(view.solution, operation.apiName));
  }
  if (lowerType === 'table') {
    const isHtml = view.tree.stringAt(inputs, 'format')?.toLowerCase() === 'html';
    return isHtml ? 'Create HTML table' : 'Create CSV table';
  }
  return (
    TYPES.get(lowerType) ?? (type === '' ? 'Step without a type' : view.masks.name(cutText(type, MOST_LABEL)))
  );
}

/** What a step is about, in short; '' where nothing tells. */
export function aboutStep(view: FlowView, step: Step): string {
  return cutText(unmarked(about(view, step)), MOST_ABOUT);
}

function about(view: FlowView, { lowerType, control, inputs }: Step): string {
  const { tree } = view;
  switch (lowerType) {
    case 'if':
    case 'until':
      return conditionText(view, control, false);
    case 'switch':
    case 'foreach':
      return control === NONE ? '' : shortText(markedValue(view, control));
    case 'http': {
      const method = tree.stringAt(inputs, 'method')?.toUpperCase() ?? '';
      const uri = view.marked(tree.child(inputs, 'uri'));
      const host = splitUrl(uri)?.host;
      const name = host === undefined ? '' : uri.slice(host.start, host.end);
      const known = /^[A-Z]{1,10}$/.test(method) ? method : '';
      return [known, name.includes('@') ? '' : name].filter((part) => part !== '').join(' ');
    }
    case 'workflow': {
      const id = tree.stringAt(tree.child(inputs, 'host'), 'workflowReferenceName') ?? '';
      const child = view.solution?.flow(id);
      return child === undefined ? view.masks.marked(id) : view.masks.name(flowName(child));
    }
    default:
      return '';
  }
}

/** The list that a branch is, for readers. */
export function containerOf(view: FlowView, branch: Branch | undefined): Container {
  const owner = branch?.owner;
  if (branch === undefined || owner === undefined) return { step: undefined, branch: 'root', label: '' };
  return { step: view.stepName(owner), branch: branch.kind, label: branchLabel(view, owner, branch) };
}

export function branchLabel(view: FlowView, { lowerType }: Step, branch: Branch): string {
  switch (branch.kind) {
    case 'case': {
      const name = asShown(view.masks.name(branch.name));
      const node = view.tree.child(view.tree.parent(branch.node), 'case');
      const raw = view.tree.isString(node) ? unmarked(view.marked(node)) : caseText(view.flow, branch);
      const value = cutText(raw, MOST_LABEL);
      // The designer's own names mean nothing: `Case`, `Case 2`.
      if (/^case(?: \d+)?$/i.test(name) || name === value) return `Case ${value || name}`;
      const label = /^case\b/i.test(name) ? name : `Case ${name}`;
      return value === '' ? label : `${label} (${value})`;
    }
    case 'default':
      return 'Default';
    case 'else':
      return lowerType === 'if' ? 'If no' : 'Else';
    default:
      return lowerType === 'if' ? 'If yes' : '';
  }
}
