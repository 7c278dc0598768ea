import type { ExpressionSite } from '../../flow/model.ts';
import { sitePart } from '../../flow/sites.ts';
import { type JsonTree, NONE } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'expression-syntax',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression does not parse',
    fix: null,
    checklist: null,
  },
  visit: { expression: check },
});

function check({ flow, report }: FlowRuleContext, site: ExpressionSite): void {
  const { problems } = site.template;
  if (problems.length === 0 || isDamaged(flow.tree, site)) return;
  // In a template of Azure resources a text in brackets is computed first, in another language.
  if (flow.wrapper === 'logic-app-arm' && flow.tree.string(site.node).startsWith('[')) return;
  const owner = site.step === undefined ? 'the flow' : stepName(site.step);
  for (const [index, { message, span }] of problems.entries()) {
    const { what, how } = partsOf(message);
    report({
      place: { node: site.node, part: sitePart(site, span) },
      message: `The expression in ${placeName(flow.tree, site)} of ${owner} does not parse: ${what}.`,
      hint: `${how === '' ? 'Repair the expression here' : capitalise(how)}. If it is meant as text, write "@@" for "@".`,
      why: 'The flow cannot be saved or turned on.',
      key: `${site.inKey ? 'key' : 'value'} ${index}`,
    });
  }
}

/** What is wrong, and what to do about it, which stands behind a semicolon or colon outside of quotes. */
function partsOf(message: string): { readonly what: string; readonly how: string } {
  const at = /[;:] (?=[^"]*(?:"[^"]*"[^"]*)*$)/.exec(message)?.index;
  return at === undefined
    ? { what: message, how: '' }
    : { what: message.slice(0, at), how: message.slice(at + 2) };
}

/** A string that the JSON itself breaks off tells nothing about its expression. */
function isDamaged(tree: JsonTree, site: ExpressionSite): boolean {
  const { start, end } = tree.propertySpan(site.node);
  return tree.problems.some((problem) => problem.span.start < end && start < problem.span.end);
}

const PLACES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    inputs: 'the inputs',
    foreach: 'the list',
    conditions: 'a trigger condition',
    splitOn: 'the setting "split on"',
    trackedProperties: 'the tracked properties',
    runtimeConfiguration: 'the settings',
    recurrence: 'the recurrence',
    limit: 'the limits',
    outputs: 'the outputs',
  }),
);

/** The part of the step, or of the flow, that holds the expression. Names no text of the file. */
function placeName(tree: JsonTree, { node, step, inKey }: ExpressionSite): string {
  let part = node;
  if (step !== undefined) {
    while (part !== NONE && tree.parent(part) !== step.node) part = tree.parent(part);
  }
  const key = step === undefined ? 'outputs' : part === NONE ? '' : tree.key(part);
  const switched = step?.lowerType === 'switch';
  const place = key === 'expression' ? (switched ? 'the "on" value' : 'the condition') : PLACES.get(key);
  const named = place ?? 'a property';
  return inKey ? `a property name in ${named}` : named;
}
