import type { Expr } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { FlowModel } from '../flow/model.ts';
import { encodeString } from '../json/escapes.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Functions that always give a text, and refuse nothing that their argument can be. */
const GIVES_TEXT = new Set([
  'concat',
  'string',
  'tolower',
  'toupper',
  'trim',
  'substring',
  'slice',
  'replace',
  'join',
  'base64tostring',
  'decodebase64',
  'decodeuricomponent',
  'uricomponenttostring',
  'uricomponent',
  'encodeuricomponent',
]);

/**
 * What has to stand around an expression so that it is a text whatever it holds: Microsoft's reference says that `string()`
 * turns null into an empty text, as an interpolation does, where text functions refuse null and numbers. Variables and
 * parameters that are declared as texts are texts.
 */
export function textOf(flow: FlowModel, expr: Expr): readonly [string, string] {
  return isText(flow, expr) ? ['', ''] : ['string(', ')'];
}

function isText(flow: FlowModel, expr: Expr): boolean {
  if (expr.kind === 'string') return true;
  if (expr.kind !== 'call') return false;
  if (GIVES_TEXT.has(expr.lowerName)) return true;
  const [name] = expr.args;
  if (name?.kind !== 'string') return false;
  const lower = name.value.toLowerCase();
  if (expr.lowerName === 'variables') return derived(flow, textVariables).has(lower);
  if (expr.lowerName !== 'parameters') return false;
  const parameter = flow.parameters.find((one) => one.name.toLowerCase() === lower);
  return parameter?.type === 'string' || parameter?.type === 'securestring';
}

/** Lower-cased names of variables that are declared as texts. */
function textVariables({ tree, actions }: FlowModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of actions) {
    if (step.lowerType !== 'initializevariable') continue;
    const list = tree.child(step.inputs, 'variables');
    for (const one of tree.isArray(list) ? tree.children(list) : []) {
      if (tree.stringAt(one, 'type')?.toLowerCase() === 'string')
        names.add((tree.stringAt(one, 'name') ?? '').toLowerCase());
    }
  }
  return names;
}

/** Edits that put text before and after an expression in the string `node`. */
export function wrapEdits(
  tree: JsonTree,
  node: NodeId,
  expr: Expr,
  before: string,
  after: string,
): readonly TextEdit[] {
  const span = tree.spanInString(node, expr.span);
  return [
    { span: { start: span.start, end: span.start }, newText: encodeString(before) },
    { span: { start: span.end, end: span.end }, newText: encodeString(after) },
  ];
}
