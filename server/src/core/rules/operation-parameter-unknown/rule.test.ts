import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { connector, flowText, type Json } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { openDocument } from '../../flow/index.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { parameterFaults } from '../operationParameters.ts';

ruleSuite(import.meta.dirname);

const REQUIRED = {
  'emailMessage/To': 'Sales',
  'emailMessage/Subject': 'Orders',
  'emailMessage/Body': 'Done',
};
const mail = (parameters: Record<string, Json>): string =>
  flowText({ actions: { Send: connector('office365', 'SendEmailV2', parameters) } });
const openFlow = (text: string) => openDocument({ uri: 'file:///flow.json', text }).flows[0]!;
const found = (text: string) => {
  const analysis = check(text);
  return analysis.findings
    .filter(({ ruleId }) => ruleId.startsWith('operation-parameter-'))
    .map((finding) => ({
      id: finding.ruleId,
      message: finding.message,
      hint: finding.hint,
      fixed: analysis.fixesFor(finding).map((fix) => applyEdits(text, editsOf(fix))),
    }));
};

describe('what is told', () => {
  it('names step, parameter and operation as the designer does', () => {
    const [first, ...others] = found(mail({ ...REQUIRED, 'emailMessage/Bccc': 'Support' }));
    expect(others).toEqual([]);
    expect(first?.message).toBe(
      '"Send" gives the parameter "emailMessage/Bccc", which "Send an email (V2)" does not have.',
    );
    expect(first?.hint).toContain('Perhaps "emailMessage/Bcc" is meant.');
  });

  it('is one fault for one slip: a misspelt required parameter is not missing too', () => {
    const { 'emailMessage/Subject': _, ...others } = REQUIRED;
    expect(found(mail({ ...others, 'emailMessage/Subjct': 'Orders' })).map(({ id }) => id)).toEqual([
      'operation-parameter-unknown',
    ]);
    // Of two slips each has a meaning of its own, or none.
    expect(
      found(mail({ ...others, 'emailMessage/Subjct': 'a', 'emailMessage/Subjekt': 'b' })).map(({ fixed }) =>
        fixed.map((text) => text.includes('"emailMessage/Subject"')),
      ),
    ).toEqual([[true], []]);
  });

  it('is nothing where step and connection name different connectors', () => {
    const text = mail({ 'emailMessage/Bccc': 'Support' });
    expect(found(text)).toHaveLength(2);
    const other = text.replace(
      '"api": {\n          "name": "shared_office365"',
      '"api": {\n          "name": "shared_outlook"',
    );
    expect(other).not.toBe(text);
    expect(found(other)).toEqual([]);
  });

  it('is nothing in damaged JSON, and in a logic app', () => {
    const text = mail({ 'emailMessage/Bccc': 'Support' });
    expect(
      found(text.replace('"emailMessage/Bccc": "Support"', '"emailMessage/Bccc": "Support" "a"')),
    ).toEqual([]);
    const { definition } = (JSON.parse(text) as { properties: { definition: { parameters: unknown } } })
      .properties;
    const step = connector('office365', 'SendEmailV2', { 'emailMessage/Bccc': 'Support' });
    const inputs = { ...(step.inputs as object), authentication: { type: 'ManagedServiceIdentity' } };
    const logicApp = { ...definition, parameters: {}, actions: { Send: { ...step, inputs } } };
    const inAzure = JSON.stringify({ definition: logicApp, kind: 'Stateful' }).replaceAll(
      '/providers/Microsoft.PowerApps/apis/',
      '/subscriptions/0a1b/providers/Microsoft.Web/locations/we/managedApis/',
    );
    expect(found(inAzure)).toEqual([]);
  });
});

describe('the repair', () => {
  it('writes the name that is near, which the step does not give yet, and which takes the value', () => {
    const text = mail({ ...REQUIRED, Importance: 'High' });
    expect(found(text)[0]?.fixed).toEqual([text.replace('"Importance"', '"emailMessage/Importance"')]);
    expect(found(mail({ ...REQUIRED, Importance: 'Soon' }))[0]?.fixed).toEqual([]);
    expect(
      found(mail({ ...REQUIRED, 'emailMessage/Importance': 'High', Importance: 'Low' }))[0]?.fixed,
    ).toEqual([]);
  });
});

it('grows with the number of parameters', () => {
  expectLinear((n) => {
    const keys = Array.from({ length: n }, (_, index) => [`emailMessage/Bccc${index}`, 'x']);
    parameterFaults(openFlow(mail(Object.fromEntries(keys))));
  }, 500);
});
