import path from 'node:path';
import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { connector, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { fixtureConfig } from '../../../../../test/harness/ruleConfig.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

it('names a blocked operation as the designer does, with the id that the policy has', () => {
  const config = fixtureConfig(path.join(import.meta.dirname, 'fixtures'));
  const text = flowText({
    actions: {
      Known: connector('sql', 'ExecutePassThroughNativeQuery_V2', {}),
      Unknown: connector('office365', 'NoSuchOperation', {}),
    },
  });
  const said = check(text, { config })
    .findings.filter(({ ruleId }) => ruleId === 'dlp-policy')
    .map(({ message, why }) => `${message} ${why}`);
  expect(said[0]).toContain('the operation "Execute a SQL query (V2)" of SQL Server');
  expect(said[0]).toContain('It lists the operation as ExecutePassThroughNativeQuery_V2.');
  expect(said[1]).toContain('the operation "NoSuchOperation" of Office 365 Outlook');
});
