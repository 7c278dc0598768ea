import { nearest } from '../../config/index.ts';
import {
  type CallExpr,
  findFunction,
  functionList,
  hasInvisible,
  problemsOfCall,
} from '../../expressions/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { isFilterCondition, type WrongCall, wrongCalls } from '../functionCalls.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, userName } from '../unknownNames.ts';
import { inventionOf } from './inventions.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-function',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression calls a function that does not exist',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { call, near } = finding.data as Suggestion;
    if (near === undefined) return [];
    return [
      {
        kind: 'correct-name',
        title: `Call ${near}() in place of ${quotedName(call.name)}`,
        disposition: 'review',
        edits: [{ span: spanOfPlace(flow.tree, finding.place), newText: near }],
      },
    ];
  },
});

/** For the repair of a finding. */
interface Suggestion {
  readonly call: CallExpr;
  /** A function that may be meant and takes these arguments. */
  readonly near: string | undefined;
}

/** More related places of one wrong name help nobody. */
const MOST_RELATED = 10;

function check(context: FlowRuleContext): void {
  const found = wrongCalls(context.flow, 'unknown');
  if (found.length === 0) return;
  const sameName = new Map<string, WrongCall[]>();
  for (const one of found) {
    const { lowerName } = one.problem.call;
    pushTo(sameName, lowerName, one);
  }
  for (const [lowerName, calls] of sameName) {
    const advice = adviceOn(lowerName);
    const some = calls.slice(0, MOST_RELATED + 1);
    for (const one of calls) reportCall(context, one, advice, some);
  }
}

interface Advice {
  readonly near: string | undefined;
  readonly hint: string;
}

function adviceOn(lowerName: string): Advice {
  const invention = inventionOf(lowerName);
  if (invention?.use !== undefined) return { near: undefined, hint: invention.use };
  if (invention?.same !== undefined) return { near: invention.same, hint: `Here it is ${invention.same}().` };
  const near = nearest(
    lowerName,
    functionList.map(({ name }) => name),
  );
  if (hasInvisible(lowerName))
    return { near, hint: 'An invisible character stands in the name: remove it, or write the name again.' };
  const hint =
    near === undefined ? 'Look the name up in the list of functions.' : `Perhaps ${near}() is meant.`;
  return { near, hint };
}

function reportCall(
  { flow, report }: FlowRuleContext,
  { site, problem: { call } }: WrongCall,
  { near, hint }: Advice,
  same: readonly WrongCall[],
): void {
  const fits = near !== undefined && takesArguments(near, call);
  report({
    place: { node: site.node, part: sitePart(site, call.nameSpan) },
    message: `${userName(flow, site)} calls ${quotedName(call.name)}, which is no function of expressions${hasInvisible(call.name) ? ': it holds an invisible character' : ''}.`,
    hint,
    why: isFilterCondition(flow, site)
      ? 'The flow can be saved and turned on: the platform looks at this condition only when the step runs, and then it fails.'
      : 'The flow cannot be saved or turned on, and an import does not tell.',
    // No position: a repair before it in the same text moves it.
    key: `${site.inKey ? 'key' : 'value'} ${call.lowerName}`,
    related: same.flatMap(({ site: other, problem }) =>
      problem.call === call && other === site
        ? []
        : [
            {
              node: other.node,
              part: sitePart(other, problem.call.nameSpan),
              message: `${userName(flow, other)} calls it, too`,
            },
          ],
    ),
    fix: fits ? 'review' : null,
    data: { call, near: fits ? near : undefined } satisfies Suggestion,
  });
}

/** Another name must not leave another fault. */
function takesArguments(name: string, call: CallExpr): boolean {
  const lowerName = name.toLowerCase();
  return findFunction(lowerName) !== undefined && problemsOfCall({ ...call, name, lowerName }).length === 0;
}
