import { collectReferences, type Expr, templateExprs, visitExpr } from '../../expressions/index.ts';
import type { Part } from '../../finding.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import { nameOfExpr } from '../../secrets/names.ts';
import { callTargets } from '../callTargets.ts';

/** A query parameter of a request whose value is computed and, by its name, a credential. */
export interface DynamicCredential {
  readonly node: NodeId;
  readonly part: Part;
  readonly name: string;
}

const QUERY_NAME = /[?&]([\w.$-]{2,64})=$/;

/** In the URL of a call (`?api_key=@{…}`), and among the `queries` of an HTTP step. */
export function dynamicCredentials(flow: FlowModel, step: Step): DynamicCredential[] {
  const found: DynamicCredential[] = [];
  const targets = callTargets(flow, step);
  const lists = queryLists(flow, step);
  if (targets.length === 0 && lists.length === 0) return found;
  for (const site of step.expressions) {
    if (site.inKey) continue;
    if (targets.includes(site.node)) inUrl(site, found);
    else if (lists.includes(flow.tree.parent(site.node))) {
      const name = flow.tree.key(site.node);
      if (templateExprs(site.template).some((expr) => isCredential(name, expr))) {
        found.push({ node: site.node, part: 'value', name });
      }
    }
  }
  return found;
}

function queryLists({ tree }: FlowModel, { lowerType, inputs }: Step): NodeId[] {
  if (lowerType === 'http') return [tree.child(inputs, 'queries')].filter((node) => node !== NONE);
  if (lowerType !== 'httpwebhook') return [];
  return [
    tree.descend(inputs, 'subscribe', 'queries'),
    tree.descend(inputs, 'unsubscribe', 'queries'),
  ].filter((node) => node !== NONE);
}

function inUrl({ node, template }: ExpressionSite, found: DynamicCredential[]): void {
  const add = (before: string, expr: Expr): void => {
    const name = QUERY_NAME.exec(before.slice(-80))?.[1];
    if (name !== undefined && isCredential(name, expr))
      found.push({ node, part: { inString: expr.span }, name });
  };
  if (template.kind === 'interpolation') {
    let before = '';
    for (const part of template.parts) {
      if (part.kind === 'hole') add(before, part.expr);
      before = part.kind === 'text' ? part.value : '';
    }
  }
  // concat('https://…?api_key=', variables('k')), also within the URL's holes.
  for (const root of templateExprs(template)) {
    visitExpr(root, (expr) => {
      if (expr.kind !== 'call' || expr.lowerName !== 'concat') return;
      for (const [index, arg] of expr.args.entries()) {
        const previous = expr.args[index - 1];
        if (previous?.kind === 'string') add(previous.value, arg);
      }
    });
  }
}

/**
 * The key alone says it (`api_key`), or a weaker key (`code`, `key`, `token`) does together with what is read
 * (`parameters('Function key')`). Quoted texts are no reads: they are literal secrets, or none.
 */
function isCredential(name: string, expr: Expr): boolean {
  const verdict = credentialName(name)?.kind;
  if (verdict === undefined || !collectReferences(expr).some((reference) => reference.carried)) return false;
  return verdict === 'strong' || credentialName(nameOfExpr(expr) ?? '')?.kind === 'strong';
}
