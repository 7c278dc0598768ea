import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { isConnectorType } from '../../flow/operation.ts';
import { orderOf } from '../../flow/order.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { isAnyIn, mayChangeIn } from '../loopReads.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'until-without-limit',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A "Do until" ends by its default limits, or by its limits alone',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

/** A loop costs as much as the flow has steps that set variables; the platform takes 500 actions. */
const MOST_LOOPS = 500;
const DEFAULT_ROUNDS = 60;
const COUNTS = new Set(['incrementvariable', 'decrementvariable']);

function check({ flow, report }: FlowRuleContext): void {
  const loops = flow.actions.filter((step) => step.lowerType === 'until');
  if (loops.length === 0 || !namesOf(flow).isComplete) return;
  const calls = nodesOf(flow, isCall);
  const waits = nodesOf(
    flow,
    ({ lowerType }) => lowerType === 'wait' || lowerType === 'rosettanetwaitforresponse',
  );
  for (const loop of loops.slice(0, MOST_LOOPS)) {
    const place = { node: loop.node, part: 'key' as const };
    if (neverChanges(flow, loop))
      report({
        place,
        message: `The condition of ${stepName(loop)} reads nothing that a step in it changes.`,
        hint: 'Ask in the condition for what a step of the loop gives, or for a variable that it sets.',
        why: 'The condition is met after the first round, or never: then the loop runs until it reaches one of its limits.',
      });
    else if (
      hasDefaultLimits(flow, loop) &&
      isAnyIn(flow, calls, loop) &&
      !isAnyIn(flow, waits, loop) &&
      !countsToConstant(flow, loop)
    )
      report({
        place,
        message: `${stepName(loop)} calls again without a delay, and its limits are the defaults: 60 rounds or one hour.`,
        hint: 'Add a step "Delay" where it waits for something, and set the limits to what it takes at most.',
        why: 'It asks as fast as it can, and what takes more than 60 rounds, such as the pages of a long list, is cut off: the loop ends there, whether its condition is met or not.',
      });
  }
}

/** Steps that leave the flow. */
function isCall({ lowerType }: Step): boolean {
  return isConnectorType(lowerType) || lowerType === 'http' || lowerType === 'workflow';
}

function nodesOf({ actions }: FlowModel, test: (step: Step) => boolean): readonly NodeId[] {
  return actions.filter(test).map((step) => step.node);
}

/** Constants are another matter: here something is read, and stays what it was before the loop. */
function neverChanges(flow: FlowModel, loop: Step): boolean {
  const sites = conditionOf(flow, loop);
  if (!sites.some(({ references }) => references.length > 0) || mayChangeIn(flow, sites, loop)) return false;
  const order = orderOf(flow);
  const read = new Set<string>();
  for (const { references } of sites)
    for (const reference of references)
      if (reference.kind === 'variable') read.add(reference.name?.toLowerCase() ?? '');
  // A step of another branch may set the variable while the loop runs.
  return namesOf(flow)
    .uses('write')
    .every(
      ({ name, step }) =>
        !read.has(name.toLowerCase()) ||
        step === undefined ||
        order.before(step, loop) ||
        order.before(loop, step),
    );
}

function conditionOf({ tree }: FlowModel, { expressions, control }: Step): readonly ExpressionSite[] {
  if (control === NONE) return [];
  const end = tree.after(control);
  return expressions.filter(({ node }) => node >= control && node < end);
}

/** Ends when a variable that the loop counts has come to a number that is in reach: `equals(variables('round'), 9)`. */
function countsToConstant(flow: FlowModel, loop: Step): boolean {
  const [site, more] = conditionOf(flow, loop);
  if (more !== undefined || site?.template.kind !== 'expression') return false;
  const { expr } = site.template;
  const [first, second] = expr.kind === 'call' ? expr.args : [];
  const constant = [first, second].find((one) => one?.kind === 'number');
  if (constant?.kind !== 'number' || Math.abs(constant.value) > DEFAULT_ROUNDS) return false;
  const [variable] = site.references;
  if (site.references.length !== 1 || variable?.kind !== 'variable') return false;
  const end = flow.tree.after(loop.node);
  return namesOf(flow)
    .uses('write')
    .some(
      ({ name, step }) =>
        step !== undefined &&
        step.node > loop.node &&
        step.node < end &&
        COUNTS.has(step.lowerType) &&
        name.toLowerCase() === variable.name?.toLowerCase(),
    );
}

/** Both as the designer writes them, or one of them missing: without both the step is refused, which another rule tells. */
function hasDefaultLimits({ tree }: FlowModel, { node }: Step): boolean {
  const limit = tree.child(node, 'limit');
  if (limit === NONE) return false;
  const count = tree.child(limit, 'count');
  const timeout = tree.child(limit, 'timeout');
  return (
    (count === NONE || String(tree.toValue(count)) === String(DEFAULT_ROUNDS)) &&
    (timeout === NONE || String(tree.toValue(timeout)).toUpperCase() === 'PT1H')
  );
}
