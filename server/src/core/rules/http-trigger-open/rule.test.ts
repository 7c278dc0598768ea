import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { caseSource } from '../../../../../test/harness/flowCases.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { applyEdits } from '../../text/textEdit.ts';

ruleSuite(import.meta.dirname);

interface Definition {
  properties: { definition: { triggers: Record<string, { inputs?: Record<string, unknown> }> } };
}

describe('letting only users of the tenant call it', () => {
  const fixture = (name: string): string => caseSource(import.meta.dirname, name);

  it.each([
    'reject-all',
    'reject-all-in-lower-case',
    'reject-missing',
    'reject-empty',
    'reject-legacy-package',
    'reject-no-inputs',
  ])('%s: the setting is there afterwards, the rest is as before', (name) => {
    const text = fixture(name);
    const analysis = check(text);
    const finding = analysis.findings.find((one) => one.ruleId === 'http-trigger-open')!;
    const [fix, ...others] = analysis.fixesFor(finding);
    expect(others).toEqual([]);
    expect(fix).toMatchObject({ title: 'Let only users of the tenant call it', disposition: 'review' });
    expect(fix?.note).toMatch(/OAuth token.*no longer works/);
    const fixed = applyEdits(text, editsOf(fix!));
    expect(check(fixed).findings).toEqual([]);
    const before = JSON.parse(text) as Definition;
    const after = JSON.parse(fixed) as Definition;
    const [trigger] = Object.values(before.properties.definition.triggers);
    trigger!.inputs = { ...trigger!.inputs, triggerAuthenticationType: 'Tenant' };
    expect(after).toEqual(before);
    // Never a part of fix-all.
    expect(analysis.fixAll()).toEqual([]);
  });

  it.each(['reject-user-nobody', 'reject-user-no-list'])('%s: says what is the case', (name) => {
    const text = fixture(name);
    const analysis = check(text);
    const [finding] = analysis.findings;
    const [fix, ...others] = analysis.fixesFor(finding!);
    expect(others).toEqual([]);
    expect(fix).toMatchObject({
      title: 'Say that every user of the tenant may call it',
      disposition: 'review',
    });
    expect(fix?.note).toBeUndefined();
    expect(check(applyEdits(text, editsOf(fix!))).findings).toEqual([]);
  });

  it('is not offered where the inputs are damaged', () => {
    const text = fixture('reject-missing').replace(
      /"inputs": \{ "method": "POST", "schema".*\}$/m,
      '"inputs": "x"',
    );
    const analysis = check(text);
    const finding = analysis.findings.find((one) => one.ruleId === 'http-trigger-open')!;
    expect(finding.fix).toBeNull();
    expect(analysis.fixesFor(finding)).toEqual([]);
  });
});

it('writes no setting of Power Automate into a definition that may be one of Logic Apps', () => {
  const definition = (actions: object) =>
    JSON.stringify({
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      contentVersion: '1.0.0.0',
      triggers: { manual: { type: 'Request', kind: 'Http', inputs: { schema: {} } } },
      actions,
    });
  const offered = (text: string) => {
    const analysis = check(text, { declaredAsFlow: true });
    const own = analysis.findings.filter((one) => one.ruleId === 'http-trigger-open');
    return own.map((finding) => [finding.fix, analysis.fixesFor(finding).length]);
  };
  const compose = { Note: { type: 'Compose', inputs: 'a', runAfter: {} } };
  for (const [fix, count] of offered(definition(compose))) expect([fix, count]).toEqual([null, 0]);
  const host = { connectionName: 'shared_office365', operationId: 'GetEmailsV3', apiId: '' };
  const connector = { Mails: { type: 'OpenApiConnection', inputs: { host, parameters: {} }, runAfter: {} } };
  expect(offered(definition(connector))).toEqual([['review', 1]]);
});
