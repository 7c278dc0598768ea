import type { Step } from '../../flow/model.ts';
import { catalogueOperation } from '../../platform/catalogue/index.ts';
import type { FlowView } from '../flow/view.ts';
import type { Words } from '../values/compare.ts';
import { unmarked } from '../values/masks.ts';

/** Names of keys that reading their letters would not give. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['uri', 'URI'],
  ['uris', 'URIs'],
  ['select', 'Map'],
  ['timezone', 'Time zone'],
  ['triggerAuthenticationType', 'Who can trigger the flow'],
  ['triggerAllowedUsers', 'Allowed users'],
  ['connectionName', 'Connection'],
  ['connectionReferenceName', 'Connection'],
  ['operationId', 'Operation'],
  ['apiId', 'Connector'],
  ['workflowReferenceName', 'Child flow'],
]);

/** `statusCode` is `Status code`. */
export function humanised(key: string): string {
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  if (key.length > 200 || !/^[a-z][A-Za-z0-9]*$/.test(key)) return key;
  const words = key.replace(/[A-Z]+/g, (upper) => ` ${upper.toLowerCase()}`).trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Words for the way from the inputs of a step to a value in them, as the designer calls its fields. */
export function inputWords(base: FlowView, was: Step, now: Step): Words {
  return (view, node) => {
    const step = view === base ? was : now;
    const { tree } = view;
    const parent = tree.parent(node);
    const key = view.shownKey(node);
    if (parent === step.inputs) {
      const isFrame =
        (step.operation !== undefined && (tree.keyIs(node, 'parameters') || tree.keyIs(node, 'host'))) ||
        (step.lowerType === 'workflow' && tree.keyIs(node, 'host')) ||
        (isAsked(step) && tree.keyIs(node, 'schema'));
      return isFrame ? undefined : humanised(key);
    }
    if (step.lowerType === 'workflow' && tree.parent(parent) === step.inputs && tree.keyIs(parent, 'host'))
      return humanised(key);
    if (isAsked(step) && tree.keyIs(parent, 'schema') && tree.parent(parent) === step.inputs)
      return tree.keyIs(node, 'properties') ? 'Input' : humanised(key);
    if (isAsked(step) && isAskedInput(view, node, step)) return titleOf(view, node) ?? key;
    if (step.operation !== undefined && tree.parent(parent) === step.inputs) {
      if (tree.keyIs(parent, 'parameters')) return parameterWord(view, step, node, key);
      if (tree.keyIs(parent, 'host')) return humanised(key);
    }
    return key;
  };
}

/** A trigger that lists its inputs, each with a title; of any other request the designer shows the schema. */
function isAsked({ lowerType, kind, role }: Step): boolean {
  return role === 'trigger' && lowerType === 'request' && kind !== '' && kind !== 'http';
}

function isAskedInput({ tree }: FlowView, node: number, { inputs }: Step): boolean {
  const properties = tree.parent(node);
  const schema = properties < 0 ? properties : tree.parent(properties);
  return (
    schema >= 0 &&
    tree.keyIs(properties, 'properties') &&
    tree.keyIs(schema, 'schema') &&
    tree.parent(schema) === inputs
  );
}

function titleOf(view: FlowView, node: number): string | undefined {
  const title = view.tree.descend(node, 'title');
  return title < 0 || !view.tree.isString(title) ? undefined : unmarked(view.marked(title)) || undefined;
}

/** What the designer calls a parameter of an operation; else its last name, where no other one ends in it. */
function parameterWord(view: FlowView, step: Step, node: number, key: string): string {
  const { apiName, operationId, parameters } = step.operation!;
  const found =
    apiName !== undefined && operationId !== undefined ? catalogueOperation(apiName, operationId) : undefined;
  const exact = found?.parameters.find((one) => one.path === key);
  const last = lastName(key);
  if (exact !== undefined && exact.title !== '' && exact.title !== last) return exact.title;
  if (last === key) return humanised(key);
  const { tree } = view;
  const isShared = tree.children(parameters).some((one) => one !== node && lastName(tree.key(one)) === last);
  return isShared ? key : humanised(last);
}

function lastName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1) || key;
}
