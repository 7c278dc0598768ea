/** Changes that a person asks for at a place of a flow, where nothing need be wrong. */
import { parseTemplate } from '../../expressions/index.ts';
import type { Fix, FlowFinding, RuleFix } from '../../finding.ts';
import { textRegions } from '../../fixes/flow/textRegions.ts';
import { literalFixes, literalOfHit } from '../../fixes/literal/index.ts';
import type { OtherFlows } from '../../fixes/literal/types.ts';
import type { Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import type { Category } from '../../ruleMeta.ts';
import { callTargets } from '../../rules/callTargets.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { ruleById } from '../../rules/index.ts';
import { isInsecure } from '../../rules/insecure-url/followed.ts';
import { namesBelow } from '../../secrets/names.ts';
import type { FlowTexts } from '../../solution/flowSummary.ts';
import { type Span, touches } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';

/** Parts of a step's inputs that say which operation it is or how it runs: read as they are written, or nothing to extract. */
const SETTINGS = new Set([
  'host',
  'schema',
  'method',
  'retryPolicy',
  'format',
  'runStatus',
  'code',
  'function',
]);

/** Parameters of an operation that say what it does, and on which form its other parameters depend. */
const WHAT_IS_CALLED = new Set(['actionName', 'entityName', 'associationEntityRelationship', 'operationId']);

/**
 * What can take the literal text at `offset` out of the flow. Only in the inputs of an action, and only where the solution
 * around the flow may be edited; a secret there gets the repairs of a secret. Beside a secret that the same string lets out
 * there is none: whoever asks there wants to be rid of that. `texts`: see `Fix.reads`. Never throws.
 */
export function refactoringsAt(analysis: Analysis, offset: number, texts?: FlowTexts): readonly Fix[] {
  const facts = analysis.flowAt(analysis.document.tree.nodeAt(offset));
  if (facts === undefined) return [];
  return analysis.changesBy((others) => changesAt(facts, offset, others, analysis.findings), texts);
}

function changesAt(
  facts: FlowFacts,
  offset: number,
  otherFlows: OtherFlows | undefined,
  findings: readonly FlowFinding[],
): readonly RuleFix[] {
  const { flow, solution } = facts;
  const { tree } = flow;
  const node = tree.nodeAt(offset);
  if (solution === undefined || !tree.isString(node) || !touches(tree.valueSpan(node), offset)) return [];
  const step = stepAt(flow, node);
  if (step === undefined || step.role !== 'action' || !isBelow(tree, step.inputs, node)) return [];
  if (isSetting(tree, step, node)) return [];
  const text = tree.string(node);
  const at = tree.offsetInString(node, offset);
  const hits = facts.secrets.filter((hit) => hit.node === node && !hit.inKey);
  const hit = hits.find(({ match }) => touches(match.span, at));
  if (hit !== undefined) {
    const found = literalOfHit(flow, hit);
    return found === undefined ? [] : literalFixes(flow, solution, found, otherFlows);
  }
  const span = literalAt(text, at);
  if (span === undefined || text.slice(span.start, span.end).trim() === '') return [];
  // In a variable it would be called without encryption all the same.
  if (isInsecure(text.slice(span.start, span.end)) && callTargets(flow, step).includes(node)) return [];
  const secret = hits.some(({ match }) => match.span.start < span.end && span.start < match.span.end);
  if (!secret && findings.some((one) => one.place.node === node && LEAKS.has(categoryOf(one)))) return [];
  const extract = secret ? {} : { extract: true as const };
  const found = { node, span, secret, step, name: nameOf(tree, step, node), ...extract };
  return literalFixes(flow, solution, found, otherFlows);
}

const LEAKS: ReadonlySet<Category | undefined> = new Set(['secrets', 'exposure']);

function categoryOf({ ruleId }: FlowFinding): Category | undefined {
  return ruleById(ruleId)?.meta.category;
}

/**
 * The whole text, the part between two expressions, or a quoted text that is a value of one; blanks around it belong to the text
 * that stays. Undefined elsewhere in an expression.
 */
function literalAt(text: string, at: number): Span | undefined {
  const template = parseTemplate(text);
  if (template.kind !== 'literal' && template.problems.length > 0) return undefined;
  const found = textRegions(text, template).filter(({ span }) => touches(span, at));
  // Where an expression begins, the text before it ends.
  const span = (found.find(({ kind }) => kind === 'quoted') ?? found[0])?.span;
  return span && trimmed(text, span);
}

function trimmed(text: string, span: Span): Span {
  const own = text.slice(span.start, span.end);
  const start = span.start + own.length - own.trimStart().length;
  return { start, end: start + own.trim().length };
}

function isSetting(tree: JsonTree, step: Step, node: NodeId): boolean {
  if (node === step.inputs || step.lowerType === 'compose') return false;
  let top = node;
  while (tree.parent(top) !== step.inputs) top = tree.parent(top);
  if (tree.keyIs(top, 'authentication') || tree.keyIs(top, 'interval'))
    return tree.keyIs(node, 'type') || tree.keyIs(node, 'unit');
  return SETTINGS.has(tree.key(top)) || (tree.keyIs(top, 'parameters') && WHAT_IS_CALLED.has(tree.key(node)));
}

/** The nearest name: of the field, header or variable; connectors flatten theirs, as in `emailMessage/To`. */
function nameOf(tree: JsonTree, step: Step, node: NodeId): string {
  const names = namesBelow(tree, step.name, step.inputs, node);
  const carried = ['value', 'Value'].includes(names.at(-1) ?? '') ? names.slice(0, -1) : names;
  const name = carried.findLast((one) => one !== '' && !/^[0-9]+$/.test(one)) ?? step.name;
  if (name === 'variables') return step.name;
  return name === 'uri' ? `${step.name} URL` : (name.split('/').findLast((one) => one !== '') ?? name);
}

function isBelow(tree: JsonTree, root: NodeId, node: NodeId): boolean {
  return root !== NONE && root <= node && node < tree.after(root);
}
