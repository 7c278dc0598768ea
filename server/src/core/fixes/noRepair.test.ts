import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { connector, flowText, http } from '../../../../test/harness/flowBuilder.ts';
import { checkFiles } from '../../../../test/harness/solutionFixture.ts';
import type { SolutionModel } from '../solution/index.ts';
import { FLOW_ID, only, UNPACKED, uriOf } from '../solution/testing.ts';

const uri = uriOf(`src/Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`);
const MANIFEST = 'src/Other/Solution.xml';
const managed = { ...UNPACKED, [MANIFEST]: UNPACKED[MANIFEST]!.replace('<Managed>0', '<Managed>1') };
const VARIABLE = 'src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml';
const variable = `<environmentvariabledefinition schemaname="abc_ApiKey">
  <displayname default="Api key"><label description="Api key" languagecode="1033" /></displayname>
  <type>100000000</type>
</environmentvariabledefinition>`;

const leaky = flowText({
  actions: {
    Call: http({ headers: { 'x-api-key': FAKES.hex32! } }),
    Open: connector('sharepointonline', 'GetItems', { dataset: 'https://contoso.sharepoint.com/sites/a' }),
  },
});

/** What the findings say of their repair: whether there is one, why not, and the hint. */
function answers(solutionModel: SolutionModel | undefined, text = leaky) {
  const analysis = check(text, { uri, solutionModel });
  const literals = analysis.findings.filter((one) => one.ruleId.startsWith('hardcoded-'));
  return literals.map((finding) => ({
    rule: finding.ruleId,
    offered: analysis.fixesFor(finding).length > 0,
    why: analysis.whyNoRepair(finding),
    hint: finding.hint,
  }));
}

describe('why there is no repair', () => {
  it('has no answer where there is one', () => {
    for (const { offered, why } of answers(only(UNPACKED))) expect([offered, why]).toEqual([true, undefined]);
  });

  it('is the managed export, for every repair that needs a look, and the hint says the same', () => {
    const found = answers(only(managed));
    expect(found.map(({ rule }) => rule)).toEqual(['hardcoded-secret', 'hardcoded-environment-url']);
    for (const { offered, why, hint } of found) {
      expect(offered).toBe(false);
      expect(why).toBe('This is the managed export: repair it in the unmanaged solution.');
      expect(hint.endsWith(why!)).toBe(true);
    }
  });

  it('is the same for the files beside the flows', () => {
    const findings = (files: Readonly<Record<string, string>>) =>
      checkFiles({ ...files, [VARIABLE]: variable }).analyses.flatMap((analysis) =>
        analysis.findings
          .filter((one) => one.ruleId === 'environment-variable-should-be-secret')
          .map((finding) => [analysis.fixesFor(finding).length, analysis.whyNoRepair(finding)]),
      );
    expect(findings(UNPACKED)).toEqual([[1, undefined]]);
    expect(findings(managed)).toEqual([
      [0, 'This is the managed export: repair it in the unmanaged solution.'],
    ]);
  });

  it('is the missing solution, where a flow lies alone', () => {
    for (const { offered, why, hint } of answers(undefined)) {
      expect(offered).toBe(false);
      expect(why).toContain('No Solution.xml lies around this flow');
      expect(hint.endsWith(why!)).toBe(true);
    }
  });

  it('is the damage of the file itself', () => {
    const damaged = answers(only(UNPACKED), `${leaky.slice(0, leaky.lastIndexOf('}'))}`);
    expect(damaged.filter(({ rule }) => rule === 'hardcoded-secret').map(({ why }) => why)).toEqual([
      'This file does not parse, so any edit of it would be a guess: repair its syntax first.',
    ]);
  });
});
