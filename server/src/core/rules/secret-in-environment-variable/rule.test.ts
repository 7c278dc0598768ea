import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  applyChanges,
  checkFiles,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';

ruleSuite(import.meta.dirname);

it('changes the type, removes the value, and touches nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/reject-values.solution'), 'utf8');
  const { files } = readSolutionFixture(text);
  const found = checkFiles(files).findings.find(({ finding }) => finding.message.includes('abc_SpeechKey'));
  const [fix] = found?.analysis.fixesFor(found.finding) ?? [];
  const after = applyChanges(files, fix?.changes ?? []);
  const path = 'src/environmentvariabledefinitions/abc_SpeechKey/environmentvariabledefinition.xml';
  expect(after[path]).toBe(`<environmentvariabledefinition schemaname="abc_SpeechKey">
  <displayname default="Speech key">
    <label description="Speech key" languagecode="1033" />
  </displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>100000005</type>
</environmentvariabledefinition>`);
  expect({ ...after, [path]: files[path] }).toEqual(files);
});

it('is told once in each file, also in the flow that an export copied the value into', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/reject-values.solution'), 'utf8');
  const { findings } = checkFiles(readSolutionFixture(text).files);
  expect(findings.filter(({ finding }) => finding.message.includes('abc_SpeechKey'))).toHaveLength(1);
  const parameters = {
    'Speech key (abc_SpeechKey)': {
      defaultValue: FAKES.hex32,
      type: 'String',
      metadata: { schemaName: 'abc_SpeechKey' },
    },
  };
  const definition = { $schema: 'x', contentVersion: '1.0.0.0', parameters, triggers: {}, actions: {} };
  const flow = check(JSON.stringify({ properties: { connectionReferences: {}, definition } }));
  const ids = flow.findings.map((one) => one.ruleId);
  expect(ids.filter((id) => id.startsWith('secret-'))).toEqual(['secret-in-parameter-default']);
});

it('rewrites the flows that take the variable, each in its own way', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/reject-taken-by-flows.solution'), 'utf8');
  const { files } = readSolutionFixture(text);
  const [found] = checkFiles(files).findings;
  const [fix, ...others] = found!.analysis.fixesFor(found!.finding);
  expect(others.map(({ cures }) => cures)).toEqual(['readers']);
  expect(fix?.title).toBe('Turn "abc_SiteLabel" into a secret variable, read at run time in both flows');
  expect(fix?.note).toMatch(/ It changes "Sendorder" and "Trackorder"\.$/);
  const after = applyChanges(files, fix!.changes);
  const reads = Object.entries(after).flatMap(([path, one]) =>
    path.endsWith('.json') ? [one.split('RetrieveEnvironmentVariableSecretValue').length - 1] : [],
  );
  expect(reads).toEqual([1, 2]);
});
