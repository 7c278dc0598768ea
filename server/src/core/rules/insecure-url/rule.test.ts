import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { flowText, http } from '../../../../../test/harness/flowBuilder.ts';
import { caseSource } from '../../../../../test/harness/flowCases.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { refactoringsAt } from '../../editor/refactor/index.ts';
import { FLOW_ID, only, UNPACKED, uriOf } from '../../solution/testing.ts';
import { applyEdits } from '../../text/textEdit.ts';

ruleSuite(import.meta.dirname);

it.each(['reject-http-action', 'reject-other-callers'])(
  'use https: %s gets one letter a finding, and nothing else',
  (name) => {
    const source = caseSource(import.meta.dirname, name);
    const analysis = check(source);
    const own = analysis.findings.filter((one) => one.ruleId === 'insecure-url');
    expect(own.length).toBeGreaterThan(2);
    const fixes = own.map((finding) => analysis.fixesFor(finding));
    for (const [fix, ...others] of fixes) {
      expect(others).toEqual([]);
      expect(fix).toMatchObject({ title: 'Use https', disposition: 'review' });
      expect(fix?.note).toContain('https');
      expect(fix && editsOf(fix).map((edit) => edit.newText)).toEqual([expect.stringMatching(/^s$/i)]);
    }
    const all = fixes.flatMap(([fix]) => editsOf(fix!));
    const fixed = applyEdits(source, all);
    expect(fixed.length).toBe(source.length + own.length);
    expect(check(fixed).findings.filter((one) => one.ruleId === 'insecure-url')).toEqual([]);
    expect(analysis.fixAll()).toEqual([]);
    for (const { span } of all) {
      expect(source.slice(span.start - 4, span.start)).toMatch(/^http$/i);
      expect(source.slice(span.start)).toMatch(/^:(?:\/|\\u002f)\//);
    }
  },
);

it('follows parameters, variables and environment variables, and repairs what they hold', () => {
  const source = caseSource(import.meta.dirname, 'reject-followed');
  const analysis = check(source);
  const own = analysis.findings.filter((one) => one.ruleId === 'insecure-url');
  const fixes = own.map((finding) => analysis.fixesFor(finding));
  expect(fixes.map(([fix]) => fix?.title)).toEqual([
    'Use https in the default of the parameter "Prices"',
    'Use https in the environment variable "abc_Orders"',
    'Use https in the variable "address"',
  ]);
  const fixed = applyEdits(
    source,
    fixes.flatMap(([fix]) => editsOf(fix!)),
  );
  expect(check(fixed).findings.filter((one) => one.ruleId === 'insecure-url')).toEqual([]);
  expect(fixed.length).toBe(source.length + 3);
});

describe('with a solution', () => {
  const uri = uriOf(`src/Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`);
  const metadata = { schemaName: 'abc_Prices', description: '' };
  const parameter = { type: 'String', defaultValue: 'https://prices.contoso.example', metadata };
  const text = flowText({
    actions: { Call: http({ uri: "@{parameters('Prices (abc_Prices)')}/today" }) },
    parameters: { 'Prices (abc_Prices)': parameter },
  });
  const definition = (value: string) => `<environmentvariabledefinition schemaname="abc_Prices">
  <defaultvalue>${value}</defaultvalue>
  <displayname default="Prices"><label description="Prices" languagecode="1033" /></displayname>
  <type>100000000</type>
</environmentvariabledefinition>`;
  const path = 'src/environmentvariabledefinitions/abc_Prices/environmentvariabledefinition.xml';
  const around = (value: string) => only({ ...UNPACKED, [path]: definition(value) });

  it('takes the value of the environment variable, and repairs its definition', () => {
    const analysis = check(text, { uri, solutionModel: around('http://prices.contoso.example') });
    const own = analysis.findings.filter((one) => one.ruleId === 'insecure-url');
    expect(own).toHaveLength(1);
    expect(own[0]?.message).toContain('the environment variable "abc_Prices"');
    const [fix] = analysis.fixesFor(own[0]!);
    const [change] = fix?.changes ?? [];
    expect(change).toMatchObject({ uri: uriOf(path) });
    const edits = change !== undefined && 'edits' in change ? change.edits : [];
    expect(applyEdits(definition('http://prices.contoso.example'), edits)).toBe(
      definition('https://prices.contoso.example'),
    );
    const after = check(text, { uri, solutionModel: around('https://prices.contoso.example') });
    expect(after.findings.filter((one) => one.ruleId === 'insecure-url')).toEqual([]);
  });

  it('offers no environment variable for an address without encryption', () => {
    const literal = flowText({ actions: { Call: http({ uri: 'http://prices.contoso.example/today' }) } });
    const analysis = check(literal, { uri, solutionModel: only(UNPACKED) });
    expect(refactoringsAt(analysis, literal.indexOf('prices.contoso'))).toEqual([]);
    const encrypted = literal.replace('http://prices', 'https://prices');
    const other = check(encrypted, { uri, solutionModel: only(UNPACKED) });
    expect(refactoringsAt(other, encrypted.indexOf('prices.contoso'))).not.toEqual([]);
  });
});
