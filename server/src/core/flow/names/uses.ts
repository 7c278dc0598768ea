import type { Expr, ParameterReference, Reference, TriggerReference } from '../../expressions/index.ts';
import type { NodePlace } from '../../json/nodePlace.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { Span } from '../../text/span.ts';
import type { ExpressionSite, FlowModel, RunAfter, Step } from '../model.ts';
import { sitePart } from '../sites.ts';
import { VARIABLE_WRITES } from '../variableWrites.ts';
import type { NameKind, NameUse } from './types.ts';

/** Names that steps use outside of expressions: the steps that they run after, the variables that they set. */
export function usesOfSteps({ tree, actions }: FlowModel): UsesByKind {
  const found = new Map<NameKind, NameUse[]>();
  for (const step of actions) {
    for (const entry of step.runAfter) put(found, runAfterUse(step, entry));
    if (VARIABLE_WRITES.has(step.lowerType))
      putValue(found, 'write', tree, step, tree.child(step.inputs, 'name'));
  }
  return found;
}

/** What steps say in their `host`: the connection of a connector, the flow that is called. */
export function usesInHosts({ tree, steps }: FlowModel): UsesByKind {
  const found = new Map<NameKind, NameUse[]>();
  for (const step of steps) {
    const [kind, key] =
      step.lowerType === 'workflow'
        ? (['childFlow', 'workflowReferenceName'] as const)
        : (['connection', 'connectionName'] as const);
    if (kind === 'childFlow' || step.operation !== undefined)
      putValue(found, kind, tree, step, tree.descend(step.inputs, 'host', key));
  }
  return found;
}

/** A string that is a name as a whole, unless an expression works it out. */
function putValue(
  found: Map<NameKind, NameUse[]>,
  kind: NameKind,
  tree: JsonTree,
  step: Step,
  node: NodeId,
): void {
  if (!tree.isString(node)) return;
  const name = tree.string(node);
  if (name.startsWith('@')) return;
  const place = { node, part: { inString: { start: 0, end: name.length } } };
  put(found, { kind, name, place, step, site: undefined, reference: undefined });
}

/** An entry of `runAfter` as the use of a name. */
export function runAfterUse(step: Step, { name, node }: RunAfter): NameUse {
  return {
    kind: 'runAfter',
    name,
    place: { node, part: 'key' },
    step,
    site: undefined,
    reference: undefined,
  };
}

/** Names in expressions. A string whose expression does not parse gives none: what it means is not known. */
export function usesInExpressions({ expressions }: FlowModel): UsesByKind {
  const found = new Map<NameKind, NameUse[]>();
  for (const site of expressions) {
    if (site.template.problems.length > 0) continue;
    for (const reference of site.references) {
      const named = nameIn(reference);
      if (named !== undefined) put(found, new ExpressionUse(site, reference, named));
      const key = connectionIn(reference);
      if (key !== undefined) put(found, new ExpressionUse(site, reference, key));
    }
  }
  return found;
}

/**
 * Kinds of references that an expression makes by a computed name, which may be any; undefined where an expression does not parse, and may
 * name anything.
 */
export function computedKinds({ expressions }: FlowModel): ReadonlySet<Reference['kind']> | undefined {
  const found = new Set<Reference['kind']>();
  for (const { template, references } of expressions) {
    if (template.problems.length > 0) return undefined;
    for (const reference of references) {
      if ('name' in reference && reference.name === undefined && reference.function !== 'item')
        found.add(reference.kind);
    }
  }
  return found;
}

type UsesByKind = ReadonlyMap<NameKind, readonly NameUse[]>;

function put(found: Map<NameKind, NameUse[]>, use: NameUse): void {
  pushTo(found, use.kind, use);
}

/** Makes its place only when somebody asks for it: nearly all names are right. */
class ExpressionUse implements NameUse {
  readonly kind: NameKind;
  readonly name: string;
  readonly site: ExpressionSite;
  readonly reference: Reference;
  readonly #span: Span;

  constructor(site: ExpressionSite, reference: Reference, { kind, name, span }: Named) {
    this.kind = kind;
    this.name = name;
    this.site = site;
    this.reference = reference;
    this.#span = span;
  }

  get place(): NodePlace {
    return { node: this.site.node, part: sitePart(this.site, this.#span) };
  }

  get step(): Step | undefined {
    return this.site.step;
  }
}

/** A name, and its span in the decoded string. */
export interface Named {
  readonly kind: NameKind;
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
      if (reference.function === 'item') return { kind: 'item', name: '', span: reference.span };
      if (name === undefined || span === undefined) return undefined;
      return { kind: reference.kind === 'action' ? 'step' : reference.kind, name, span };
    }
    case 'trigger':
      return inputIn(reference);
    default:
      return undefined;
  }
}

/**
 * The name of a trigger's input, and its span in the decoded string: `triggerBody()?['x']`, `triggerOutputs()?['body']?['x']`,
 * `triggerOutputs()?['body/x']`, of the last the part behind `body/`. Undefined for what reads no input.
 */
export function inputIn(reference: TriggerReference): Named | undefined {
  const [first, second] = reference.path;
  if (typeof first !== 'string') return undefined;
  if (reference.function === 'triggerbody') return keyAt(reference, 'input', 0, 0);
  if (reference.function !== 'triggeroutputs') return undefined;
  if (first.startsWith('body/')) return keyAt(reference, 'input', 0, 'body/'.length);
  return first === 'body' && typeof second === 'string' ? keyAt(reference, 'input', 1, 0) : undefined;
}

/** The key of a connection in `parameters('$connections')['x']`, and its span in the decoded string; undefined in any other. */
export function connectionIn(reference: Reference): Named | undefined {
  if (reference.kind !== 'parameter' || reference.name?.toLowerCase() !== '$connections') return undefined;
  return typeof reference.path[0] === 'string' ? keyAt(reference, 'connection', 0, 0) : undefined;
}

/** A key behind the call, without its first letters, and up to a slash where some are left out; undefined where it is computed. */
function keyAt(
  { expr, path }: TriggerReference | ParameterReference,
  kind: 'input' | 'connection',
  position: number,
  skipped: number,
): Named | undefined {
  let at: Expr = expr;
  for (let depth = path.length - 1; depth > position && at.kind === 'access'; depth--) at = at.target;
  if (at.kind !== 'access' || at.key.kind !== 'string') return undefined;
  const { value, span } = at.key;
  // Doubled apostrophes would make the place inexact.
  if (skipped > 0 && value.includes("'")) return undefined;
  const rest = value.slice(skipped);
  const slash = skipped > 0 ? rest.indexOf('/') : -1;
  const name = slash === -1 ? rest : rest.slice(0, slash);
  const [start, end] = at.dot ? [span.start, span.end] : [span.start + 1, span.end - 1];
  const from = start + skipped;
  return { kind, name, span: { start: from, end: slash === -1 ? end : from + slash } };
}
