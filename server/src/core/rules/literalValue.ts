import type { FlowModel } from '../flow/model.ts';
import { Kind, type NodeId } from '../json/tree.ts';

/** What a pipeline, or whoever uses a sample, fills in: `#{name}#`, `$(name)`, `${name}`, `{{name}}`, `__NAME__`, `%name%`, `<name>`. */
const TOKEN = /#\{|\$\(|\$\{|\{\{|<[^<>]{1,100}>|^\s*__[A-Z0-9_]{1,200}__\s*$|^\s*%[^%]{1,200}%\s*$/;
const MOST = 1000;

/**
 * True for a text that nobody can judge as it stands in the file: an expression makes the value, a template of Azure resources does,
 * or it is filled in later.
 */
export function isComputed({ tree, wrapper }: FlowModel, node: NodeId): boolean {
  if (!tree.isString(node)) return false;
  const text = tree.string(node);
  // The cheap test says "perhaps" of a text with escapes.
  if (tree.valueHasAt(node) && text.includes('@')) return true;
  return (wrapper === 'logic-app-arm' && text.startsWith('[')) || TOKEN.test(text.slice(0, MOST));
}

/** A whole number, also as digits in quotes, which the platform takes for one; undefined for any other value. */
export function wholeNumber({ tree }: FlowModel, node: NodeId): number | undefined {
  const isNumber = tree.kind(node) === Kind.Number;
  const value = isNumber
    ? Number(tree.text.slice(tree.start(node), tree.end(node)))
    : digits(tree.string(node));
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

function digits(text: string): number | undefined {
  return /^-?[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The text of a value that is one, and can be judged. */
export function literalText(flow: FlowModel, node: NodeId): string | undefined {
  return flow.tree.isString(node) && !isComputed(flow, node) ? flow.tree.string(node) : undefined;
}
