import { describe, expect, it } from 'vitest';
import { check, ids } from '../../../../../test/harness/check.ts';
import { flowText, http, inOrder, parseJson, secured } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { DEFAULT_CONFIG } from '../../index.ts';

ruleSuite(import.meta.dirname);

const pedantic = { config: { ...DEFAULT_CONFIG, rules: { 'personal-data-unsecured': 'info' as const } } };

describe('personal-data-unsecured', () => {
  it('is off in the default profile', () => {
    const text = flowText({
      actions: { Read: http({}), Use: http({ body: { account: "@body('Read')?['iban']" } }) },
    });
    expect(ids(check(text))).not.toContain('personal-data-unsecured');
    expect(ids(check(text, pedantic))).toContain('personal-data-unsecured');
  });

  it('stands at the step that is read, with those that use it', () => {
    const actions = inOrder({ Read: http({}), Use: http({ body: { account: "@body('Read')?['iban']" } }) });
    const [finding, ...more] = check(flowText({ actions, spareConnections: false }), pedantic).findings;
    expect(more).toEqual([]);
    expect(finding?.message).toBe('"Read" shows personal data in its outputs: "iban".');
    expect(finding?.related.map((one) => one.message)).toEqual([
      '"Use" uses it, and is hidden along with it',
    ]);
  });

  it('does not take Parse JSON to hide what comes behind it', () => {
    const actions = inOrder({
      Read: secured(http({}), 'outputs'),
      Parse: secured(parseJson("@body('Read')"), 'inputs'),
      Use: http({ body: { account: "@body('Parse')?['iban']" } }),
    });
    const found = check(flowText({ actions, spareConnections: false }), pedantic).findings;
    expect(found.map((one) => one.message)).toEqual(['"Use" shows personal data in its inputs: "iban".']);
  });
});
