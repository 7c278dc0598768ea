import type { AccessExpr, Expr, Reference } from '../../expressions/index.ts';
import type { Span } from '../../text/span.ts';
import type { ExpressionSite, FlowModel, Step } from '../model.ts';
import { sitePart } from '../sites.ts';
import type { NameUse } from './types.ts';

/** Steps that change a variable by its name. */
const WRITES = new Set([
  'setvariable',
  'incrementvariable',
  'decrementvariable',
  'appendtostringvariable',
  'appendtoarrayvariable',
]);

/** True for a step that changes a variable which another one declares. */
function writesVariable(step: Step): boolean {
  return WRITES.has(step.lowerType);
}

/**
 * Every name that the flow uses: in expressions, in run-after, in steps that set variables. In the order of the file for each
 * step. A string whose expression does not parse gives none: what it means is not known.
 */
export function usesOf(flow: FlowModel): readonly NameUse[] {
  const found: NameUse[] = [];
  for (const step of flow.actions) {
    for (const { name, node } of step.runAfter) add(found, 'runAfter', name, { node, part: 'key' }, step);
    if (!writesVariable(step)) continue;
    const node = flow.tree.child(step.inputs, 'name');
    if (!flow.tree.isString(node)) continue;
    const name = flow.tree.string(node);
    if (!name.startsWith('@'))
      add(found, 'write', name, { node, part: { inString: { start: 0, end: name.length } } }, step);
  }
  for (const site of flow.expressions) {
    if (site.template.problems.length > 0) continue;
    for (const reference of site.references) addReference(found, site, reference);
  }
  return found;
}

function add(
  found: NameUse[],
  kind: NameUse['kind'],
  name: string,
  place: NameUse['place'],
  step: Step | undefined,
): void {
  found.push({ kind, name, place, step, site: undefined, reference: undefined });
}

function addReference(found: NameUse[], site: ExpressionSite, reference: Reference): void {
  const named = nameIn(reference);
  if (named === undefined) return;
  const place = { node: site.node, part: sitePart(site, named.span) };
  found.push({ kind: named.kind, name: named.name, place, step: site.step, site, reference });
}

interface Named {
  readonly kind: NameUse['kind'];
  readonly name: string;
  readonly span: Span;
}

function nameIn(reference: Reference): Named | undefined {
  switch (reference.kind) {
    case 'action':
    case 'loop':
    case 'variable':
    case 'parameter': {
      const { name, nameSpan: span } = reference;
      if (name === undefined || span === undefined) return undefined;
      return { kind: reference.kind === 'action' ? 'step' : reference.kind, name, span };
    }
    case 'trigger':
      return inputIn(reference);
    default:
      return undefined;
  }
}

/** `triggerBody()?['key']`, `triggerOutputs()?['body/key']`, `triggerOutputs()?['body']?['key']`: the key. */
function inputIn({ function: reader, expr }: Reference): Named | undefined {
  const keys = accesses(expr);
  if (reader === 'triggerbody') return literalKey(keys[0], '');
  if (reader !== 'triggeroutputs') return undefined;
  const first = keys[0]?.key;
  if (first?.kind !== 'string') return undefined;
  return first.value === 'body' ? literalKey(keys[1], '') : literalKey(keys[0], 'body/');
}

/** What follows a call, the first access first. */
function accesses(expr: Expr): AccessExpr[] {
  const found: AccessExpr[] = [];
  for (let at = expr; at.kind === 'access'; at = at.target) found.push(at);
  return found.reverse();
}

/** The first segment of a key behind `prefix`: connectors and triggers flatten paths, as in `body/address/city`. */
function literalKey(access: AccessExpr | undefined, prefix: string): Named | undefined {
  if (access === undefined || access.key.kind !== 'string' || !access.key.value.startsWith(prefix))
    return undefined;
  const { value, span } = access.key;
  const [name = ''] = prefix === '' ? [value] : value.slice(prefix.length).split('/', 1);
  if (name === '' || name.includes("'")) return undefined;
  const start = span.start + (access.dot ? 0 : 1) + prefix.length;
  return { kind: 'triggerInput', name, span: { start, end: start + name.length } };
}
