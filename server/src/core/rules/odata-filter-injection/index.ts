import { callersOf, confidenceIn, inputsText } from '../../callers/index.ts';
import type { Step } from '../../flow/model.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';
import { escapeEdits, isEscapable, neutralIn } from './escape.ts';
import { type FilterValue, filterValues } from './filters.ts';

export const rule = defineRule({
  meta: {
    id: 'odata-filter-injection',
    category: 'access',
    severity: 'warning',
    profile: 'default',
    title: 'A value of the caller goes into a filter and can change it',
    fix: 'safe',
    cwe: [943],
  },
  visit: { action: check },
  fixes({ flow }, finding) {
    const value = finding.data as FilterValue;
    const edits = escapeEdits(flow.tree, value);
    if (edits.length === 0) return [];
    return value.language === 'FetchXML'
      ? [
          {
            title: 'Escape the value for XML',
            disposition: 'review',
            edits,
            note: 'Where the value is escaped already, it would be escaped twice: run the flow once with an "&" in it.',
          },
        ]
      : [{ title: 'Double the quotes in the value', disposition: finding.fix ?? 'review', edits }];
  },
});

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const tracker = callersOf(flow);
  if (!tracker.active) return;
  for (const value of filterValues(tracker, step)) {
    const { piece, node, language, quoted, alone, inAddress } = value;
    const found = tracker.unchecked(piece.expr, piece.step, neutralIn(value));
    if (found.length === 0) continue;
    const here = piece.node === node;
    const fixable = isEscapable(value);
    const sure = confidenceIn(found);
    const who = found[0]!.caller.who;
    const inHouse = found.every(({ caller }) => ['app', 'button', 'agent', 'flow'].includes(caller.kind));
    report({
      place: here ? { node, part: { inString: piece.expr.span } } : { node, part: 'value' },
      message: `${stepName(step)} puts ${inputsText(found)} into ${inAddress ? 'a quoted part of its address' : `its ${language} filter`}${quoted ? ' without escaping it' : alone ? '' : ', outside of quotes'}. ${consequence(who, value)}`,
      hint: hint(language, quoted, alone),
      // Ids and numbers stand outside of quotes, and apps pass them as text.
      confidence: !quoted && (inHouse || alone) ? 'low' : sure,
      fix: !fixable ? null : language === 'FetchXML' ? 'review' : 'safe',
      data: value,
    });
  }
}

function consequence(who: string, { language, quoted, alone, inAddress }: FilterValue): string {
  if (alone) return `${capitalise(who)} decides which rows the step finds.`;
  if (language === 'FetchXML')
    return `A value with "&" or "<" breaks the query, and ${who} can add conditions of their own to it.`;
  if (inAddress)
    return `A value with an apostrophe, such as O'Brien, breaks the address, and ${who} can make it point elsewhere.`;
  return quoted
    ? `A value with an apostrophe, such as O'Brien, breaks the filter, and ${who} can extend it to find other rows.`
    : `${capitalise(who)} can extend the filter, for example with "or", to find other rows.`;
}

function hint(language: FilterValue['language'], quoted: boolean, alone: boolean): string {
  if (alone) return 'Write the filter in the step, and take only single values from the caller.';
  if (language === 'FetchXML')
    return 'Replace &, <, >, " and \' in the value by their XML entities, or use "Filter rows" with doubled apostrophes.';
  return quoted
    ? "Double the apostrophes in the value: replace(value, '''', '''''')."
    : 'Put a number through int(...); put any other value into quotes, with its apostrophes doubled.';
}
