import {
  type CallerInput,
  type CallerTracker,
  callersOf,
  confidenceIn,
  inputsText,
  valueName,
} from '../../callers/index.ts';
import type { NodePlace } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { TRUSTS_CALLER } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext, type PlaceReport, type SharedReport } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';
import { isGuess } from '../together.ts';
import { bestDisposition, type RepairedValue, valueFixes } from '../valueFixes.ts';
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
    kinds: ['escape-value'],
    cwe: [943],
    checklist: TRUSTS_CALLER,
  },
  visit: { action: check },
  fixes(_, finding) {
    const { values, language } = finding.data as Data;
    return language === 'FetchXML'
      ? valueFixes(
          values,
          'escape-value',
          (what) => `Escape ${what} for XML`,
          'Where the value is escaped already, it would be escaped twice: run the flow once with an "&" in it.',
        )
      : valueFixes(values, 'escape-value', (what) => `Double the quotes in ${what}`);
  },
});

interface Found extends PlaceReport<NodePlace> {
  readonly value: FilterValue;
  readonly inputs: readonly CallerInput[];
}

interface Data {
  readonly values: readonly RepairedValue[];
  readonly language: FilterValue['language'];
}

function check({ flow, reportTogether }: FlowRuleContext, step: Step): void {
  const tracker = callersOf(flow);
  if (!tracker.active) return;
  const values = filterValues(tracker, step);
  if (values.length === 0) return;
  const found = values.flatMap((value) => foundAt(tracker, value) ?? []);
  reportTogether(found, (some) => describe(flow, step, some));
}

function foundAt(tracker: CallerTracker, value: FilterValue): Found | undefined {
  const { piece, node, quoted, alone } = value;
  const inputs = tracker.unchecked(piece.expr, piece.step, neutralIn(value));
  if (inputs.length === 0) return undefined;
  const isInternal = inputs.every(({ caller }) => ['app', 'button', 'agent', 'flow'].includes(caller.kind));
  return {
    place: piece.node === node ? { node, part: { inString: piece.expr.span } } : { node, part: 'value' },
    label: `Here ${inputsText(inputs)} can change it.`,
    // Ids and numbers stand outside of quotes, and apps pass them as text.
    confidence: !quoted && (isInternal || alone) ? 'low' : confidenceIn(inputs),
    ...{ value, inputs },
  };
}

function describe(flow: FlowModel, step: Step, found: readonly Found[]): SharedReport {
  const inputs = found.flatMap((one) => one.inputs);
  // What tells most: a value that is quoted, or the only one.
  const [{ value }] = [...found].sort((a, b) => weight(b.value) - weight(a.value)) as [Found, ...Found[]];
  const values = found.map(({ value: own, inputs: from }): RepairedValue => {
    const disposition = !isEscapable(own) ? null : own.language === 'FetchXML' ? 'review' : 'safe';
    return { name: valueName(own.piece.expr, from), disposition, edits: () => escapeEdits(flow, own) };
  });
  const asQuoted = found.find((one) => one.value.quoted)?.value ?? value;
  return {
    message: messageOf(step, inputs, found),
    hint: hint(asQuoted),
    why: consequence(inputs[0]!.caller.who, value),
    fix: bestDisposition(values),
    data: { values, language: value.language } satisfies Data,
  };
}

function weight({ quoted, alone }: FilterValue): number {
  return quoted ? 2 : alone ? 1 : 0;
}

function messageOf(step: Step, inputs: readonly CallerInput[], found: readonly Found[]): string {
  const name = stepName(step);
  const what = inputsText(inputs);
  const [{ value }] = found as [Found, ...Found[]];
  const where = value.inAddress ? 'a quoted part of its address' : `its ${value.language} filter`;
  const all = (is: (value: FilterValue) => boolean): boolean => found.every((one) => is(one.value));
  const guess = isGuess(found);
  if (all(({ quoted }) => quoted))
    return `${name} ${guess ? 'may have to escape' : 'does not escape'} ${what} in ${where}.`;
  if (all(({ alone }) => alone))
    return `${name} takes its whole ${value.language} filter from ${what}${guess ? ', which may be hostile' : ''}.`;
  if (all(({ quoted, alone }) => !quoted && !alone))
    return `${name} ${guess ? 'may need' : 'has no'} quotes around ${what} in ${where}.`;
  return `${name} ${guess ? 'may let' : 'lets'} ${what} change ${where}.`;
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

function hint({ language, quoted, alone }: FilterValue): string {
  if (alone) return 'Write the filter in the step, and take only single values from the caller.';
  if (language === 'FetchXML')
    return 'Replace &, <, >, " and \' in the value by their XML entities, or use "Filter rows" with doubled apostrophes.';
  return quoted
    ? "Double the apostrophes in the value: replace(value, '''', '''''')."
    : 'Put a number through int(...); put any other value into quotes, with its apostrophes doubled.';
}
