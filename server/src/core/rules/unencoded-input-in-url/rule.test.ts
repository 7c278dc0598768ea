import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { caseSource } from '../../../../../test/harness/flowCases.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { applyEdits } from '../../text/textEdit.ts';

ruleSuite(import.meta.dirname);

describe('several values in the address of one step', () => {
  const source = caseSource(import.meta.dirname, 'reject-several');
  const analysis = check(source);
  const [ofPath, ofQuery, mixed, twice] = analysis.findings;
  const textOf = (place: (typeof analysis.findings)[number]['place']): string => {
    const { start, end } = place.span;
    return source.slice(start, end);
  };

  it('are one finding with all places', () => {
    expect(analysis.findings).toHaveLength(4);
    expect(ofPath!.related.map(textOf)).toEqual(["triggerBody()?['street']", "triggerBody()?['house']"]);
    expect(ofPath!.message).toBe(
      '"Path_of_three" does not encode the trigger input "city" and 2 more in its address.',
    );
    expect(twice!.message).toBe(
      '"One_value_twice" does not encode the trigger input "street" in its address.',
    );
  });

  it('are encoded all at once, or one by one, never by two actions of one title', () => {
    const offered = [ofPath, ofQuery, mixed, twice].map((finding) =>
      analysis.fixesFor(finding!).map(({ title, disposition }) => `${disposition}: ${title}`),
    );
    expect(offered).toEqual([
      [
        'review: Encode all 3 values',
        'review: Encode "Town"',
        'review: Encode "street"',
        'review: Encode "house"',
      ],
      ['safe: Encode all 3 values', 'safe: Encode "Town"', 'safe: Encode "street"', 'safe: Encode "house"'],
      ['review: Encode both values', 'review: Encode "Town"', 'safe: Encode "street"'],
      ['safe: Encode both values'],
    ]);
  });

  it('need no string() where the variable is a text', () => {
    const [all] = analysis.fixesFor(ofPath!);
    const fixed = applyEdits(source, editsOf(all!));
    expect(fixed).toContain(
      "/@{encodeUriComponent(variables('Town'))}/@{encodeUriComponent(string(triggerBody()?['street']))}/@{encodeUriComponent(string(triggerBody()?['house']))}",
    );
  });
});
