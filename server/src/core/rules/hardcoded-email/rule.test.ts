import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { connector, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('hardcoded-email', () => {
  it('shows the domain and never the person', () => {
    const send = connector('office365', 'SendEmailV2', {
      'emailMessage/To': 'jo.ng@contoso.com;ana.li@fabrikam.com',
      'emailMessage/Subject': 'Orders',
      'emailMessage/Body': 'Done',
    });
    const analysis = check(flowText({ actions: { Send: send }, spareConnections: false }));
    const [finding] = analysis.findings;
    expect(finding?.message).toContain('2 fixed mail addresses at contoso.com and fabrikam.com');
    const said = [
      finding?.message,
      finding?.hint,
      ...(finding?.related.map((one) => one.message) ?? []),
    ].join(' ');
    expect(said).not.toMatch(/jo\.ng|ana\.li/);
  });
});
