import { type CallProblem, type FunctionInfo, TIME_UNITS } from '../../expressions/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { isFilterCondition, type WrongCall, wrongCalls } from '../functionCalls.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { userName } from '../unknownNames.ts';
import { typeName, typeOfLiteral } from './words.ts';

export const rule = defineRule({
  meta: {
    id: 'function-arguments',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A function gets arguments that it does not take',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

type ArgumentProblem = Extract<CallProblem, { readonly kind: 'count' | 'type' | 'value' }>;

function check(context: FlowRuleContext): void {
  for (const call of wrongCalls(context.flow, 'count', 'type', 'value')) reportCall(context, call);
}

function reportCall({ flow, report }: FlowRuleContext, { site, problem }: WrongCall<ArgumentProblem>): void {
  const { call, info } = problem;
  const span = problem.kind === 'count' ? call.nameSpan : problem.argument.span;
  const atRunTime = problem.kind !== 'count' || isFilterCondition(flow, site);
  report({
    place: { node: site.node, part: sitePart(site, span) },
    message: `${userName(flow, site)} ${describe(problem)}.`,
    hint: hintOf(problem),
    why: atRunTime
      ? 'The flow may be saved and turned on all the same; each time the step runs, it fails.'
      : 'The flow cannot be saved or turned on, and an import does not tell.',
    // No position: a repair before it in the same text moves it.
    key: `${site.inKey ? 'key' : 'value'} ${info.name} ${problem.kind === 'count' ? '' : problem.parameter.name}`,
    // What looks right may be read by some version of the platform.
    severity: problem.kind === 'value' || (problem.kind === 'type' && problem.close) ? 'warning' : 'error',
  });
}

function describe(problem: ArgumentProblem): string {
  const { call, info } = problem;
  if (problem.kind === 'count')
    return `gives ${info.name}() ${counted(call.args.length)}; it takes ${range(info)}`;
  const { parameter, argument } = problem;
  if (problem.kind === 'type') {
    const wanted = parameter.types.map(typeName).join(' or ');
    return `gives ${info.name}() ${typeOfLiteral(argument)} as "${parameter.name}", which must be ${wanted}`;
  }
  return parameter.name === 'timeUnit'
    ? `gives ${info.name}() a unit of time that it does not know`
    : `gives ${info.name}() a text that it cannot read`;
}

function hintOf(problem: ArgumentProblem): string {
  const { info } = problem;
  if (problem.kind === 'count') return `Write it as ${info.signature}.`;
  const { parameter, argument } = problem;
  if (problem.kind === 'value') {
    if (parameter.name === 'timeUnit')
      return `The units are ${TIME_UNITS.slice(0, -1).join(', ')} and ${TIME_UNITS.at(-1)}.`;
    return `It reads ${READS.get(info.name) ?? 'numbers'}.`;
  }
  if (problem.close) {
    return argument.kind === 'string' ? 'Remove the quotes around it.' : 'Use a number without a fraction.';
  }
  return `It is written as ${info.typedSignature}.`;
}

const READS: ReadonlyMap<string, string> = new Map([
  ['int', "whole numbers, such as '42'"],
  ['float', "numbers, such as '1.5'"],
  ['decimal', "numbers, such as '1.5'"],
  ['bool', "'true' and 'false'"],
  ['json', 'JSON; a text in it stands in double quotes'],
]);

function counted(count: number): string {
  return count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
}

/** `none`, `1`, `2 or 3`, `1 to 4`, `at least 1`. */
function range({ minArgs, maxArgs }: FunctionInfo): string {
  if (maxArgs === 0) return 'none';
  if (minArgs === maxArgs) return String(minArgs);
  if (!Number.isFinite(maxArgs)) return `at least ${minArgs}`;
  return maxArgs === minArgs + 1 ? `${minArgs} or ${maxArgs}` : `${minArgs} to ${maxArgs}`;
}
