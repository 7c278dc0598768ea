import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectGoldenPatch } from '../../../../../test/harness/goldenPatch.ts';
import { checkIn, holdRepair, repairedBy, solutionFilesOf } from '../../../../../test/harness/repairs.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { FLOW, PACKAGE, uriOf } from '../../solution/testing.ts';

const ID = 'secret-environment-variable-as-parameter';
const ROOT = 'file:///repo/';
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

ruleSuite(import.meta.dirname);

/** Other ways in which the flow's file may be written. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
  'one line': (text) => JSON.stringify(JSON.parse(text)),
  tabs: (text) => JSON.stringify(JSON.parse(text), undefined, '\t'),
};

describe.each(['unpacked', 'unzipped'])('the repair in layout "%s"', (layout) => {
  const { files } = readSolutionFixture(readFileSync(fixture(`reject-${layout}.solution`), 'utf8'));
  const workspace = new Map(Object.entries(files).map(([path, text]) => [ROOT + path, text]));
  const uri = [...workspace.keys()].find((one) => /Workflows\/.*\.json$/.test(one))!;

  /** Holds what every repair promises: files in form, the flow means the same, everything declared, run order kept. */
  function repaired(before: Map<string, string>): Map<string, string> {
    const all = solutionFilesOf(before);
    const analysis = checkIn(before, uri, all);
    const finding = analysis.findings.find((one) => one.ruleId === ID)!;
    const [fix] = analysis.fixesFor(finding);
    expect(fix?.title).toBe('Read the secret variable "abc_OrderApiKey" at run time');
    // There never was a value to rotate.
    expect(fix?.note).not.toContain('Rotate');
    const { after, fresh } = holdRepair(before, all, analysis, repairedBy(finding), fix!);
    expect(fresh).toEqual([]);
    return after;
  }

  it('changes what the golden patch shows, and leaves no exposure', () => {
    const after = repaired(workspace);
    expectGoldenPatch(fixture(`${layout}.patch`), workspace, after, ROOT);
    // What the run history showed before is secured now, in the step of the loop as well.
    expect(checkIn(after, uri).findings.map((one) => one.ruleId)).toEqual([]);
  });

  it.each(Object.entries(VARIANTS))('is the same in a flow with %s', (_, change) => {
    const before = new Map(workspace).set(uri, change(workspace.get(uri)!));
    const plain = (text: string): unknown => {
      const bare = text.replace(/^\uFEFF/, '').replace(/("operationMetadataId": ?)"[0-9a-f-]+"/g, '$1""');
      return JSON.parse(bare);
    };
    expect(plain(repaired(before).get(uri)!)).toEqual(plain(repaired(workspace).get(uri)!));
  });
});

it('has nothing to say of a legacy package, which has no environment variables', () => {
  const parameter = {
    'API key (abc_ApiKey)': { defaultValue: '', type: 'String', metadata: { schemaName: 'abc_ApiKey' } },
  };
  const flow = JSON.parse(FLOW);
  flow.type = 'Microsoft.Flow/flows';
  flow.properties.definition.$schema =
    'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
  flow.properties.definition.parameters = parameter;
  const path = Object.keys(PACKAGE).find((one) => one.endsWith('definition.json'))!;
  const files = { ...PACKAGE, [path]: JSON.stringify(flow) };
  const workspace = new Map(Object.entries(files).map(([name, text]) => [uriOf(name), text]));
  const { findings, document } = checkIn(workspace, uriOf(path));
  expect(document.flows[0]?.wrapper).toBe('legacy-package');
  expect(findings.map((one) => one.ruleId)).not.toContain(ID);
});
