import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  applyChanges,
  checkFiles,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';

ruleSuite(import.meta.dirname);

/** Entries of a settings file after the first repair of each finding in it. */
function repaired(fixture: string, path: string): string[] {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', fixture), 'utf8');
  const { files } = readSolutionFixture(text);
  let after = files;
  for (;;) {
    const { findings } = checkFiles(after);
    const found = findings.find(({ finding }) => finding.place.uri.endsWith(path));
    if (found === undefined) break;
    after = applyChanges(after, found.analysis.fixesFor(found.finding)[0]!.changes);
  }
  return (after[path] ?? '').match(/"Value":.*/g) ?? [];
}

it('writes a token like the others of the file', () => {
  expect(repaired('reject-beside-tokens.solution', 'config/Prod/deploymentSettings.json')).toEqual([
    '"Value":  "#{environmentvariable.abc_ApiKey}#"',
    '"Value":  "#{environmentvariable.abc_Site}#"',
    '"Value":  "#{environmentvariable.abc_Storage}#"',
  ]);
});

it('writes the token that goes with those for connection references', () => {
  expect(repaired('reject-beside-tokens.solution', 'config/Test/deploymentSettings.json')).toEqual([
    '"Value": "#{environmentvariable.abc_ApiKey}#" }',
  ]);
});

it('empties the value in a file without tokens', () => {
  expect(repaired('reject-plain-value.solution', 'config/deploymentSettings.json')).toEqual([
    '"Value": ""',
    '"Value": "https://contoso.sharepoint.com/sites/orders"',
  ]);
});
