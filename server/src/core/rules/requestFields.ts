import { type Expr, type Template, templateExprs, visitExpr } from '../expressions/index.ts';
import type { Part } from '../finding.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { isPowerAutomate } from '../flow/wrapper.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';
import { keysBelow } from '../secrets/names.ts';
import { quotedOffset, quotedTexts } from '../secrets/quoted.ts';
import type { Span } from '../text/span.ts';

/** A string of a request: what a step asks a connector or an address for. */
export interface RequestField {
  readonly step: Step;
  readonly node: NodeId;
  /** The last part of its key: connectors flatten theirs, as in `emailMessage/To`. */
  readonly key: string;
  /** The expression in its value. */
  readonly site: ExpressionSite | undefined;
}

/** A literal text at the start of a field's value, or of one branch or argument of its expression. */
export interface FixedText {
  readonly text: string;
  /** An expression follows: the text's last word may go on. */
  readonly open: boolean;
  /** Place of a part of `text`. */
  part(span: Span): Part;
}

/**
 * Visits the strings that a connector step passes to its operation: below `parameters`, and in the old form below `queries`,
 * `body` and `path`. `wanted` is a cheap look at the node before anything is made of it.
 */
export function eachConnectorField(
  flow: FlowModel,
  step: Step,
  wanted: (node: NodeId) => boolean,
  visit: (field: RequestField) => void,
): void {
  const { tree } = flow;
  const { expressions } = step;
  let next = 0;
  for (const node of connectorStrings(flow, step)) {
    if (!wanted(node)) continue;
    while (next < expressions.length && isBefore(expressions[next]!, node)) next++;
    const site = expressions[next]?.node === node ? expressions[next] : undefined;
    visit({ step, node, key: lastKey(tree, node), site });
  }
}

const NO_STRINGS: readonly NodeId[] = [];
const noStrings = (_: FlowModel): Map<Step, readonly NodeId[]> => new Map();

/** Several rules look at the same strings: they are listed once. */
function connectorStrings(flow: FlowModel, step: Step): readonly NodeId[] {
  const { inputs, operation } = step;
  if (operation === undefined || !flow.tree.isObject(inputs)) return NO_STRINGS;
  const known = derived(flow, noStrings);
  let found = known.get(step);
  if (found === undefined) {
    found = listStrings(flow.tree, inputs);
    known.set(step, found);
  }
  return found;
}

function listStrings(tree: JsonTree, inputs: NodeId): NodeId[] {
  const found: NodeId[] = [];
  const endOfInputs = tree.after(inputs);
  for (let part = inputs + 1; part < endOfInputs; part = tree.after(part)) {
    if (!isContainer(tree, part)) continue;
    const end = tree.after(part);
    for (let node = part; node < end; node++) if (tree.isString(node)) found.push(node);
  }
  return found;
}

/** A field with all keys that lead to it below `parameters` (or the inputs' part it stands in), flattened ones split. */
export interface ConnectorField extends RequestField {
  readonly keys: readonly string[];
}

/** The strings that a connector step passes to its operation; none for other steps. */
export function connectorFields(flow: FlowModel, step: Step): ConnectorField[] {
  const fields: ConnectorField[] = [];
  eachConnectorField(
    flow,
    step,
    () => true,
    (field) => {
      const keys = keysBelow(flow.tree, step.inputs, field.node);
      const inside = keys.length > 1 ? keys.slice(1) : keys;
      fields.push({ ...field, keys: inside.flatMap((key) => key.split('/')) });
    },
  );
  return fields;
}

function isContainer(tree: JsonTree, node: NodeId): boolean {
  switch (tree.keyLength(node)) {
    case 4:
      return tree.keyIs(node, 'body') || tree.keyIs(node, 'path');
    case 7:
      return tree.keyIs(node, 'queries');
    case 10:
      return tree.keyIs(node, 'parameters');
    default:
      return false;
  }
}

function isBefore(site: ExpressionSite, node: NodeId): boolean {
  return site.node < node || (site.node === node && site.inKey);
}

/** Elements of a list are called as the list is. */
function lastKey(tree: JsonTree, node: NodeId): string {
  let at = node;
  while (at > 0 && !tree.hasKey(at)) at = tree.parent(at);
  const key = tree.key(at);
  return key.slice(key.lastIndexOf('/') + 1);
}

/** One field of the inputs, by its keys; undefined when it is missing or no string. */
export function inputField(
  flow: FlowModel,
  step: Step,
  ...keys: readonly string[]
): RequestField | undefined {
  const node = flow.tree.descend(step.inputs, ...keys);
  if (!flow.tree.isString(node)) return undefined;
  return { step, node, key: keys.at(-1) ?? '', site: siteOf(step, node) };
}

/** The expression in the value of a node. */
export function siteOf(step: Step, node: NodeId): ExpressionSite | undefined {
  return step.expressions.find((site) => site.node === node && !site.inKey);
}

/** The literal beginnings of a field's value. */
export function fixedTexts(tree: JsonTree, field: RequestField): FixedText[] {
  const text = tree.string(field.node);
  const { site } = field;
  if (site === undefined) return [inString(text, 0, false)];
  const { template } = site;
  if (template.problems.length > 0 || template.kind === 'literal') return [];
  const found: FixedText[] = [];
  if (template.kind === 'interpolation') {
    const [first] = template.parts;
    if (first?.kind === 'text')
      found.push(
        inString(text.slice(first.span.start, first.span.end), first.span.start, template.parts.length > 1),
      );
  }
  const quoted = quotedTexts(template);
  const continued = quoted.length === 0 ? NOTHING : continuedTexts(template);
  for (const { expr } of quoted) {
    found.push({
      text: expr.value,
      open: continued.has(expr),
      part: ({ start, end }) => ({
        inString: { start: quotedOffset(text, expr, start), end: quotedOffset(text, expr, end) },
      }),
    });
  }
  return found;
}

const NOTHING: ReadonlySet<Expr> = new Set();

/** Quoted texts behind which `concat` puts more. */
function continuedTexts(template: Template): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  for (const root of templateExprs(template)) {
    visitExpr(root, (expr) => {
      if (expr.kind !== 'call' || expr.lowerName !== 'concat') return;
      for (const arg of expr.args.slice(0, -1)) found.add(arg);
    });
  }
  return found;
}

function inString(text: string, offset: number, open: boolean): FixedText {
  return {
    text,
    open,
    part: ({ start, end }) => ({ inString: { start: start + offset, end: end + offset } }),
  };
}

/** Rules about environments speak of flows of Power Platform solutions: elsewhere there are no environment variables. */
export function mayUseEnvironmentVariables(flow: FlowModel): boolean {
  return flow.wrapper !== 'legacy-package' && isPowerAutomate(flow);
}
