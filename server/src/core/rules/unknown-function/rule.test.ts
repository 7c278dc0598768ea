import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { frameFlow } from '../../../../../test/harness/flowFrame.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { applyEdits } from '../../text/textEdit.ts';

ruleSuite(import.meta.dirname);

describe('unknown-function', () => {
  const told = (inputs: string) => {
    const { text } = frameFlow(
      `{ "Note": { "type": "Compose", "inputs": ${JSON.stringify(inputs)}, "runAfter": {} } }`,
    );
    const analysis = check(text);
    const finding = analysis.findings.find(({ ruleId }) => ruleId === 'unknown-function')!;
    const fixed = analysis.fixesFor(finding).map((fix) => {
      const after = applyEdits(text, editsOf(fix, analysis.document.uri));
      return JSON.parse(after).properties.definition.actions.Note.inputs;
    });
    return { ...finding, fixed };
  };

  it.each([
    ['@now()', 'Here it is utcNow().', '@utcNow()'],
    ["@LEN('a')", 'Here it is length().', "@length('a')"],
    ["It is @{concatenate('a', 'b')}.", 'Here it is concat().', "It is @{concat('a', 'b')}."],
    ["@lenght('a')", 'Perhaps length() is meant.', "@length('a')"],
    [
      "@con\u200bcat('a')",
      'An invisible character stands in the name: remove it, or write the name again.',
      "@concat('a')",
    ],
  ])('%s: %s', (inputs, hint, fixed) => {
    expect(told(inputs)).toMatchObject({ hint, fixed: [fixed], fix: 'review' });
  });

  it.each([
    ["@filter(createArray(1), 'a')", 'Use the action "Filter array".'],
    ["@map(createArray(1), 'a')", 'Use the action "Select".'],
    ['@foreach(createArray(1))', 'Use the action "Apply to each".'],
    ['@addMonths(utcNow(), 1)', "Write addToTime(date, count, 'Month')."],
    // The function that is meant does not take these arguments.
    ["@len('a', 'b')", 'Here it is length().'],
    ["@quite_another('a')", 'Look the name up in the list of functions.'],
  ])('%s has no repair: %s', (inputs, hint) => {
    expect(told(inputs)).toMatchObject({ hint, fixed: [], fix: null });
  });

  it('says that it holds an invisible character', () => {
    expect(told("@con\u200bcat('a')").message).toMatch(/: it holds an invisible character\.$/);
    expect(told('@now()').message).not.toContain('invisible');
  });
});
