import { credentialName } from '../detect/names.ts';
import { isPlaceholder } from '../detect/placeholder.ts';
import { findSecrets, worthScanning } from '../detect/secretValue.ts';
import type { SecretMatch } from '../detect/types.ts';
import { type Expr, type Template, templateExprs } from '../expressions/index.ts';
import type { FlowModel, Parameter, Step } from '../flow/model.ts';
import type { ExpressionSite } from '../flow/sites.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { HitOwner, SecretHit } from './hits.ts';

/** Functions whose text arguments are names of steps, variables or parameters. */
const READERS = new Set([
  'outputs',
  'body',
  'actions',
  'result',
  'variables',
  'parameters',
  'items',
  'iterationindexes',
  'formdatavalue',
  'formdatamultivalues',
  'multipartbody',
  'triggerformdatavalue',
  'triggerformdatamultivalues',
  'appsetting',
]);

/** Fields of `inputs.authentication` that hold a credential (flow-format 2.6). */
const AUTHENTICATION_FIELDS = new Set(['password', 'secret', 'pfx', 'value']);

/** Finds every secret value in the inputs and conditions of a flow's steps and in its parameters. One hit per secret. */
export function findHits(flow: FlowModel): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const parameter of flow.parameters) scanParameter(flow, parameter, hits);
  for (const step of flow.triggers) scanStep(flow, step, hits);
  for (const step of flow.actions) scanStep(flow, step, hits);
  return hits;
}

function scanParameter(flow: FlowModel, parameter: Parameter, hits: SecretHit[]): void {
  const { tree } = flow;
  if (parameter.defaultValue === NONE || parameter.name.startsWith('$')) return;
  const end = tree.after(parameter.defaultValue);
  for (let node = parameter.defaultValue; node < end; node++) {
    if (!tree.isString(node)) continue;
    const text = tree.string(node);
    const names = [parameter.name, ...keysBelow(tree, parameter.defaultValue, node)];
    let matches = findSecrets(text, { names });
    if (matches.length === 0 && parameter.type === 'securestring' && isFilledIn(text)) {
      // A default of a secure parameter is a secret by its type, whatever it looks like.
      matches = [
        {
          kind: 'named-value',
          label: 'secure parameter value',
          span: { start: 0, end: text.length },
          confidence: 'high',
        },
      ];
    }
    for (const match of matches) {
      hits.push({
        owner: 'secret-in-parameter-default',
        match,
        node,
        inKey: false,
        names,
        step: undefined,
        parameter,
      });
    }
  }
}

function scanStep(flow: FlowModel, step: Step, hits: SecretHit[]): void {
  const { tree } = flow;
  let nextSite = 0;
  const { expressions } = step;
  const schema =
    step.lowerType === 'request' || step.lowerType === 'parsejson' || step.lowerType === 'response'
      ? tree.child(step.inputs, 'schema')
      : NONE;
  for (const root of [step.inputs, step.control]) {
    if (root === NONE) continue;
    nextSite = 0;
    const end = tree.after(root);
    for (let node = root; node < end; node++) {
      if (node === schema) {
        node = tree.after(node) - 1;
        continue;
      }
      if (!tree.isString(node)) continue;
      while (nextSite < expressions.length && expressions[nextSite]!.node < node) nextSite++;
      let site: ExpressionSite | undefined;
      for (let at = nextSite; at < expressions.length && expressions[at]!.node === node; at++) {
        if (!expressions[at]!.inKey) site = expressions[at];
      }
      if (site) scanExpression(flow, step, site, hits);
      else scanLiteral(flow, step, node, hits);
    }
  }
}

function scanLiteral(flow: FlowModel, step: Step, node: NodeId, hits: SecretHit[]): void {
  const { tree } = flow;
  const text = tree.string(node);
  const authentication = isAuthenticationField(tree, step, node);
  if (authentication && isFilledIn(text)) {
    const found = findSecrets(text, { names: [step.name, 'authentication', tree.key(node)] })[0];
    const match: SecretMatch = {
      kind: 'named-value',
      label: found?.label ?? tree.key(node),
      span: { start: 0, end: text.length },
      confidence: 'high',
      ...(found?.expires === undefined ? {} : { expires: found.expires }),
    };
    hits.push({
      owner: 'http-authentication-literal',
      match,
      node,
      inKey: false,
      names: [step.name, tree.key(node)],
      step,
      parameter: undefined,
    });
    return;
  }
  const name = nameOf(flow, step, node);
  if (!worthScanning(text) && (text.length < 4 || credentialName(name) === undefined)) return;
  const names = [step.name, ...keysBelow(tree, step.inputs, node), name];
  for (const match of findSecrets(text, { names })) {
    hits.push({ owner: ownerOf(match), match, node, inKey: false, names, step, parameter: undefined });
  }
}

