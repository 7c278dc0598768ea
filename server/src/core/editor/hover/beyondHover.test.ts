// Hovers over names that lead out of the flow, told from the files around it.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { projectWith } from '../../../../../test/harness/projectWith.ts';
import { readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { uriOf } from '../../solution/testing.ts';
import { hoverAt } from './index.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556660';
const CHILD = `src/Workflows/Child-${ID.toUpperCase()}.json`;
const CALLER = 'src/Workflows/Caller-0A1B2C3D-1111-2222-3333-444455556661.json';
const child = `{
  "triggers": { "manual": { "type": "Request", "kind": "Button", "inputs": { "schema": { "type": "object",
    "properties": { "text": { "type": "string", "title": "Case" }, "number": { "type": "number", "title": "Due *day*" } }, "required": ["number"] } } } },
  "actions": { "R": { "type": "Response", "kind": "PowerApp", "inputs": { "statusCode": 200, "body": { "result": 1 },
    "schema": { "type": "object", "properties": { "result": { "type": "string", "title": "What came of it" } } } }, "runAfter": {} } }
}`;
const caller = `{
  "parameters": { "Site (abc_Site)": { "type": "String", "defaultValue": "x", "metadata": { "schemaName": "abc_Site" } } },
  "actions": {
    "Send": { "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "shared_office365", "operationId": "SendEmailV2", "apiId": "/providers/Microsoft.PowerApps/apis/shared_office365" },
      "parameters": { "emailMessage/To": "a@contoso.example", "emailMessage/Importance": "Low", "emailMessage/Mine": 1 } }, "runAfter": {} },
    "Call": { "type": "Workflow", "inputs": { "host": { "workflowReferenceName": "${ID}" }, "body": { "text": "a", "n\\u0075mber": 1, "other": 2 } }, "runAfter": { "Send": ["Succeeded"] } }
  }
}`;
const variable = `<environmentvariabledefinition schemaname="abc_Site">
  <defaultvalue>${FAKES.githubToken}</defaultvalue>
  <displayname default="Site of the team"><label description="Site of the team" languagecode="1033" /></displayname>
  <type>100000000</type>
</environmentvariabledefinition>`;

function inSolution() {
  const fixture = `=== solution Orders
=== ${CHILD}\n${child}\n=== ${CALLER}\n${caller}
=== src/environmentvariabledefinitions/abc_Site/environmentvariabledefinition.xml\n${variable}\n`;
  const { files } = readSolutionFixture(fixture);
  const project = projectWith(files);
  const text = files[CALLER]!;
  const analysis = project.analyse(uriOf(CALLER), text);
  return { text, analysis };
}

describe('hovers over names that lead out of the flow', () => {
  const { text, analysis } = inSolution();
  it.each<[around: string, name: string, ...said: string[]]>([
    [
      `"workflowReferenceName": "|${ID}"`,
      ID,
      '**Child**',
      'takes: Case, Due \\*day\\*',
      'gives back: What came of it',
    ],
    ['"te|xt": "a"', 'text', '**Case**', 'Input of the flow **Child**'],
    ['"n\\u00|75mber"', 'n\\u0075mber', '**Due \\*day\\***', 'Required input of the flow'],
    ['"connectionName": "shared_off|ice365"', 'shared_office365', 'Connection to Office 365 Outlook'],
    [
      '"shared_off|ice365": {',
      'shared_office365',
      'Connection to Office 365 Outlook',
      'Connection reference: ',
    ],
    [
      '"connectionReferenceLogicalName": "abc_shared|_office365"',
      'abc_shared_office365',
      'Connection reference to Office 365 Outlook',
    ],
    [
      '"operationId": "SendEma|ilV2"',
      'SendEmailV2',
      '**Send an email (V2)**',
      'Operation of Office 365 Outlook',
    ],
    ['"emailMes|sage/To"', 'emailMessage/To', '**To**', 'Required parameter of **Send an email (V2)**'],
    ['"emailMessage/Importance|"', 'emailMessage/Importance', 'One of: Low, Normal, High'],
    ['"schemaName": "abc_Site|"', 'abc_Site', '**Site of the team**', 'Environment variable of type Text'],
  ])('%s', (around, name, ...said) => {
    const [before, behind] = around.split('|') as [string, string];
    const start = text.indexOf(before + behind);
    expect(start, around).toBeGreaterThan(0);
    const hover = hoverAt(analysis, start + before.length);
    expect(text.slice(hover?.span.start, hover?.span.end)).toBe(name);
    for (const one of said) expect(hover!.markdown).toContain(one);
    expect(hover!.markdown).not.toContain(FAKES.githubToken!.slice(8, 20));
  });

  it('say nothing of what the files around do not tell', () => {
    const at = text.indexOf('"other"') + 2;
    expect(hoverAt(analysis, at)?.markdown ?? '').not.toContain('nput of the flow');
    expect(hoverAt(analysis, text.indexOf('"emailMessage/Mine') + 2)?.markdown ?? '').not.toContain(
      'arameter of',
    );
    const alone = check(text);
    for (const needle of [ID, 'text": "a"', 'schemaName": "abc_Site']) {
      const found = hoverAt(alone, text.indexOf(needle) + needle.length - 2);
      expect(found?.markdown ?? '').not.toMatch(/^\*\*/);
    }
  });
});
