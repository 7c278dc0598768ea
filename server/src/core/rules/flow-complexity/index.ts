import { numberOption } from '../numberOption.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { deepest, largestPart } from './measures.ts';

/** Of some 400 real flows, one or two in a hundred are larger or deeper. */
const MAX_STEPS = 150;
const MAX_DEPTH = 6;

export const rule = defineRule({
  meta: {
    id: 'flow-complexity',
    category: 'reliability',
    severity: 'info',
    profile: 'team',
    title: 'A flow is too large or too deeply nested to be read',
    fix: null,
    options: [
      {
        name: 'maxSteps',
        type: 'integer',
        description: `How many actions a flow may have, at all levels; ${MAX_STEPS} without it`,
      },
      {
        name: 'maxDepth',
        type: 'integer',
        description: `How many conditions, switches and loops may be around a step; ${MAX_DEPTH} without it`,
      },
    ],
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, options, report }: FlowRuleContext): void {
  const { actions, topLevel, tree } = flow;
  const maxSteps = numberOption(options.maxSteps, MAX_STEPS);
  const maxDepth = numberOption(options.maxDepth, MAX_DEPTH);
  const isLarge = actions.length > maxSteps;
  if (!isLarge && actions.length <= maxDepth) return;
  if (tree.problems.length > 0) return;
  const deep = deepest(flow);
  const isDeep = deep !== undefined && deep.depth > maxDepth;
  if (!isLarge && !isDeep) return;
  const part = isLarge ? largestPart(flow) : undefined;
  const message = [
    ...(isLarge ? [`the flow has ${actions.length} actions (limit ${maxSteps})`] : []),
    ...(part === undefined ? [] : [`${part.count} of them in ${stepName(part.step)}`]),
    ...(isDeep
      ? [`${stepName(deep.step)} is nested in ${deep.depth} conditions and loops (limit ${maxDepth})`]
      : []),
  ].join(', ');
  const worst = isLarge ? part?.step : deep?.step;
  report({
    place: { node: worst?.node ?? topLevel.node, part: 'key' },
    message: `${message.charAt(0) === '"' ? message : message.charAt(0).toUpperCase() + message.slice(1)}.`,
    hint:
      worst === undefined
        ? 'Move parts that have a purpose of their own into child flows.'
        : isLarge
          ? `Move the steps of ${stepName(worst)} into a child flow.`
          : 'Move an inner loop or condition into a child flow, or filter the list before the loop in place of asking in it.',
    why: 'Nobody can follow all ways through it: changes break what they did not mean to touch, and a failed run is hard to read. The options "maxSteps" and "maxDepth" set the limits.',
    ...(isDeep && isLarge
      ? { related: [{ node: deep.step.node, part: 'key' as const, message: 'The deepest step' }] }
      : {}),
  });
}