/** Literal parts of an interpolation and quoted texts inside expressions. */
function scanExpression(flow: FlowModel, step: Step, site: ExpressionSite, hits: SecretHit[]): void {
  const { tree } = flow;
  const { template } = site;
  const name = nameOf(flow, step, site.node);
  const names = [step.name, ...keysBelow(tree, step.inputs, site.node), name];
  const add = (text: string, offset: (index: number) => number, context: readonly string[]): void => {
    for (const match of findSecrets(text, { names: context })) {
      const span = { start: offset(match.span.start), end: offset(match.span.end) };
      hits.push({
        owner: ownerOf(match),
        match: { ...match, span },
        node: site.node,
        inKey: false,
        names,
        step,
        parameter: undefined,
      });
    }
  };
  if (template.kind === 'interpolation') {
    for (const part of template.parts) {
      // A piece of a composed value is judged by its own form: the name belongs to the whole.
      if (part.kind === 'text' && worthScanning(part.value))
        add(part.value, textOffset(tree, site, part.span), []);
    }
  }
  for (const { expr, named } of quotedTexts(template)) {
    const credential = named && credentialName(name)?.kind === 'strong';
    if (!credential && !worthScanning(expr.value)) continue;
    add(expr.value, quoteOffset(tree, site, expr.span), credential ? [name] : []);
  }
}

type StringExpr = Extract<Expr, { kind: 'string' }>;

/** Quoted texts that are values: no property names, no names of steps. `named`: the text is the whole value or a branch of `if`. */
function quotedTexts(template: Template): { expr: StringExpr; named: boolean }[] {
  const result: { expr: StringExpr; named: boolean }[] = [];
  const whole = template.kind === 'expression';
  for (const root of templateExprs(template)) {
    const pending: { expr: Expr; named: boolean }[] = [{ expr: root, named: whole }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { expr, named } = next;
      if (expr.kind === 'string') result.push({ expr, named });
      else if (expr.kind === 'access') pending.push({ expr: expr.target, named: false });
      else if (expr.kind === 'call' && !READERS.has(expr.lowerName)) {
        for (const [index, arg] of expr.args.entries()) {
          const branch = (expr.lowerName === 'if' && index > 0) || expr.lowerName === 'coalesce';
          pending.push({ expr: arg, named: named && branch });
        }
      }
    }
  }
  return result;
}

/** Decoded offset in the whole string for an index in an interpolation's text, where `@@{` stands for `@{`. */
function textOffset(
  tree: JsonTree,
  site: ExpressionSite,
  span: { start: number; end: number },
): (index: number) => number {
  return (index) => unescapedOffset(tree.string(site.node), span.start, span.end, index, '@@{', 1);
}

/** The same for a quoted text, where `''` stands for `'`. */
function quoteOffset(
  tree: JsonTree,
  site: ExpressionSite,
  span: { start: number; end: number },
): (index: number) => number {
  return (index) => unescapedOffset(tree.string(site.node), span.start + 1, span.end - 1, index, "''", 1);
}

function unescapedOffset(
  text: string,
  from: number,
  to: number,
  index: number,
  doubled: string,
  drop: number,
): number {
  let at = from;
  for (let count = 0; count < index && at < to; count++) at += text.startsWith(doubled, at) ? 1 + drop : 1;
  return Math.min(at, to);
}

/**
 * What a value is called: its key; for variables the variable's name; for Compose the step's; for a column its header.
 */
function nameOf(flow: FlowModel, step: Step, node: NodeId): string {
  const { tree } = flow;
  if (node === step.inputs) return step.name;
  let at = node;
  while (!tree.hasKey(at) && at > step.inputs) at = tree.parent(at);
  const key = tree.key(at);
  if (key !== 'value') return at === step.inputs ? step.name : key;
  const parent = tree.parent(at);
  return (
    tree.stringAt(parent, 'name') ?? tree.stringAt(parent, 'header') ?? tree.stringAt(parent, 'key') ?? key
  );
}

/** Keys from below `root` down to `node`, the node's own included. */
function keysBelow(tree: JsonTree, root: NodeId, node: NodeId): string[] {
  const keys: string[] = [];
  for (let at = node; at > root; at = tree.parent(at)) if (tree.hasKey(at)) keys.push(tree.key(at));
  return keys.reverse();
}

function isAuthenticationField(tree: JsonTree, step: Step, node: NodeId): boolean {
  if (!tree.hasKey(node) || !AUTHENTICATION_FIELDS.has(tree.key(node))) return false;
  const parent = tree.parent(node);
  if (!tree.keyIs(parent, 'authentication')) return false;
  const owner = tree.parent(parent);
  return owner === step.inputs || tree.parent(owner) === step.inputs;
}

function isFilledIn(text: string): boolean {
  return text.trim() !== '' && !isPlaceholder(text);
}

function ownerOf(match: SecretMatch): HitOwner {
  switch (match.kind) {
    case 'signed-url':
      return 'signed-url';
    case 'url-credentials':
    case 'url-query-credential':
      return 'credentials-in-url';
    default:
      return 'hardcoded-secret';
  }
}
